"""Rules for the profile: question types and appearances that the window shows in a plainer way, all warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klimabesog.values.texts import _
from klimabesog.xforms.layout import Layout, Question
from klimabesog.xforms.problems import Found, did_you_mean

NUMBERS = frozenset(("integer", "decimal"))
TEXT = frozenset(("text",))
SELECT = frozenset(("select_one", "select_multiple"))
SELECT_ONE = frozenset(("select_one",))
DATES = frozenset(("date",))
CODES = frozenset(("barcode",))
PICTURE = frozenset(("image",))
RANGE = frozenset(("range",))
PLACES = frozenset(("geopoint", "geotrace", "geoshape"))
GROUPS = frozenset(("group", "repeat"))
REPEATS = frozenset(("repeat",))
ANY = frozenset[str]()

SHOWN: dict[str, frozenset[str]] = {
    "multiline": TEXT, "numbers": TEXT, "url": TEXT, "masked": TEXT, "hidden-answer": TEXT | CODES,
    "thousands-sep": NUMBERS | TEXT, "counter": NUMBERS,
    "minimal": SELECT | frozenset(("rank",)), "search": SELECT, "autocomplete": SELECT, "quick": SELECT_ONE,
    "columns": SELECT, "columns-pack": SELECT, "horizontal": SELECT, "horizontal-compact": SELECT,
    "likert": SELECT_ONE, "label": SELECT, "list-nolabel": SELECT, "list": SELECT,
    "compact": SELECT | GROUPS, "quickcompact": SELECT_ONE,
    "no-buttons": SELECT, "vertical": RANGE, "no-ticks": RANGE, "picker": RANGE, "rating": RANGE, "distress": RANGE,
    "month-year": DATES, "year": DATES | frozenset(("integer",)), "no-calendar": DATES,
    "signature": PICTURE, "draw": PICTURE,
    "field-list": GROUPS, "table-list": GROUPS, "tabel": REPEATS,
    "hide-input": PLACES,
    "w1": ANY, "w2": ANY, "w3": ANY, "w4": ANY, "w5": ANY, "w6": ANY, "w7": ANY, "w8": ANY, "w9": ANY, "w10": ANY,
}  # fmt: skip
"""Appearances that the window follows or may pass over without loss, and the kinds they are for (empty: all)."""


_NUMBERED = re.compile(r"(columns|compact|quickcompact)-\d{1,2}")
"""`columns-3` and its like: the view takes any number of columns."""


def _types() -> dict[str, str]:
    return {
        "audio": _("Lyd optages ikke i programmet. En lydfil kan vedhæftes."),
        "video": _("Video optages ikke i programmet. En videofil kan vedhæftes."),
        "geotrace": _("Der er intet kort. Punkterne skrives, ét på hver linje."),
        "geoshape": _("Der er intet kort. Punkterne skrives, ét på hver linje."),
        "barcode": _("Kameraet bruges ikke. Koden skrives eller læses med en håndskanner."),
        "background-audio": _("Lyd optages ikke i programmet. Spørgsmålet bliver tomt."),
        "start-geopoint": _("Programmet finder ikke stedet af sig selv. Spørgsmålet bliver tomt."),
        "background-geopoint": _("Programmet finder ikke stedet af sig selv. Spørgsmålet bliver tomt."),
        "audit": _("Programmet fører selv historik. audit bliver ikke brugt."),
        "osm": _("OpenStreetMap er uden for det, programmet kan. Svaret skrives som tekst."),
        "phonenumber": _("Pc'en har intet telefonnummer. Spørgsmålet bliver tomt."),
        "simserial": _("Pc'en har intet simkort. Spørgsmålet bliver tomt."),
        "subscriberid": _("Pc'en har intet simkort. Spørgsmålet bliver tomt."),
    }


def _appearances() -> dict[str, str]:
    return {
        "map": _("Der er intet kort. Svarene vises som en liste."),
        "maps": _("Der er intet kort. Stedet skrives som bredde og længde."),
        "placement-map": _("Der er intet kort. Stedet skrives som bredde og længde."),
        "quickmap": _("Der er intet kort. Svarene vises som en liste."),
        "image-map": _("Billedet vises ikke som kort. Svarene vises som en liste."),
        "new": _("Kameraet åbnes ikke af sig selv. Et billede kan vælges."),
        "new-front": _("Kameraet åbnes ikke af sig selv. Et billede kan vælges."),
        "annotate": _("Der tegnes ikke på billedet. Det vedhæftes, som det er."),
        "bearing": _("Der er intet kompas. Retningen skrives som et tal."),
        "ethiopian": _("Kalenderen er den almindelige."),
        "coptic": _("Kalenderen er den almindelige."),
        "islamic": _("Kalenderen er den almindelige."),
        "bikram-sambat": _("Kalenderen er den almindelige."),
        "myanmar": _("Kalenderen er den almindelige."),
        "persian": _("Kalenderen er den almindelige."),
        "front": _("Koden skrives eller læses med en håndskanner."),
        "pages": _("Sider styres af skemaets grupper. pages bliver ikke brugt."),
    }


def problems(form: Layout) -> Iterator[Found]:
    """All findings."""
    for question in form.questions:
        if sentence := _types().get(question.kind.partition(" ")[0], ""):
            yield Found(question.at("type"), sentence, True)
        yield from _looks(question)


def _looks(question: Question) -> Iterator[Found]:
    cell = question.cell("appearance")
    if cell is None or "${" in cell.value or "(" in cell.value:
        if cell is not None:
            yield Found(cell, _outside(cell.value.split("(")[0].strip()[:40]), True)
        return
    for word in cell.value.split():
        plainly = _NUMBERED.sub(r"\1", word)
        if sentence := _appearances().get(word, ""):
            yield Found(cell, sentence, True)
        elif word.startswith(("ex:", "printer:", "intent:")):
            yield Found(cell, _outside(word), True)
        elif plainly not in SHOWN:
            near = did_you_mean(word, SHOWN, 0.75)
            yield Found(cell, (_unknown(word) + near) if near else _outside(word), True)
        elif SHOWN[plainly] and question.kind and question.kind not in SHOWN[plainly]:
            yield Found(
                cell,
                _("Udseendet {word} virker ikke på {type}. Spørgsmålet vises som normalt.").format(
                    word=word, type=question.type.partition(" ")[0]
                ),
                True,
            )


def _unknown(word: str) -> str:
    return _("Udseendet {word} kendes ikke.").format(word=word)


def _outside(word: str) -> str:
    return _("Udseendet {word} er uden for det, programmet kan. Spørgsmålet vises som normalt.").format(
        word=word
    )
