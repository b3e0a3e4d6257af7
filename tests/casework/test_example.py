"""The bundled example is played through the program's own API and comes out with the figures it promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import clock_of, play
from klimabesog.casework.example import FIRST_VISIT, script_of
from klimabesog.casework.visit import Visit
from klimabesog.values.clock import local_time, system_clock
from klimabesog.values.errors import InputError
from tests.casework.laptops import Ticking

KWH = {
    "Sluk kompressoren om natten": 9_200,
    "Find og tæt trykluftlækager": 12_390,
    "LED i hal 1 og 2": 23_827,
    "Varmegenvinding på udsugningen i hal 2": 15_400,
    "Sænk temperaturen på lageret": 2_900,
    "Isolér rør i teknikrummet": 2_713,
}
"""Before overlap, as resources/eksempel/README.md says."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("eksempel")
    with Casebook.open(folder, b"k" * 32, clock=Ticking()) as book:
        yield book.create_example()


def test_the_figures_of_the_example(played: Visit) -> None:
    strip = played.result()
    assert strip.year == 2025
    assert strip.consumption_kwh == pytest.approx(318_396 + 62_000 + 31_904)
    use = played.screening.consumption()
    assert use["diesel"].kwh == pytest.approx(31_904)
    assert use["el"].kroner == pytest.approx(318_396 * 1.30, rel=1e-4)
    assert {row.title: round(row.kwh_alone) for row in played.measures()} == KWH
    assert strip.saving_kwh_alone == pytest.approx(sum(KWH.values()), abs=3)
    assert 0 < strip.saving_kwh < strip.saving_kwh_alone


def test_nothing_in_it_is_wrong(played: Visit) -> None:
    assert played.errors() == []
    assert played.result().warnings == ()
    assert all(row.complete for row in played.measures())
    assert len(played.later()) == 2


def test_it_is_marked_as_invented(played: Visit) -> None:
    assert played.company.example
    assert "eksempel" in played.report_model().company.name


def test_every_photo_has_its_place_and_words(played: Visit) -> None:
    photos = played.photos()
    assert len(photos) >= 5
    assert all(photo.finding and photo.caption and photo.alt_text and photo.taken for photo in photos)


def test_the_report_needs_no_excuse(played: Visit) -> None:
    document = played.render_report()
    assert document.warnings == ()
    assert len(document.pdf) < 3_000_000


def test_played_again_it_is_another_case(casebook: Casebook) -> None:
    first, second = casebook.create_example(), casebook.create_example()
    assert first.id != second.id
    assert first.result() == second.result()
    assert casebook.officer is not None
    assert casebook.officer.name == "Anna", "the one who is set stays"


# -- scripts that are none -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("ikke json", "er ikke et sagsscript"),
        ("[]", "er ikke et sagsscript"),
        ('{"steps": []}', "begynder ikke noget besøg"),
        ('{"steps": ["?"]}', "er ikke et sagsscript"),
        ('{"steps": [{"op": "flyv"}]}', "Trin 1"),
        ('{"steps": [{"op": "note", "text": "x"}]}', "begynder ikke noget besøg"),
        ('{"steps": [{"op": "company", "felter": {}}]}', "Trin 1"),
        ('{"steps": [{"op": "company", "fields": {"navn": ""}}]}', "navn"),
        ('{"steps": 7}', "er ikke et sagsscript"),
    ],
)
def test_what_is_no_script(casebook: Casebook, tmp_path: Path, content: str, says: str) -> None:
    script = tmp_path / "sag.json"
    script.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        play(casebook, script)


def test_a_checkpoint_that_is_not_there(casebook: Casebook, tmp_path: Path) -> None:
    steps = json.loads(script_of(FIRST_VISIT).read_text(encoding="utf-8"))["steps"][:5]
    script = tmp_path / "sag.json"
    script.write_text(json.dumps({"steps": [*steps, {"op": "checkpoints", "values": {"XYZ-99": "ja"}}]}))
    with pytest.raises(InputError, match="Trin 6"):
        play(casebook, script)


def test_a_script_that_is_not_there(casebook: Casebook, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"væk\.json er ikke"):
        play(casebook, tmp_path / "væk.json")


def test_a_script_that_goes_on_with_another(casebook: Casebook, tmp_path: Path) -> None:
    whole = json.loads(script_of(FIRST_VISIT).read_text(encoding="utf-8"))["steps"][:5]
    (tmp_path / "besoeg.json").write_text(json.dumps({"steps": whole}), encoding="utf-8")
    after = {"continues": "besoeg.json", "steps": [{"op": "note", "text": "Ring igen"}, {"op": "finish"}]}
    script = tmp_path / "videre.json"
    script.write_text(json.dumps(after), encoding="utf-8")
    visit = play(casebook, script)
    assert ([note.text for note in visit.notes()], visit.status) == (["Ring igen"], "afsluttet")
    script.write_text(json.dumps({**after, "continues": "vaek.json"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"vaek\.json er ikke"):
        play(casebook, script)


def test_what_lies_ahead_is_not_played_into_a_casebook_of_today(casebook: Casebook) -> None:
    with pytest.raises(InputError, match=r"slutter 15\.11\.2028"):
        casebook.create_example(case="nordkrogen-trin")
    assert casebook.companies() == []
    with pytest.raises(InputError, match="nordkrogen, nordkrogen-trin, engdammen"):
        casebook.create_example(case="ukendt")


def test_a_clock_for_a_case_that_lies_ahead() -> None:
    ahead, now = clock_of(script_of("nordkrogen-trin")), clock_of(script_of("engdammen"))
    assert local_time(ahead()).date().isoformat() >= "2028-11-15"
    assert abs(now() - system_clock()) < 60_000
