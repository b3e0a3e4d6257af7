"""pyxform's own (English) reasons for refusing a form, said in Danish where they are the common ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from klimabesog.values.texts import _

Match = re.Match[str]
Rule = tuple[str, Callable[[Match], str]]


def _survey_rules() -> tuple[Rule, ...]:
    return (
        (
            r"There should be a choices sheet",
            lambda m: _("Arket choices mangler, og skemaet har valglister."),
        ),
        (
            r"List name not in choices sheet: (.+)",
            lambda m: _("Listen {name} findes ikke på arket choices.").format(name=m[1]),
        ),
        (
            r"Could not find the name '([^']*)'",
            lambda m: _("${{{name}}} findes ikke i skemaet.").format(name=m[1]),
        ),
        (
            r"Names must begin with a letter",
            lambda m: _(
                "Navnet må kun have bogstaver, tal, - _ og punktum, og det skal begynde med et bogstav."
            ),
        ),
        (
            r"the 'name' value '([^']*)' is invalid\. Questions, groups, and repeats must be unique",
            lambda m: _("Navnet {name} bruges to gange i samme gruppe.").format(name=m[1]),
        ),
        (
            r"Unmatched 'begin_(\w+)'.*name '([^']*)'",
            lambda m: _("{what} {name} begynder, men slutter ikke: end_{kind} mangler.").format(
                what=_kind(m[1]), name=m[2], kind=m[1]
            ),
        ),
        (
            r"Unmatched 'end_(\w+)'",
            lambda m: _("end_{kind} står uden en begyndelse, der passer.").format(kind=m[1]),
        ),
        (r"Unknown question type '([^']*)'", lambda m: _("Typen {name} kendes ikke.").format(name=m[1])),
        (r"Question with no type", lambda m: _("Spørgsmålet mangler en type.")),
        (r"Question or group with no name", lambda m: _("Spørgsmålet mangler et navn.")),
        (
            r"The survey element named '([^']*)' has no label",
            lambda m: _("Spørgsmålet {name} mangler en tekst (label).").format(name=m[1]),
        ),
    )


def _other_rules() -> tuple[Rule, ...]:
    return (
        (r"Choice names must be unique", lambda m: _("Svaret står to gange i samme liste.")),
        (r"Choices must have a name", lambda m: _("Svaret mangler et navn (name).")),
        (
            r"Choice names with spaces.*See \[([^\]]*)\] in \[([^\]]*)\]",
            lambda m: _("Svaret {name} i listen {list} må ikke have mellemrum i name.").format(
                name=m[1], list=m[2]
            ),
        ),
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
    )


def _kind(name: str) -> str:
    return {"group": _("Gruppen"), "repeat": _("Gentagelsen")}.get(name, name)


def in_danish(reason: str) -> str:
    """The Danish sentence, or pyxform's own words marked as such."""
    for pattern, say in (*_survey_rules(), *_other_rules()):
        if found := re.search(pattern, reason, re.DOTALL):
            return say(found)
    return _("Omsætteren siger: {reason}").format(reason=" ".join(reason.split()))
