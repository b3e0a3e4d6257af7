"""Joint measures: those that at least two companies have, added up."""

from __future__ import annotations

import pytest

from klimabesog.partnership.joint import Share, joint_measures


def share(company: str, investment: float | None = 1000.0, kroner: float = 500.0, **more: float) -> Share:
    figures = {"kwh": 400.0, "net": kroner, "co2_kg": 40.0, **more}
    return Share(company, 1, kroner=kroner, investment=investment, **figures)  # type: ignore[arg-type]


def test_two_companies_make_a_measure_a_joint_one() -> None:
    assert joint_measures([("led", "LED", share("a")), ("led", "LED", share("a"))]) == []
    (joint,) = joint_measures(
        [("led", "LED", share("a")), ("led", "LED", share("b", 3000.0, 1500.0)), ("tryk", "Tryk", share("a"))]
    )
    assert (joint.title, [one.company for one in joint.shares]) == ("LED", ["a", "b"])
    assert (joint.kwh, joint.kroner, joint.co2_kg, joint.investment) == (800.0, 2000.0, 80.0, 4000.0)
    assert joint.payback.years == pytest.approx(2.0)


def test_several_of_one_type_in_a_company_are_one_share() -> None:
    (joint,) = joint_measures([("led", "LED", share(who)) for who in ("a", "a", "b")])
    assert [(one.company, one.measures, one.investment) for one in joint.shares] == [
        ("a", 2, 2000.0),
        ("b", 1, 1000.0),
    ]


def test_a_missing_price_leaves_the_sum_and_the_payback_open() -> None:
    (joint,) = joint_measures([("led", "LED", share("a")), ("led", "LED", share("b", None))])
    assert joint.investment is None
    assert (joint.payback.years, joint.payback.word) == (None, "–")
    (joint,) = joint_measures(
        [("led", "LED", share(who, price)) for who, price in (("a", 1.0), ("a", None), ("b", 1.0))]
    )
    assert joint.investment is None


def test_dearer_operation_makes_it_pay_back_later() -> None:
    (joint,) = joint_measures([("led", "LED", share(who, 1000.0, 500.0, net=250.0)) for who in "ab"])
    assert joint.payback.years == pytest.approx(4.0)


def test_most_companies_first_then_the_most_co2() -> None:
    found = [("x", "Lille", share(who, co2_kg=1.0)) for who in "ab"]
    found += [("y", "Stor", share(who, co2_kg=9.0)) for who in "ab"]
    found += [("z", "Mange", share(who, co2_kg=0.1)) for who in "abc"]
    assert [joint.title for joint in joint_measures(found)] == ["Mange", "Stor", "Lille"]
