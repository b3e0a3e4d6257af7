"""Steps that several tests take: a bill, a measure, a picture, the question of a name."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from PIL import Image

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.energy.streams import Measure
from klimabesog.xforms import Node

INTERVIEW, BASELINE, CHECKLIST = "besoeg", "forbrug", "tjekliste"
LEAKS, PRESSURE, LIGHT, FREE = "tryklufttab", "tryk", "led", "frit_tiltag"
WORK, YEAR_BUILT = "/data/virksomheden/aktiviteter", "/data/virksomheden/byggeaar"
TIGHT, LED = "/data/try/try_01", "/data/bel/bel_01"
AMOUNT = "/data/forbrug[1]/maengde"


def fill(visit: Visit, form: str, values: Mapping[str, str]) -> None:
    """Answer by reference, in the order written."""
    for ref, value in values.items():
        visit.answer(form, ref, value)


def electricity(visit: Visit, kwh: str = "100000", kroner: str = "150000") -> None:
    """A year's bill in the first row of the baseline."""
    row = {"energibaerer": "el", "maengde": kwh, "kroner": kroner, "kilde": "regning"}
    fill(visit, BASELINE, {f"/data/forbrug[1]/{name}": value for name, value in row.items()})


def measure(visit: Visit, form: str, values: Mapping[str, str], finding: str | None = None) -> str:
    """A measure with the questions of these names answered; its instance id."""
    instance = visit.start_measure(form, finding)
    for name, value in values.items():
        visit.answer(instance, named(visit, instance, name).ref, value)
    return instance


def leaks(visit: Visit, kwh: str = "40000", finding: str | None = None) -> str:
    """Leaks of a compressor that takes `kwh`: a quarter leaks, three fifths of that can be mended, for 6,000 kr."""
    values = {"ind_forbrug": kwh, "ind_laek": "25", "ind_taet": "60", "ud_investering": "6000"}
    return measure(visit, LEAKS, values, finding)


def as_measured(visit: Visit, instance: str, kwh: float) -> Measure:
    """The estimate with its saving as it turned out."""
    estimate = visit.measure_book.life(instance).estimate
    assert estimate is not None
    streams = tuple(replace(stream, kwh=kwh, share=None) for stream in estimate.measure.streams)
    return replace(estimate.measure, streams=streams, accuracy="A")


def named(visit: Visit, form: str, name: str) -> Node:
    """The question of this name."""
    return next(node for node in visit.session(form).walk() if node.name == name)


def value(visit: Visit, form: str, name: str) -> str:
    """Its answer."""
    return named(visit, form, name).value


def photo(colour: str = "teal", size: tuple[int, int] = (64, 48), taken: str = "") -> bytes:
    """A JPEG, with a capture time ("2026:11:20 10:20:00") if given."""
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def anew(casebook: Casebook, visit: Visit) -> Visit:
    """The visit opened again, from nothing but what is stored."""
    casebook.forget_opened()
    return casebook.visit(visit.id)
