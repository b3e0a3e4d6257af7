"""A measure's life in the store: its estimate comes from its form, the later layers are values on its record.

A layer is one value, so that its streams, investment and lifetime can never be mixed by a merge. It holds the bases its
shares rest on too: what was agreed must not move with the form. What was agreed names the estimate it was agreed beside
by that estimate's fingerprint, which is the same on every laptop.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from klimabesog.energy.streams import Measure, Stream
from klimabesog.partnership.layers import ADVISER, AGREED, REALISED, Layer, MeasureLife

LAYER_FIELDS = {ADVISER: "lag_raadgiver", AGREED: "lag_aftalt", REALISED: "lag_realiseret"}
PREFERRED = "foretrukket"

SELDOM = frozenset({"subsidy", "later"})
"""What few measures have is left out of the others, whose fingerprints stay as they were."""

Bases = Mapping[tuple[str, str], float]
"""kWh a year that an (end use, carrier) takes, as far as a measure knows."""


def read_life(
    instance: str, estimate: Measure | None, bases: Bases, fields: Mapping[str, Any]
) -> MeasureLife:
    """The life of a measure from its form's estimate (with its bases) and the fields of its record."""
    layers = {name: read_layer(instance, fields.get(field)) for name, field in LAYER_FIELDS.items()}
    return MeasureLife(
        id=instance,
        status=str(fields.get("status") or ""),
        estimate=Layer(estimate, fingerprint(estimate, bases)) if estimate else None,
        adviser=layers[ADVISER],
        agreed=layers[AGREED],
        realised=layers[REALISED],
        preferred=str(fields.get(PREFERRED) or ""),
    )


def layer_value(measure: Measure, bases: Bases, based_on: str = "") -> dict[str, Any]:
    """A layer as it is stored."""
    value = {name: part for name, part in vars(measure).items() if part or name not in SELDOM}
    value["streams"] = [dict(vars(stream)) for stream in measure.streams]
    value["grundlag"] = [[*place, kwh] for place, kwh in sorted(bases.items())]
    return {**value, "beregnet_paa": based_on}


def layer_bases(layer: str, fields: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """The bases that the shares of a later layer rest on."""
    return bases_of(fields.get(LAYER_FIELDS[layer]) or {})


def fingerprint(measure: Measure, bases: Bases) -> str:
    """SHA-256 of what an estimate says; the measure's id and place in the order do not count."""
    value = layer_value(replace(measure, id="", order=None), bases)
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_layer(instance: str, value: Mapping[str, Any] | None) -> Layer | None:
    """A layer from how it is stored; None for none."""
    if not value:
        return None
    measure = read_measure(instance, value)
    return Layer(measure, fingerprint(measure, bases_of(value)), str(value.get("beregnet_paa") or ""))


def read_measure(instance: str, value: Mapping[str, Any]) -> Measure:
    """The figures of a layer from how it is stored."""
    fields = {
        name: value[name] for name in ("title", "investment", "operation", "lifetime", "accuracy", "order")
    }
    streams = tuple(Stream(**stream) for stream in value["streams"])
    later = tuple((year, kr) for year, kr in value.get("later", ()))
    subsidy = value.get("subsidy", 0.0)
    return Measure(id=instance, streams=streams, subsidy=subsidy, later=later, **fields)


def bases_of(value: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """The bases that were stored with a layer."""
    return {(end_use, carrier): kwh for end_use, carrier, kwh in value.get("grundlag", ())}
