"""The municipality's settings of a visit: its opening line in the form and the report, the same on every laptop."""

from __future__ import annotations

from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.municipality import make_profile, open_profile
from klimabesog.casework.report import screening_report
from klimabesog.casework.settings import OPENING, keep_law_points, keep_opening, settings
from klimabesog.casework.visit import Visit
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap
from tests.casework.steps import INTERVIEW, anew, named

LINE = "Velkommen. Vi er her for at hjælpe."


def opening(visit: Visit) -> str:
    return named(visit, INTERVIEW, "vejledning").label


def test_the_program_s_line_until_the_municipality_has_its_own(casebook: Casebook, visit: Visit) -> None:
    assert opening(visit) == settings(casebook.desk).opening_line == OPENING
    keep_opening(casebook.desk, f"  {LINE}\n")
    visit = anew(casebook, visit)
    assert opening(visit) == LINE
    assert screening_report(visit).visit.opening == LINE
    keep_opening(casebook.desk, "")
    visit.refresh_context()
    assert opening(visit) == OPENING
    keep_opening(casebook.desk, OPENING)
    assert settings(casebook.desk).opening == "", "the program's own words follow the program"


def test_the_first_setting_keeps_the_municipality_s_name(casebook: Casebook) -> None:
    name = settings(casebook.desk).name
    keep_law_points(casebook.desk, True)
    known = settings(casebook.desk)
    assert (known.name, known.law_points) == (name, True) == ("Eksempel Kommune", True)


def test_they_reach_the_colleagues_by_bundle_and_by_profile(
    open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    anna, bo, cilia = (open_casebook(name) for name in ("anna", "bo", "cilia"))
    keep_opening(anna.desk, LINE)
    keep_law_points(anna.desk, True)
    join(anna, bo)
    swap(anna, bo, tmp_path)
    open_profile(
        cilia, make_profile(anna, tmp_path / "profil", "fire danske ord i rad"), "fire danske ord i rad"
    )
    for book in (bo, cilia):
        known = settings(book.desk)
        assert (known.opening, known.law_points) == (LINE, True)
