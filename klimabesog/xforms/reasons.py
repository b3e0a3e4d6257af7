"""pyxform's own (English) reasons for refusing a form, said in Danish: those the checker leaves to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from klimabesog.values.texts import _

Match = re.Match[str]
Rule = tuple[str, Callable[[Match], str]]


def _names() -> tuple[Rule, ...]:
    return (
        (
            r"List name not in choices sheet: (.+)",
            lambda m: _("Listen {name} findes ikke på arket choices.").format(name=m[1]),
        ),
        (
            r"[Cc]ould not\s+find the name '([^']*)'",
            lambda m: _("${{{name}}} findes ikke i skemaet.").format(name=m[1]),
        ),
        (
            r"The name '([^']*)' appears more than once",
            lambda m: _(
                "${{{name}}} er tvetydigt: flere spørgsmål hedder {name}. Giv dem hver sit navn."
            ).format(name=m[1]),
        ),
        (
            r"Names must begin with a letter",
            lambda m: _(
                "Navnet må kun have bogstaver, tal, - _ og punktum, og det skal begynde med et bogstav."
            ),
        ),
        (r"Unknown question type '([^']*)'", lambda m: _("Typen {name} kendes ikke.").format(name=m[1])),
        (r"Question with no type", lambda m: _("Spørgsmålet mangler en type.")),
        (r"Question or group with no name", lambda m: _("Spørgsmålet mangler et navn.")),
        (
            r"The survey element named '([^']*)' has no label",
            lambda m: _("Spørgsmålet {name} mangler en tekst (label).").format(name=m[1]),
        ),
        (r"Choices must have a name", lambda m: _("Svaret mangler et navn (name).")),
    )


def _cells() -> tuple[Rule, ...]:
    return (
        (r"You must have a sheet named 'survey'", lambda m: _("Arket survey mangler.")),
        (
            r"add an entities sheet",
            lambda m: _("save_to kræver arket entities, der siger, hvad svarene gemmes i."),
        ),
        (r"Missing calculation", lambda m: _("Beregningen mangler (kolonnen calculation).")),
        (
            r"Reference variables must start with",
            lambda m: _("En henvisning skrives ${navn}: tjek tegnene $, { og }."),
        ),
        (
            r"Parameters must be in the form",
            lambda m: _("Skriv parametre som navn=værdi med mellemrum imellem, fx start=0 end=10."),
        ),
        (
            r"accepted parameter keys for this question type are '(.+?)'\. The following .*?: '(.+?)'\.",
            lambda m: _("Parameteren {rejected} kendes ikke her. Brug {accepted}.").format(
                rejected=m[2], accepted=m[1]
            ),
        ),
        (
            r"[Pp]arameters? '?([\w-]+)'? (?:value )?(?:choice )?(?:list )?must",
            lambda m: _("Parameteren {name} har en værdi, der ikke kan bruges.").format(name=m[1]),
        ),
        (
            r"Choice filter not supported",
            lambda m: _("choice_filter kan ikke bruges sammen med or_other eller table-list."),
        ),
        (
            r"Badly formatted table list",
            lambda m: _("Alle spørgsmål i en table-list skal bruge samme liste."),
        ),
        (r"trigger", lambda m: _("trigger skal være et spørgsmål i skemaet.")),
    )


def in_danish(reason: str) -> str:
    """The Danish sentence, or pyxform's own words marked as such."""
    for pattern, say in (*_names(), *_cells()):
        if found := re.search(pattern, reason, re.DOTALL):
            return say(found)
    return _("Omsætteren siger: {reason}").format(reason=" ".join(reason.split()))
