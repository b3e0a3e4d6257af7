"""What the tests of the author's checker share: small forms, and what the checker says of them."""

from __future__ import annotations

from klimabesog.xforms.check import AuthorProblem, check_bytes

SETTINGS = """
| settings | form_id | version | namespaces |
|          | prøve   | 1       | kb="https://klimabesog.dk/ns/kb" |
""".replace("| settings |", "| settings |\n| |")


def problems(table: str, name: str = "f.md", settings: str = SETTINGS) -> list[AuthorProblem]:
    """The checker's findings about a form given as a Markdown table."""
    return check_bytes((table.strip("\n") + "\n" + settings.strip("\n") + "\n").encode(), name)


def lines(table: str, settings: str = SETTINGS) -> list[str]:
    """The lines that are printed for them."""
    return [str(problem) for problem in problems(table, settings=settings)]
