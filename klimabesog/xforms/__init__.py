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

from klimabesog.xforms.convert import Form, convert
from klimabesog.xforms.definition import Definition, NodeDef
from klimabesog.xforms.node import Node
from klimabesog.xforms.reader import parse
from klimabesog.xforms.session import Session
from klimabesog.xforms.submission import read_submission, write_submission
from klimabesog.xforms.values import Answer, Changed, Choice, EntityRow, Problem, Row, SavedInstance

__all__ = [
    "Answer", "Changed", "Choice", "Definition", "EntityRow", "Form", "Node", "NodeDef", "Problem", "Row",
    "SavedInstance", "Session", "convert", "parse", "read_submission", "write_submission",
]  # fmt: skip
