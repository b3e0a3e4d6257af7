"""Rules for the sheets choices and settings."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.values.texts import _
from klimabesog.xforms.layout import ALWAYS, Choice, Layout
from klimabesog.xforms.problems import Found

KB_NAMESPACE = 'kb="https://klimabesog.dk/ns/kb"'


def problems(form: Layout) -> Iterator[Found]:
    """All findings about choice lists and settings."""
    yield from _choices(form)
    yield from _settings(form)


def _choices(form: Layout) -> Iterator[Found]:
    if "choices" in form.sheets and form.choices:
        for key in ("list_name", "name"):
            if not form.headings("choices", key):
                yield Found(
                    form.sheet("choices").heading(""),
                    _("Kolonnen {name} mangler på arket choices.").format(name=key),
                )
                return
    doubles = form.settings.get("allow_choice_duplicates")
    seen: dict[tuple[str, str], Choice] = {}
    for choice in form.choices:
        if not choice.list_name and choice.name:
            yield Found(choice.first, _("Svaret hører ikke til nogen liste (list_name)."))
        elif choice.list_name and not choice.name:
            yield Found(choice.first, _("Svaret mangler et navn (name)."))
        elif choice.list_name:
            other = seen.setdefault((choice.list_name, choice.name), choice)
            if other is not choice and not (doubles and doubles.value.lower() in ALWAYS):
                yield Found(
                    choice.at("name"),
                    _("Svaret {name} står to gange i listen {list} (også i række {row}).").format(
                        name=choice.name, list=choice.list_name, row=other.first.row
                    ),
                )
            if not any(key in ("label", "image", "audio", "video", "big-image") for key, _l in choice.cells):
                yield Found(
                    choice.at("name"),
                    _("Svaret {name} mangler en tekst (label).").format(name=choice.name),
                    True,
                )


def _settings(form: Layout) -> Iterator[Found]:
    sheet = form.sheet("settings")
    for row in sheet.rows[1:]:
        cell = next(iter(row.values()))
        yield Found(cell, _("Arket settings har kun én række med værdier. Slet denne."))
    if (language := form.settings.get("default_language")) is not None:
        known = {
            c.language
            for name in ("survey", "choices")
            for c in form.columns.get(name, {}).values()
            if c.language
        }
        if (
            known
            and language.value not in known
            and all(c.language for c in form.headings("survey", "label"))
        ):
            yield Found(language, _("Sproget {name} har ingen kolonne.").format(name=language.value))
    for key, sentence in (
        (
            "form_id",
            _("Skemaet har intet form_id på arket settings, så filens navn bruges. Skriv et fast navn."),
        ),
        (
            "version",
            _("Skemaet har ingen version på arket settings. Skriv en, fx {example}.").format(
                example="2026112101"
            ),
        ),
    ):
        if key not in form.settings:
            yield Found(sheet.heading(""), sentence, True)
    if (form_id := form.settings.get("form_id")) is not None and any(s.isspace() for s in form_id.value):
        yield Found(
            form_id,
            _("form_id har mellemrum. Skriv hellere {name}.").format(name="_".join(form_id.value.split())),
            True,
        )
