"""The VSME energy table and the waste table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy import tables
from klimabesog.energy.baseline import ConsumptionRow, compute
from klimabesog.energy.errors import AmountError
from klimabesog.energy.factors import FactorRow
from klimabesog.energy.vsme import OTHER, RENEWABLE, UNKNOWN, b3
from klimabesog.energy.waste import FRACTIONS, WasteRow, waste_table
from klimabesog.values import resources

FACTORS = tables.load(resources.path("resources", "faktorer", "2026.csv"), 2019)
ROWS = [
    ConsumptionRow("el", 100_000, "kWh", year=2019),
    ConsumptionRow("fjernvarme", 60, "MWh", year=2019),
    ConsumptionRow("diesel", 1_000, "l", year=2019),
    ConsumptionRow("traepiller", 2, "ton", year=2019),
]


def test_a_workshop() -> None:
    """Electricity as Energinet declares it, diesel at the exhaust, pellets biogenic; heat has the life cycle alone."""
    table = b3(compute(ROWS, FACTORS), FACTORS)
    power, heat, diesel, pellets = table.lines
    assert [line.mwh for line in table.lines] == pytest.approx([100, 60, 9.97, 9.72])
    assert [line.kind for line in table.lines] == [UNKNOWN, UNKNOWN, OTHER, RENEWABLE]
    assert [line.scope for line in table.lines] == [2, 2, 1, 1]
    assert power.tonnes == pytest.approx(100_000 * 0.145 / 1000)
    assert diesel.tonnes == pytest.approx(2.66)
    assert pellets.tonnes == 0
    assert heat.boundary == "livscyklus"
    assert table.notes[1:] == (
        "Fjernvarme: tallet er for hele livscyklussen, fordi et for forbrændingen mangler.",
    )
    assert table.tonnes(1) == pytest.approx(2.66)
    assert table.tonnes() == pytest.approx(table.tonnes(1) + table.tonnes(2))
    assert table.mwh() == pytest.approx(table.mwh(RENEWABLE) + table.mwh(OTHER) + table.mwh(UNKNOWN))


def test_the_plants_own_declaration_counts() -> None:
    own = FACTORS.with_own(
        FactorRow("udledning", "fjernvarme", "MWh", 34, boundary="forbraending", source="Værket")
    )
    table = b3(compute(ROWS, own), own)
    assert table.lines[1].tonnes == pytest.approx(60 * 34 / 1000)
    assert len(table.notes) == 1


def test_what_is_unknown_is_said() -> None:
    table = b3(compute([ConsumptionRow("damp", 10, "MWh", year=2019)], FACTORS), FACTORS)
    assert (table.lines[0].tonnes, table.tonnes()) == (None, 0)
    assert table.notes[1] == "Købt damp: udledningen er ukendt og ikke med i summen."
    assert b3(compute([], FACTORS), FACTORS).lines == ()


# -- waste -----------------------------------------------------------------------------------------


def test_ten_fractions_whether_or_not_they_are_known() -> None:
    table = waste_table(
        [WasteRow("rest", 2, "ton"), WasteRow("pap", 900), WasteRow("pap", 100), WasteRow("farligt", 0)]
    )
    assert [line.fraction for line in table.lines] == list(FRACTIONS)
    shares = {line.fraction: line.share for line in table.lines if line.kg is not None}
    assert shares == {"rest": pytest.approx(2 / 3), "pap": pytest.approx(1 / 3), "farligt": 0}
    assert table.kg == 3_000
    assert "mad" in table.unknown
    assert "farligt" not in table.unknown


def test_how_a_fraction_is_sorted_stands_beside_its_amount() -> None:
    table = waste_table([WasteRow("pap", 5)], {"pap": "sorteres", "mad": "blandes"})
    assert {line.fraction: line.sorting for line in table.lines if line.sorting} == {
        "mad": "blandes",
        "pap": "sorteres",
    }


def test_nothing_known_is_no_share() -> None:
    assert waste_table([]).kg == 0
    assert waste_table([WasteRow("mad", 0)]).lines[0].share is None


def test_another_fraction_stands_last() -> None:
    assert waste_table([WasteRow("traeaffald", 5)]).lines[-1].kg == 5


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(AmountError, match="Madaffald"):
        WasteRow("mad", -1)
    with pytest.raises(AmountError, match="kg eller ton"):
        WasteRow("mad", 1, "m3")


@given(st.lists(st.tuples(st.sampled_from(sorted(FRACTIONS)), st.floats(0.001, 1e6)), min_size=1))
def test_shares_make_up_the_whole(rows: list[tuple[str, float]]) -> None:
    table = waste_table(WasteRow(*row) for row in rows)
    assert sum(line.share or 0 for line in table.lines) == pytest.approx(1)
