"""Headings stay with what follows, wherever on the page they come to stand."""

from __future__ import annotations

from typing import Any

import pytest
from reportlab.platypus import CondPageBreak, Spacer

from klimabesog.reports import theme
from klimabesog.reports.album import Album
from klimabesog.reports.document import lay_out
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.pagebreaks import with_kept_headings
from klimabesog.reports.photos import PhotoCache
from tests.reports import gate
from tests.reports.hard import FRONT
from tests.reports.pictures import Pictures


def following(kit: Kit, kind: str) -> list[Any]:
    table = kit.table((Column("a", 1), Column("b", 1)), [("ord " * 60, "x")] * 30)
    return {
        "text": kit.text("ord " * 900),
        "table": [table],
        "panel": [kit.panel(kit.text("ord " * 600))],
        "list": kit.bullets(["ord " * 40] * 20),
        "headings": [*kit.section("Afsnit"), *kit.section("Nok et"), *kit.text("ord " * 300)],
    }[kind]


@pytest.mark.parametrize("kind", ["text", "table", "panel", "list", "headings"])
@pytest.mark.parametrize("used", range(572, 716, 24))
def test_no_heading_stands_alone(kind: str, used: int) -> None:
    album = Album(Pictures(), PhotoCache())

    def story(places: Any) -> list[Any]:
        kit = Kit(theme.Theme(), album, places)
        return [Spacer(0, used), *kit.chapter("Kapitel", "k"), *following(kit, kind)]

    document = lay_out(story, FRONT, lambda _: None, lambda: False)
    assert gate.lone_headings(document.pdf) == []


def test_what_is_no_heading_stays_as_it_is() -> None:
    kit = Kit(theme.Theme(), Album(Pictures(), PhotoCache()), {})
    items = [*kit.text("en"), Spacer(0, 5), CondPageBreak(40), *kit.text("to")]
    assert with_kept_headings(items, 400, 700) == items
