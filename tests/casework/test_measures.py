"""Measures: begun from a finding, counted once, through their layers; the strip's figures by plain arithmetic."""

from __future__ import annotations

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.measures import STATUSES, measure_id
from klimabesog.casework.visit import Visit
from klimabesog.partnership.layers import ADVISER
from klimabesog.values.errors import InputError
from klimabesog.xforms import convert
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    FREE,
    LEAKS,
    PRESSURE,
    TIGHT,
    anew,
    as_measured,
    electricity,
    leaks,
    measure,
    named,
    value,
)

LIGHT = {"ud_titel": "LED", "ud_investering": "40000", "slutanvendelse": "belysning", "kwh": "5000"}


LIVE = """
| survey   |
|          | type         | name        | calculation | save_to |
|          | xml-external | kontekst    |             |         |
|          | begin group  | ud_stroem_1 |             |         |
|          | calculate    | art         | 'reducer'   |         |
|          | calculate    | energibaerer | 'el'       |         |
|          | calculate    | kwh         | if(KWH != '', KWH * 0.02, '') | kwh |
|          | end group    |             |             |         |
| settings |
|          | form_id      | form_title  | version     |
|          | levende      | Et levende tiltag | 1     |
| entities |
|          | list_name    | label       |
|          | tiltag       | 'Et tiltag' |
""".replace("KWH", "instance('kontekst')/root/forbrug/baerer[@id='el']/kwh").encode()
"""Saves a fiftieth of the electricity there is."""


# -- beginning and filling in ----------------------------------------------------------------------


def test_begun_from_a_finding(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, place="Hal 2")
    instance = visit.start_measure(LEAKS, finding)
    assert "Hal 2" in value(visit, instance, "ud_titel")
    assert anew(casebook, visit).measures() == visit.measures()
    (row,) = visit.measures()
    assert (row.finding, row.area, row.status, row.id) == (finding, "try", "forslag", measure_id(instance))


def test_it_is_there_before_anything_is_answered(casebook: Casebook, visit: Visit) -> None:
    instance = visit.start_measure(LEAKS)
    again = anew(casebook, visit)
    assert [row.instance for row in again.measures()] == [instance]
    record = casebook.desk.store.record(measure_id(instance))
    assert record is not None
    assert (record.kind, record.fields["instans"]) == (kinds.MEASURE, instance)


def test_every_measure_form_can_be_begun(visit: Visit) -> None:
    for form_id, title in visit.measure_forms():
        instance = visit.start_measure(form_id)
        assert title
        assert visit.measure_nodes(instance)
        assert set(visit.measure_texts(instance)) >= {"ud_titel", "ud_formel", "ud_forudsaetninger"}
    assert len(visit.measures()) == len(visit.measure_forms()) >= 3


def test_measures_are_offered_by_focus_area(visit: Visit) -> None:
    areas = visit.measure_forms_by_area()
    assert [name for name, _forms in areas][::12] == ["Belysning", ""]
    assert dict(areas)["Trykluft"] == [
        ("tryklufttab", "Find og tæt trykluftlækager"),
        ("sluk_kompressor", "Sluk kompressoren uden for arbejdstid"),
        ("tryk", "Sænk trykket"),
        ("kompressorvarme", "Udnyt varmen fra kompressoren"),
    ]
    assert dict(areas)[""] == [(FREE, "Frit tiltag")]
    assert sorted(form for _name, forms in areas for form in forms) == sorted(visit.measure_forms())


def test_what_is_no_form_or_measure(visit: Visit) -> None:
    with pytest.raises(InputError, match="ikke installeret"):
        visit.start_measure("findes_ikke")
    with pytest.raises(InputError, match="har ikke skemaet"):
        visit.measure_nodes("11111111-1111-4111-8111-111111111111")
    with pytest.raises(ValueError, match="måske"):
        visit.set_measure_status(leaks(visit), "måske")


def test_an_incomplete_measure_counts_nothing(visit: Visit) -> None:
    """Not even its price: a sum of what cannot be computed would be no sum."""
    electricity(visit)
    measure(visit, LEAKS, {"ind_laek": "25", "ind_taet": "60", "ud_investering": "6000"})
    half = measure(visit, FREE, LIGHT)
    visit.add_row(half, "/data/ud_stroem")
    result = visit.result()
    assert (result.measures, result.investment, result.saving_kwh, result.saving_kroner) == (0, 0, 0, 0)
    assert [(row.complete, row.accuracy, row.kwh) for row in visit.measures()] == [(False, "", 0.0)] * 2
    assert visit.report_model().measures == ()
    visit.remove_row(half, "/data/ud_stroem[2]")
    assert (visit.result().measures, visit.result().saving_kwh) == (1, 5000)


def test_a_price_that_is_not_given_is_no_price_of_nothing(visit: Visit) -> None:
    electricity(visit)
    measure(visit, LEAKS, {"ind_forbrug": "40000", "ind_laek": "25", "ind_taet": "60"})
    (row,) = visit.measures()
    assert (row.complete, row.investment, row.payback_word) == (True, None, "–")
    assert visit.result().investment is None
    totals = visit.report_model().totals
    assert (totals.investment.value, totals.unpriced) == (None, 1)
    measure(visit, FREE, LIGHT)
    totals = visit.report_model().totals
    assert (visit.result().investment, totals.investment.value, totals.unpriced) == (40_000, 40_000, 1)


