"""Words of a form as rich text: what ODK allows, and nothing that a form could smuggle in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.desktop.widgets.markup import plain, rich


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("Er der **tæt**?", "Er der <b>tæt</b>?", "Er der tæt?"),
        ("*Husk* lyset", "<i>Husk</i> lyset", "Husk lyset"),
        ("_Husk_ __alt__", "<i>Husk</i> <b>alt</b>", "Husk alt"),
        ("Se [her](https://ens.dk)", 'Se <a href="https://ens.dk">her</a>', "Se her"),
        ("# Overskrift", "<b>Overskrift</b>", "Overskrift"),
        ('<span style="color:red">Rødt</span> **lys**', "Rødt <b>lys</b>", "Rødt lys"),
        ("**a < b** & c", "<b>a &lt; b</b> &amp; c", "a < b & c"),
    ],
)  # fmt: skip
def test_markdown_of_a_form(text: str, html: str, words: str) -> None:
    assert rich(text) == html
    assert plain(text) == words


@pytest.mark.parametrize(
    "text", ["3 * 4 * 5", "snake_case_navn", "a < b og c > d", "10 kr.", "# 1 er først?"[2:]]
)
def test_plain_words_stay_plain(text: str) -> None:
    assert rich(text) is None
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<img src='https://example.org/x.png'> **x**",
        "<script>alert(1)</script> **x**",
        "[x](javascript:alert(1)) **y**",
        '[x](https://a"onmouseover="y) **z**',
        "<a href='file:///etc/passwd'>x</a> **y**",
    ],
)
def test_nothing_of_the_forms_own_html_gets_through(text: str) -> None:
    html = rich(text)
    assert html is not None
    bare = html.replace("<b>", "").replace("</b>", "")
    links = bare.count("<a href=")
    assert bare.count("<") == 2 * links
    assert all(
        mark not in bare for mark in ("<img", "<script", 'href="javascript', "<a href='", '"onmouseover')
    )


@given(st.text(alphabet="<>*_[]()#&\"'\\ abh:/ttps.\n", max_size=40))
def test_whatever_is_written_no_other_tags_come_out(text: str) -> None:
    html = rich(text) or ""
    for tag in ("<b>", "</b>", "<i>", "</i>", "<br>", "</a>"):
        html = html.replace(tag, "")
    known = tuple(f'a href="{scheme}' for scheme in ("http", "mailto:", "tel:"))
    assert all(rest.startswith(known) for rest in html.split("<")[1:])
