"""Findings: what was seen at a checkpoint answered no or partly; any number of them, each with place, text, photos."""

from __future__ import annotations

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.outline import is_finding
from klimabesog.casework.photos import Photos
from klimabesog.casework.views import Changes
from klimabesog.casework.visitviews import Finding
from klimabesog.store import Change, Record
from klimabesog.store.event import DELETED
from klimabesog.values.ids import derived_id, new_id
from klimabesog.xforms import Node

FIELDS = {"place": "sted", "printed": "tekst_rapport", "internal": "tekst_intern"}


class Findings:
    """The findings of one visit.

    The first finding of a checkpoint is there as soon as the answer says so (its id is derived, so two devices
    mean the same one) and is stored with its first content. Changing the answer hides findings, it never drops them.
    """

    def __init__(self, desk: Desk, visit: str, photos: Photos) -> None:
        self._desk, self._visit, self._photos = desk, visit, photos

    def at(self, instance: FormInstance, node: Node) -> list[Finding]:
        """The findings at this checkpoint, in order; none while the answer is another."""
        if not is_finding(node):
            return []
        first = self.first_id(instance, node)
        found = [self._finding(node, instance, record) for record in self._stored(instance, node)]
        if not found and not self._removed(first):
            found.insert(0, self._empty(node, instance, first))
        return sorted(found, key=lambda finding: finding.order)

    def save(self, instance: FormInstance, node: Node, finding: str, **texts: str) -> None:
        """Write place, printed or internal text of a finding."""
        fields = {FIELDS[name]: value for name, value in texts.items()}
        self._desk.save_record(
            finding, kinds.FINDING, {**self._links(instance, node, finding), **fields}, context=self._visit
        )
        self._tell(finding)

    def beginning(self, instance: FormInstance, node: Node, finding: str) -> list[Change]:
        """What stores a finding that has no content yet, because something is about to point to it."""
        return self._desk.differences(finding, kinds.FINDING, self._links(instance, node, finding))

    def add(self, instance: FormInstance, node: Node) -> str:
        """One more finding at the same checkpoint; returns its id."""
        first, finding = self.first_id(instance, node), new_id()
        changes = [] if self._removed(first) else self.beginning(instance, node, first)
        links = self._links(instance, node, finding)
        links["orden"] = max([1, *(_order(record) for record in self._stored(instance, node))]) + 1
        changes += self._desk.differences(finding, kinds.FINDING, links)
        self._desk.write(changes, context=self._visit)
        self._tell(finding)
        return finding

    def remove(self, instance: FormInstance, node: Node, finding: str) -> None:
        """Take a finding away with its texts; undo brings it back."""
        changes = [*self.beginning(instance, node, finding), Change(finding, DELETED, True)]
        self._desk.write(changes, context=self._visit)
        self._tell(finding)

    def first_id(self, instance: FormInstance, node: Node) -> str:
        """The id of the checkpoint's first finding."""
        return derived_id(self._visit, kinds.FINDING, instance.id, node.record, node.path)

    def _stored(self, instance: FormInstance, node: Node) -> list[Record]:
        records = self._desk.store.records(kinds.FINDING, besoeg=self._visit)
        return [r for r in records if (r.fields.get("ref"), r.fields.get("post")) == (node.path, node.record)]

    def _removed(self, finding: str) -> bool:
        """Whether a person took it away; one whose beginning was undone has nothing in it."""
        record = self._desk.store.record(finding)
        return record is not None and record.deleted and bool(record.fields.get("besoeg"))

    def _links(self, instance: FormInstance, node: Node, finding: str) -> dict[str, object]:
        stored = self._desk.store.record(finding)
        if stored is not None and stored.fields.get("besoeg"):
            return {}
        return {
            "besoeg": self._visit,
            "instans": instance.id,
            "post": node.record,
            "ref": node.path,
            "kontrolpunkt": node.kb.get("kontrolpunkt"),
            "indsatsomraade": area_of(node),
            "orden": len(self._stored(instance, node)) + 1,
        }

    def _finding(self, node: Node, instance: FormInstance, record: Record) -> Finding:
        fields = record.fields
        measures = self._desk.store.records(kinds.INSTANCE, fund=record.id)
        return Finding(
            **self._shared(node, instance, record.id),
            place=str(fields.get("sted") or ""),
            printed=str(fields.get("tekst_rapport") or ""),
            internal=str(fields.get("tekst_intern") or ""),
            photos=self._photos.of(record.id),
            measures=tuple(m.id for m in sorted(measures, key=lambda r: r.created_hlc)),
            stored=True,
            order=_order(record),
        )

    def _empty(self, node: Node, instance: FormInstance, finding: str) -> Finding:
        return Finding(**self._shared(node, instance, finding), photos=self._photos.of(finding))

    @staticmethod
    def _shared(node: Node, instance: FormInstance, finding: str) -> dict:  # type: ignore[type-arg]
        return {
            "id": finding,
            "form": instance.form_id,
            "ref": node.ref,
            "checkpoint": node.kb.get("kontrolpunkt", ""),
            "area": area_of(node),
            "label": node.label or node.name,
            "answer": node.value,
            "suggestions": tuple(node.kb.get("tiltag", "").split()),
        }

    def _tell(self, finding: str) -> None:
        self._desk.tell(Changes(frozenset({finding}), frozenset({kinds.FINDING}), self._visit))


def _order(record: Record) -> int:
    return int(float(str(record.fields.get("orden") or 1)))


def area_of(node: Node) -> str:
    """The focus area code of a question: its own or that of the nearest group around it."""
    step: Node | None = node
    while isinstance(step, Node):  # above the form itself stands the document
        if area := step.kb.get("omraade"):
            return area
        step = step.parent
    return ""