def test_letters_in_an_input(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    visit.answer(instance, named(visit, instance, "ind_laek").ref, "en del")
    assert visit.result().measures == 0
    assert value(visit, instance, "ind_laek") == "en del"


# -- what they come to -----------------------------------------------------------------------------


def three(visit: Visit) -> None:
    """Two measures on one compressor of 40,000 kWh, and one on the light."""
    electricity(visit, "100000", "150000")
    leaks(visit, "40000")
    bar = {"ind_forbrug": "40000", "ind_tryk_foer": "8", "ind_tryk_efter": "7", "ud_investering": "1500"}
    measure(visit, PRESSURE, bar)
    measure(visit, FREE, LIGHT)


def lower_pressure() -> float:
    """The share of a compressor's use that 8 to 7 bar saves: adiabatic compression, exponent 0.2857."""

    def work(bar: float) -> float:
        return float(((bar + 1.013) / 1.013) ** 0.2857 - 1)

    return 1 - work(7) / work(8)


def test_strip_report_and_plain_arithmetic_agree(visit: Visit) -> None:
    three(visit)
    price = 150_000 / 100_000
    pressure = 40_000 * lower_pressure()
    alone = [pressure, 40_000 * 0.25 * 0.60, 5_000.0]
    after = [pressure, (40_000 - pressure) * 0.25 * 0.60, 5_000.0]
    paid = [1_500, 6_000, 40_000]

    rows, strip, totals = visit.measures(), visit.result(), visit.report_model().totals
    assert [row.kwh_alone for row in rows] == pytest.approx(alone, rel=1e-4)
    assert [row.kwh for row in rows] == pytest.approx(after, rel=1e-4)
    assert [row.kroner for row in rows] == pytest.approx([kwh * price for kwh in after], rel=1e-4)
    assert [row.investment for row in rows] == paid
    assert [row.payback_years for row in rows] == pytest.approx(
        [kr / (kwh * price) for kr, kwh in zip(paid, after, strict=True)], rel=1e-4
    )
    assert strip.saving_kwh == pytest.approx(sum(after), rel=1e-4)
    assert strip.saving_kwh_alone == pytest.approx(sum(alone), rel=1e-4)
    assert strip.saving_kroner == pytest.approx(sum(after) * price, rel=1e-4)
    assert strip.saving_kroner_alone == pytest.approx(sum(alone) * price, rel=1e-4)
    assert strip.saving_co2_kg == pytest.approx(
        strip.saving_kwh * strip.consumption_co2_kg / strip.consumption_kwh
    )
    assert strip.payback_years == pytest.approx(sum(paid) / (sum(after) * price), rel=1e-4)
    assert (strip.measures, strip.investment, strip.consumption_kroner) == (3, sum(paid), 150_000)

    assert (totals.after.kwh.value, totals.after.kroner.value, totals.after.co2_kg.value) == (
        strip.saving_kwh,
        strip.saving_kroner,
        strip.saving_co2_kg,
    )
    assert (totals.before.kwh.value, totals.investment.value) == (strip.saving_kwh_alone, strip.investment)
    assert totals.payback.years.value == strip.payback_years


def test_two_on_one_compressor_overlap(visit: Visit) -> None:
    three(visit)
    first, second, light = visit.measures()
    assert first.kwh == first.kwh_alone
    assert second.kwh < second.kwh_alone
    assert any(first.title in note for note in second.notes)
    assert light.kwh == light.kwh_alone


def test_more_than_there_is(visit: Visit) -> None:
    electricity(visit, "4000", "6000")
    measure(visit, FREE, LIGHT)
    (row,) = visit.measures()
    assert row.kwh == 4000
    assert any("bruges kun" in note for note in row.notes)


def test_a_rejected_measure_leaves_the_sum(visit: Visit) -> None:
    three(visit)
    first, second, _light = visit.measures()
    visit.set_measure_status(first.instance, "fravalgt")
    rows = visit.measures()
    assert [row.instance for row in rows][-1] == first.instance
    assert rows[-1].kwh == 0
    assert rows[0].instance == second.instance
    assert rows[0].kwh == second.kwh_alone, "nothing to overlap with any more"
    assert visit.result().measures == 2
    visit.set_measure_status(first.instance, "forslag")
    assert visit.measures()[0].kwh == first.kwh


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "fravalgt"])
def test_every_other_status_counts(visit: Visit, status: str) -> None:
    electricity(visit)
    visit.set_measure_status(leaks(visit), status)
    assert visit.result().measures == 1
    assert visit.measures()[0].status == status


def test_a_removed_measure_is_gone(casebook: Casebook, visit: Visit) -> None:
    three(visit)
    before = visit.result()
    instance = visit.measures()[0].instance
    visit.remove_measure(instance)
    assert instance not in {row.instance for row in visit.measures()}
    assert visit.result().measures == 2
    assert anew(casebook, visit).result() == visit.result()
    visit.undo()
    assert visit.result() == before


