"""Saving a workbook from a page: the name and place chosen, then written, and said so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from klimabesog.casework.workbooks.case import case_name, save_case
from klimabesog.casework.workbooks.portfolio import Cancelled, save_portfolio
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.progress import Progress, WaitCursor
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _


def choose_case_workbook(parent: QWidget, shell: Shell, company: str) -> None:
    """ "Gem som Excel": a company's case as a workbook."""
    name = case_name(shell.casebook, company)
    if path := choose_target(parent, _("Gem sagen som Excel"), name):
        write(shell, lambda: save_case(shell.casebook, company, path))


def choose_portfolio_workbook(parent: QWidget, shell: Shell, query: str) -> None:
    """ "Gem som Excel" of the list: every company that the search finds, with its numbers."""
    name = _("Virksomheder {day}.xlsx").format(day=shell.casebook.desk.now().date().isoformat())
    path = choose_target(parent, _("Gem virksomhederne som Excel"), name)
    if path is None:
        return
    with Progress(parent, _("Virksomhederne samles …"), cancel=True) as progress:

        def save() -> Path:
            return save_portfolio(shell.casebook, path, query, progress, progress.wasCanceled)

        with suppress(Cancelled):
            write(shell, save)


def choose_target(parent: QWidget, title: str, name: str) -> Path | None:
    """Where to write a workbook; None when the person thought better of it."""
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, name, _("Excel (*.xlsx)"))
    path = Path(chosen) if chosen else None
    return path.with_name(path.name + ".xlsx") if path and path.suffix.lower() != ".xlsx" else path


def write(shell: Shell, save: Callable[[], Path]) -> None:
    """Write it, and say where it lies or why it could not be written."""
    try:
        with WaitCursor():
            path = save()
    except KlimabesogError as error:
        shell.warn(str(error))
        return
    shell.say(_("Gemt som {name}.").format(name=path.name))
