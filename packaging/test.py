"""Run every check: `python3 packaging/test.py [--full] [pytest's own arguments]`.

Makes the private environment first. `--full` adds what needs Linux tools or the shared folder beside the
checkout. Every check runs, also after a failed one.

Exit 1 when any check failed, 3 when the environment could not be made.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import environment

IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"

LIMIT = 20 * 60
"""Seconds after which a check that hangs is ended and counts as failed."""


@dataclass(frozen=True)
class Check:
    """One tool and how to call it in the environment."""

    name: str
    command: tuple[str, ...]
    quiet: bool = True
    """Show the output only on failure."""


@dataclass(frozen=True)
class Outcome:
    """How a check ended."""

    name: str
    passed: bool
    seconds: float

    def line(self) -> str:
        """One line for the summary."""
        return f"{'ok    ' if self.passed else 'FAILED'}  {self.name}  {self.seconds:.1f} s"


def checks(prepared: environment.Environment, pytest_arguments: Sequence[str]) -> list[Check]:
    """All checks, the quick ones first."""
    python = str(prepared.python)
    return [
        Check("ruff check", (python, "-m", "ruff", "check", ".")),
        # not its script: that names the folder the environment was made in, and a checkout may be moved
        Check("import-linter", (python, "-c", IMPORT_LINTER, "--no-logo")),
        Check("mypy", (python, "-m", "mypy")),
        Check("pytest", (python, "-m", "pytest", *beside_each_other(), *pytest_arguments), quiet=False),
    ]


def beside_each_other() -> tuple[str, ...]:
    """A process for each core, each with whole files: what a file makes ready once is made once."""
    cores = os.cpu_count() or 1
    return ("-n", str(cores), "--dist", "loadfile") if cores > 1 else ()


def variables(full: bool, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The checks' environment: nothing shown on screen, and for the full run where the shared folder is."""
    chosen = {**base, "QT_QPA_PLATFORM": "offscreen"}
    for name in ("KLIMABESOG_FULL", "KLIMABESOG_SHARED"):
        chosen.pop(name, None)
    shared = environment.ROOT.parent / "shared"
    if full:
        chosen["KLIMABESOG_FULL"] = "1"
        if shared.is_dir():
            chosen["KLIMABESOG_SHARED"] = str(shared)
    return chosen


def run(check: Check, chosen: Mapping[str, str]) -> Outcome:
    """Run one check and print its outcome; pytest's exit 5, no test found, is a failure like any other."""
    print(f"== {check.name}", flush=True)
    started = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            cwd=environment.ROOT,
            env=chosen,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if check.quiet else None,
            stderr=subprocess.STDOUT,
            timeout=LIMIT,
        )
        passed, said = done.returncode == 0, done.stdout or b""
    except subprocess.TimeoutExpired as late:
        passed, said = False, (late.stdout or b"") + f"\nended after {LIMIT} s\n".encode()
    if not passed:
        sys.stdout.buffer.write(said)
    outcome = Outcome(check.name, passed, time.monotonic() - started)
    print(outcome.line(), flush=True)
    return outcome


def not_found(chosen: Mapping[str, str]) -> list[str]:
    """What the full run wants and this machine lacks; the tests that need it are skipped."""
    wanted = environment.CHECKING + environment.DISPLAY
    lacking = [f"{each.name} (package {each.package})" for each in wanted if not environment.is_present(each)]
    if "KLIMABESOG_SHARED" not in chosen:
        lacking.append(f"{environment.ROOT.parent / 'shared'} (recordings, veraPDF's runner)")
    return lacking


def prepare(full: bool) -> environment.Environment:
    """Runtime and development packages; for the full run also the tools that can be installed."""
    system = environment.OFFSCREEN + (environment.DISPLAY + environment.CHECKING if full else ())
    return environment.prepare([environment.RUNTIME_LOCK, environment.DEV_LOCK], system)


def main() -> int:
    """Prepare, run, sum up."""
    parser = argparse.ArgumentParser(description="Run every check of Klimabesøg.")
    parser.add_argument("--full", action="store_true", help="also what needs Linux tools or ../shared")
    options, pytest_arguments = parser.parse_known_args()
    started = time.monotonic()
    try:
        prepared = prepare(options.full)
    except environment.SetupError as error:
        environment.say(str(error))
        return environment.EXIT_SURROUNDINGS
    print(f"environment ready after {time.monotonic() - started:.1f} s", flush=True)
    chosen = variables(options.full)
    lacking = not_found(chosen) if options.full else []
    outcomes = [run(check, chosen) for check in checks(prepared, pytest_arguments)]
    print(f"\n== summary, {time.monotonic() - started:.0f} s")
    for outcome in outcomes:
        print(outcome.line())
    for name in lacking:
        print(f"NOT FOUND, its tests were skipped: {name}")
    return 0 if all(each.passed for each in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
