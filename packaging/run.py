"""Start Klimabesøg from a checkout: `python3 packaging/run.py [ARGUMENTS of the klimabesog command]`.

The first start makes the private environment. Without arguments the window opens; on a machine without a
display the example visit is played instead, and its report written.
"""

import sys

import environment


def app_arguments(arguments: list[str], display: bool) -> list[str]:
    """What `klimabesog` is started with."""
    if arguments or display:
        return arguments
    environment.say(
        "Ingen skærm fundet: eksemplerne spilles i stedet, og deres dokumenter skrives.\n"
        "No display found: playing the example cases instead and writing their documents."
    )
    return ["demo"]


def main() -> None:
    """Prepare, then become the app."""
    display = environment.has_display()
    system = environment.OFFSCREEN + (environment.DISPLAY if display else ())
    try:
        prepared = environment.prepare([environment.RUNTIME_LOCK], system)
    except environment.SetupError as error:
        environment.say(str(error))
        sys.exit(environment.EXIT_SURROUNDINGS)
    environment.become([str(prepared.python), "-m", "klimabesog", *app_arguments(sys.argv[1:], display)])


if __name__ == "__main__":
    main()