def test_rough_figures_say_so(visit: Visit) -> None:
    electricity(visit)
    leaks(visit)
    assert visit.measures()[0].accuracy == "C"
    assert visit.result().rough


# -- the baseline is live --------------------------------------------------------------------------


def test_a_price_reaches_an_open_measure(visit: Visit) -> None:
    electricity(visit, "100000", "150000")
    leaks(visit)
    before = visit.measures()[0]
    visit.answer(BASELINE, "/data/forbrug[1]/kroner", "200000")
    after = visit.measures()[0]
    assert (after.kwh, after.kroner) == (before.kwh, pytest.approx(before.kwh * 2))


def test_the_consumption_reaches_an_open_measure_form(casebook: Casebook, visit: Visit) -> None:
    """A form that reads `instance('kontekst')/root/forbrug` follows the baseline as it is typed."""
    casebook.library.install([convert(LIVE, "levende.md")])
    instance = visit.start_measure("levende")
    assert visit.result().measures == 0
    electricity(visit, "100000", "150000")
    assert visit.result().saving_kwh == pytest.approx(2_000)
    stored = casebook.desk.store.computed(measure_id(instance))
    assert float(stored["kwh"]) == pytest.approx(2_000)
    visit.answer(BASELINE, AMOUNT, "50000")
    assert value(visit, instance, "kwh") == "1000"
    assert anew(casebook, visit).measures() == visit.measures()
    assert float(casebook.desk.store.computed(measure_id(instance))["kwh"]) == pytest.approx(1_000)


def test_a_remark_in_the_baseline_leaves_measures_alone(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    electricity(visit)
    instance = visit.form(leaks(visit))
    monkeypatch.setattr(instance, "set_kontekst", lambda _xml: pytest.fail("no figure has changed"))
    visit.answer(BASELINE, "/data/forbrug[1]/bemaerkning", "Hovedmåler")


def test_a_finding_written_later_reaches_its_measure(visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    instance = visit.start_measure(LEAKS, finding)
    visit.save_finding(finding, printed="Tydelig hvislen", place="Hal 2")
    case = visit.kontekst(finding)
    assert "Hal 2" in case.string()
    assert visit.session(instance).host.given["kontekst"].string() == case.string()


# -- layers ----------------------------------------------------------------------------------------


def test_agreed_figures_stand_when_the_estimate_changes(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    visit.agree_measure(instance, "Driftslederen", "2026-12-04")
    (agreed,) = visit.measures()
    assert (agreed.status, agreed.changed_since_agreement) == ("ikke_startet", False)
    visit.answer(instance, named(visit, instance, "ind_laek").ref, "30")
    (row,) = visit.measures()
    assert row.kwh == agreed.kwh
    assert row.changed_since_agreement
    assert "Skønnet er ændret siden aftalen." in row.notes
    visit.answer(instance, named(visit, instance, "ind_laek").ref, "25")
    assert not anew(casebook, visit).measures()[0].changed_since_agreement
    visit.answer(instance, named(visit, instance, "ind_forbrug").ref, "60000")
    (row,) = anew(casebook, visit).measures()
    assert (row.kwh, row.changed_since_agreement) == (agreed.kwh, True), "what its share rests on stands too"
    record = casebook.desk.store.record(measure_id(instance))
    assert record is not None
    assert (record.fields["ansvarlig"], record.fields["frist"]) == ("Driftslederen", "2026-12-04")


def test_the_realised_figures_show_last(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    visit.agree_measure(instance)
    visit.realise_measure(instance, as_measured(visit, instance, 4_321.0))
    assert visit.measures()[0].kwh == 4_321
    assert visit.result().saving_kwh == 4_321


def test_an_agreed_measure_counts_though_its_form_lost_an_input(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    visit.agree_measure(instance)
    visit.answer(instance, named(visit, instance, "ind_laek").ref, "")
    (row,) = visit.measures()
    assert (row.complete, row.kwh) == (True, pytest.approx(6000))
    assert [m.id for m in visit.report_model().measures] == [instance]


def test_the_advisers_figures_replace_the_estimate(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    visit.measure_book.set_layer(instance, ADVISER, as_measured(visit, instance, 5_000.0))
    assert visit.measures()[0].kwh == 5_000
    visit.agree_measure(instance)
    assert visit.measure_book.life(instance).agreed is not None
    assert visit.measures()[0].kwh == 5_000


def test_an_incomplete_measure_cannot_be_agreed(visit: Visit) -> None:
    instance = visit.start_measure(LEAKS)
    with pytest.raises(InputError, match="kan ikke regnes ud endnu"):
        visit.agree_measure(instance)
    assert visit.measures()[0].status == "forslag"


def test_a_measure_turned_down_has_no_figures_that_count(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    assert next(row for row in visit.measures() if row.instance == instance).counts
    visit.set_measure_status(instance, "fravalgt")
    row = next(row for row in visit.measures() if row.instance == instance)
    assert row.complete
    assert not row.counts
