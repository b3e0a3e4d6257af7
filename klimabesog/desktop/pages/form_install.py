"""Installing a form of one's own: checked first; what is wrong is shown as a list to read, copy and save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QHeaderView,
    QProgressDialog,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from klimabesog.casework.authoring import FormRejected, checked_form
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _, ngettext

PATIENCE_MS = 700
"""A check that takes longer is shown to be under way."""


class Problem(Protocol):
    """One finding of the checker, as casework hands it out; `str` gives it as one line."""

    @property
    def sheet(self) -> str: ...

    @property
    def row(self) -> int: ...

    @property
    def column(self) -> str: ...

    @property
    def message(self) -> str: ...

    @property
    def warning(self) -> bool: ...

    @property
    def cell(self) -> str: ...


class Installing(QObject):
    """One file on its way in. Lives until it is installed or rejected.

    Signals:
        installed(object): the FormRow.
        ended(): either way.
    """

    installed = Signal(object)
    ended = Signal()

    def __init__(self, page: QWidget, shell: Shell, path: Path):
        super().__init__(page)
        self._page, self._shell, self._path = page, shell, path
        self._waiting = QProgressDialog(
            _("{name} bliver gennemgået …").format(name=path.name), _("Annuller"), 0, 0, page
        )
        self._waiting.setWindowModality(Qt.WindowModality.WindowModal)
        self._waiting.setMinimumDuration(PATIENCE_MS)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self._waiting.show)
        self._waiting.reset()
        self._timer.start()
        measures = [row.form_id for row in shell.casebook.form_rows() if row.measure]
        self._task = shell.run(lambda _task: _checked(path, measures))
        self._waiting.canceled.connect(self._cancel)
        self._task.succeeded.connect(self._look)
        self._task.ended.connect(self._done_waiting)

    def _cancel(self) -> None:
        self._task.cancel()

    def _done_waiting(self) -> None:
        self._timer.stop()
        self._waiting.canceled.disconnect(self._cancel)
        self._waiting.close()
        self._waiting.deleteLater()
        self.ended.emit()

    def _look(self, outcome: object) -> None:
        """The check is through: install, ask about warnings, or show the errors."""
        if self._task.cancelled():
            return
        if isinstance(outcome, FormRejected):
            ProblemsDialog(self._page, self._path.name, outcome.problems, str(outcome)).open()
            return
        assert isinstance(outcome, tuple)
        form, warnings = outcome

        def install() -> None:
            self.installed.emit(self._shell.casebook.install_form(form))

        if warnings:
            ProblemsDialog(self._page, self._path.name, warnings, _warned(len(warnings)), install).open()
        else:
            install()


def _checked(path: Path, measures: Sequence[str]) -> object:
    """What the check says, on the worker thread: the form with warnings, or the rejection as a value."""
    try:
        return checked_form(path, measures)
    except FormRejected as rejected:
        return rejected


def _warned(count: int) -> str:
    return ngettext(
        "Skemaet kan installeres. Der er {n} ting, du bør se på.",
        "Skemaet kan installeres. Der er {n} ting, du bør se på.",
        count,
    ).format(n=count)


class ProblemsDialog(Dialog):
    """What the checker found, sheet by sheet; with `install` there are only warnings, and they may be accepted."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        problems: Sequence[Problem],
        sentence: str,
        install: Callable[[], object] | None = None,
    ):
        title = _("Skemaet er ikke installeret") if install is None else _("Inden skemaet installeres")
        super().__init__(parent, title, width=860)
        self._name, self._problems = name, list(problems)
        self.body.addWidget(Text(sentence, "body"))
        if install is None:
            words = _(
                "Ret det i filen, gem den, og installér den igen. Den version, der var i brug, gælder stadig."
            )
            self.body.addWidget(Text(words, "small", "muted"))
        self.list = _table(self._problems)
        self.body.addWidget(self.list, 1)
        copy = Button(_("Kopiér listen"), self.copy, kind="quiet", icon="kopier")
        save = Button(_("Gem listen …"), self.save, kind="quiet", icon="gem")
        self.foot.addWidget(copy)
        self.foot.addWidget(save)
        if install is None:
            self.add_buttons(Button(_("Luk"), self.reject, kind="primary"))
        else:
            self._install = install
            self.add_buttons(
                Button(_("Annuller"), self.reject),
                Button(_("Installér alligevel"), self._accept, kind="primary"),
            )
        self.list.setFocus()

    @property
    def text(self) -> str:
        """The list as text, a line each."""
        return "\n".join(str(problem) for problem in self._problems)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QApplication.clipboard().setText(self.text)

    def save(self) -> None:
        """Write the list to a text file."""
        from klimabesog.casework.saving import save_file

        path, _filter = QFileDialog.getSaveFileName(
            self, _("Gem listen"), f"{Path(self._name).stem} fejl.txt"
        )
        if path:
            try:
                save_file(Path(path), (self.text + "\n").encode("utf-8"))
            except KlimabesogError as error:
                self.body.addWidget(Text(str(error), "small", "danger"))

    def _accept(self) -> None:
        self.accept()
        self._install()


def _table(problems: Sequence[Problem]) -> QTreeWidget:
    """Sheet, row, column and sentence."""
    table = QTreeWidget()
    table.setAccessibleName(_("Hvad der skal rettes"))
    table.setHeaderLabels([_("Ark"), _("Række"), _("Kolonne"), _("Hvad der skal rettes")])
    table.setRootIsDecorated(False)
    table.setWordWrap(True)
    table.setUniformRowHeights(False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setMinimumHeight(280)
    for problem in problems:
        said = _("Bemærk: {text}").format(text=problem.message) if problem.warning else problem.message
        row = str(problem.row) if problem.row else ""
        column = f"{problem.column} ({problem.cell})" if problem.cell else problem.column
        item = QTreeWidgetItem([problem.sheet, row, column, said])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for number in (0, 2, 3):
            item.setTextAlignment(number, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        item.setData(3, Qt.ItemDataRole.AccessibleTextRole, str(problem))
        item.setToolTip(3, said)
        table.addTopLevelItem(item)
    header = table.header()
    header.setStretchLastSection(True)
    for number in range(3):
        header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
    if first := table.topLevelItem(0):
        table.setCurrentItem(first)
    return table
