"""The form engine: XLSForm in, a session that keeps every rule of the form right, submission XML out. No Qt, no SQL.

    form = convert(Path("forms/besoeg.csv"))              # pyxform, imported only here
    definition = parse(form.xform, form.media)
    session = Session(definition, None, instance_id=visit, instances={"kontekst": xml})
    store(session.opened)                                 # first-load values: rows_added, then answers
    changed = session.set("/data/belysning/bel_01", "nej")
    for answer in changed.answers:                        # (record, path, value), never calculated ones
        log(answer.record, answer.path, answer.value)
    for ref in changed.refs:                              # what to show anew
        node = session.node(ref)
        show(node.label, node.value, node.relevant, node.required, node.message)
    session.add_row("/data/forbrug")                      # Changed.rows_added names the new row
    again = Session(definition, SavedInstance(answers, rows), instance_id=visit)

`SavedInstance.answers` is {record id: {path: value}}; the record is the instance id or a row id. A hidden answer
stays in the store and in `Node.value`, counts as '' in expressions (`Node.text`) and is left out of submissions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from klimabesog.xforms.conversion import Form, convert, form_of
    from klimabesog.xforms.definition import Definition, NodeDef
    from klimabesog.xforms.node import Node
    from klimabesog.xforms.reader import parse
    from klimabesog.xforms.session import Session
    from klimabesog.xforms.submission import read_submission, write_submission
    from klimabesog.xforms.values import Answer, Changed, Choice, EntityRow, Problem, Row, SavedInstance

_HOMES = {
    "Form": "conversion", "convert": "conversion", "form_of": "conversion", "Definition": "definition",
    "NodeDef": "definition", "Node": "node", "parse": "reader", "Session": "session",
    "read_submission": "submission", "write_submission": "submission", "Answer": "values", "Changed": "values",
    "Choice": "values", "EntityRow": "values", "Problem": "values", "Row": "values", "SavedInstance": "values",
}  # fmt: skip

__all__ = [
    "Answer", "Changed", "Choice", "Definition", "EntityRow", "Form", "Node", "NodeDef", "Problem", "Row",
    "SavedInstance", "Session", "convert", "form_of", "parse", "prepare", "read_submission", "write_submission",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """The public names are read from their modules at first use: start-up does not pay for the engine."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def prepare() -> None:
    """Read the engine's modules in an idle moment after start, so that the first visit opens as quickly as the next."""
    from importlib import import_module

    for name in ("reader", "session", "xpath.compile"):
        import_module(f"{__name__}.{name}")
    import_module("lxml.etree")
