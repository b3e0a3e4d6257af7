"""The records of all cases, read in one go for each kind and as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.portfolio.until import by, is_past, written
from klimabesog.partnership.layers import AGREED, REALISED
from klimabesog.partnership.status import CARRIED_OUT, PROPOSED, REJECTED

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.store import Record

Fields = dict[str, Any]
READ = (
    kinds.INFORMATION, kinds.VISIT, kinds.AGREEMENT, kinds.REVIEW, kinds.PLAN, kinds.FOLLOW_UP, kinds.STEP,
    kinds.PARTNERSHIP, kinds.MEASURE,
)  # fmt: skip
UNDATED = frozenset({kinds.PARTNERSHIP, kinds.MEASURE})
"""Kinds that count with the visit that they are about."""
UNDERWAY = "i_gang"


class CaseRecords:
    """Every record of the kinds in `READ` that had come about by the ISO day `until` ("": all), by company.

    Each is its fields, with what was calculated of it and its `id`. What was decided about it later is taken out as far
    as that bears a day, its own or the log's: a later signature, agreement, completion or rejection.
    """

    def __init__(self, casebook: Casebook, until: str = "") -> None:
        self._casebook, self._until = casebook, until
        self._merged = casebook.registry.twins.merged()
        self._by_kind = {kind: self._grouped(kind) for kind in READ}

    def of(self, company: str, kind: str) -> list[Fields]:
        """A company's records of a kind, in the order they were begun."""
        found = self._by_kind[kind].get(company, [])
        if kind == kinds.MEASURE and self._until and found:
            planned = any(plan for plan in self.of(company, kinds.PLAN))
            return [self._measure_then(fields, planned) for fields in found]
        return found

    def is_begun(self, company: str) -> bool:
        """Whether anything of the six steps had been done with a company."""
        return any(company in found for kind, found in self._by_kind.items() if kind not in UNDATED)

    def _grouped(self, kind: str) -> dict[str, list[Fields]]:
        store = self._casebook.desk.store
        computed, found = store.computed_of_kind(kind), dict[str, list[Fields]]()
        for record in sorted(self._standing(kind), key=lambda record: record.created_hlc):
            company = str(record.fields.get("virksomhed") or "")
            fields = {**record.fields, **computed.get(record.id, {}), "id": record.id}
            if kind == kinds.AGREEMENT:
                fields = _signed_by(fields, self._until)
            found.setdefault(self._merged.get(company, company), []).append(fields)
        return found

    def _standing(self, kind: str) -> Iterable[Record]:
        records = self._casebook.desk.store.records(kind)
        return records if kind in UNDATED else by(records, self._until)

    # -- a measure as it stood -------------------------------------------------------------------------------------

    def _measure_then(self, fields: Fields, planned: bool) -> Fields:
        """A measure without what came later; whether there was a plan tells if it was agreed on."""
        later = dict(self._later(fields, planned))
        return {**fields, **later} if later else fields

    def _later(self, fields: Fields, planned: bool) -> Iterator[tuple[str, object]]:
        status, layer = fields.get("status"), LAYER_FIELDS[AGREED]
        agreed = bool(fields.get(layer)) and (planned or is_past(self._day(fields, layer), self._until))
        if fields.get(layer) and not agreed:
            yield layer, None
        if status == CARRIED_OUT:
            done = str(fields.get("gennemfoert") or "") or self._day(fields, "status")
            if not is_past(done, self._until):
                yield "status", UNDERWAY if agreed else PROPOSED
                yield LAYER_FIELDS[REALISED], None
        elif status == REJECTED and not is_past(self._day(fields, "status"), self._until):
            yield "status", PROPOSED

    def _day(self, fields: Fields, name: str) -> str:
        """The day on which a field was last written."""
        version = self._casebook.desk.store.version(str(fields["id"]), name)
        return written(version.hlc) if version is not None else ""


def _signed_by(fields: Fields, until: str) -> Fields:
    """An agreement without the signatures that came later."""
    names = ("virksomhed_underskrev", "kommune_underskrev")
    later = {name: "" for name in names if not is_past(str(fields.get(name) or ""), until)}
    return {**fields, **later} if later else fields
