"""A person at the real window, for the kill test: opens the visit and answers with keys until the process is killed.

    python -m tests.end_to_end.typist DATA_DIR PASSPHRASE_FILE SEED [sentence|note]

Says on standard output, a line of JSON each: {"opened": chapter}, {"trying": [record, path, value]} before an answer
is stored and "saved" after it (but before the window shows it as saved), {"place": chapter}, and with a task
{"typed": text} for text that still stands in its field with the cursor in it: in a question, or in a quick note.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitforms import VisitForms
from klimabesog.desktop import app as desktop
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.opening import Opening
from klimabesog.xforms import Node

CHECKPOINT_KEYS = {"ja": Qt.Key.Key_J, "nej": Qt.Key.Key_N, "delvist": Qt.Key.Key_D}
TYPED = ("text", "integer", "decimal")


def say(**line: Any) -> None:
    """One line to whoever watches."""
    print(json.dumps(line, ensure_ascii=False), flush=True)


def watch() -> None:
    """Say every answer that has been stored, and every place that has been noted."""
    answer, place = VisitForms.answer, VisitForms.place

    def answered(self: Visit, form_id: str, ref: str, value: str) -> Any:
        node = self.node(form_id, ref)
        say(trying=[node.record, node.path, value])
        changed = answer(self, form_id, ref, value)
        say(saved=[node.record, node.path, node.value])
        return changed

    def placed(self: Visit, chapter: str, *more: Any) -> None:
        place(self, chapter, *more)
        say(place=chapter)

    VisitForms.answer = answered  # type: ignore[method-assign, assignment]
    VisitForms.place = placed  # type: ignore[method-assign, assignment]


class Typist:
    """Answers one question after another, in chapters drawn by lot."""

    def __init__(self, window: Any, dice: random.Random) -> None:
        self.window, self.dice = window, dice

    @property
    def page(self) -> Any:
        """The visit's workspace."""
        return self.window.page

    def go_on(self) -> None:
        """Answer for ever."""
        while True:
            chapters = [c for c in self.page.visit.chapters() if c.form]
            chapter = self.dice.choice(chapters)
            self.page.open_chapter(chapter.key)
            for node in self.questions(chapter):
                self.answer(node)

    def questions(self, chapter: Any) -> list[Node]:
        """Some of the questions of a chapter, that keys can answer."""
        from klimabesog.casework.outline import is_checkpoint, questions

        top = self.page.visit.chapter_node(chapter)
        found = [n for n in questions(top) if is_checkpoint(n) or n.kind in TYPED]
        return self.dice.sample(found, min(5, len(found)))

    def answer(self, node: Node) -> None:
        """Go to the question and type."""
        self.page.view.focus_ref(node.ref)
        QTest.qWait(1)
        field = QApplication.focusWidget()
        if field is None or not node.relevant:
            return
        if node.kb.get("kontrolpunkt"):
            QTest.keyClick(field, self.dice.choice(list(CHECKPOINT_KEYS.values())))
        else:
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(field, self.text(node))
            QTest.keyClick(field, Qt.Key.Key_Tab)
        QTest.qWait(1)

    def text(self, node: Node) -> str:
        """Something to type."""
        number = self.dice.randint(1, 20)
        return str(number) if node.kind != "text" else f"Svar nr. {number} med æ, ø og å"

    def sentence(self) -> None:
        """Type a sentence as an answer and leave the cursor in it."""
        self.page.open_chapter("besoeg:/data/virksomheden")
        self.page.view.focus_ref("/data/virksomheden/planer")
        self.leave_typed()

    def note(self) -> None:
        """Type a quick note and leave the cursor in it."""
        QTest.keyClick(
            self.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.leave_typed()

    def leave_typed(self) -> None:
        """Type into what has the focus, say so, and wait to be killed."""
        QTest.qWait(50)
        field = QApplication.focusWidget()
        text = f"Nyt tag i 2028, siger de ({self.dice.randint(1, 10**6)})"
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        say(typed=text)
        QTest.qWait(60_000)


def main() -> None:
    """Open the app as a person does and type until killed."""
    folder, passphrase, seed, *task = sys.argv[1:]
    watch()
    app = desktop.make_app([])
    opening = Opening(Path(folder), Path(passphrase))
    application = desktop.Application(app, opening, ErrorReporter(opening.data_dir / desktop.LOG))
    application.start()
    QTest.qWait(50)
    window: Any = application.window
    if type(window.page).__name__ != "VisitPage":
        window.open_visit(window.casebook.visits()[0].id)
        QTest.qWait(50)
    say(opened=window.page.chapter)
    typist = Typist(window, random.Random(int(seed)))
    QTimer.singleShot(0, getattr(typist, task[0]) if task else typist.go_on)
    app.exec()


if __name__ == "__main__":
    main()
