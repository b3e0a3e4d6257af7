"""Faktorer og priser: what new visits are computed with, by carrier; own numbers, boundary, rate, and the CSV file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from klimabesog.casework.factorcsv import FactorImport, change_line, changes_to, read_file, table_bytes
from klimabesog.casework.factorlines import BOUNDARIES, FactorLine, factor_lines
from klimabesog.casework.factorsets import INTEREST, FactorRow, FactorSets, InForce
from klimabesog.casework.provenance.factors import factor_explanation, number_of_line
from klimabesog.casework.saving import save_file
from klimabesog.casework.views import Changes
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.explain_dialog import ExplainDialog
from klimabesog.desktop.pages.factors.dialog import NumberDialog, NumberTask
from klimabesog.desktop.pages.factors.table import FactorTable
from klimabesog.desktop.pages.undoing import UndoingPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.number_field import NumberField
from klimabesog.desktop.words import when
from klimabesog.values import danish
from klimabesog.values.errors import InputError, KlimabesogError
from klimabesog.values.texts import _, ngettext

FILE = "faktorer.csv"
YEARS_BACK = 5
COLUMN = 440


class FactorsPage(UndoingPage):
    """The page."""

    def __init__(self, shell: Shell):
        sets = FactorSets(shell.casebook.desk)
        super().__init__(shell, _("Faktorer og priser"), sets, max_width=1180)
        self.sets = sets
        self.buttons.addWidget(Button(_("Til Indstillinger"), lambda: shell.go("indstillinger")))
        self._year = shell.casebook.desk.now().year - 1
        self.newer = Frame("info", row=True)
        self.newer.body.addWidget(Text(_("Programmet har en nyere faktortabel, end kommunen bruger."), "body"), 1)
        self.newer.body.addWidget(Button(_("Se ændringerne …"), self._show_newer, kind="primary"))
        self.column.addWidget(self.newer)
        self.column.addWidget(self._choices())
        self.table = FactorTable(self.edit, asked=self.explain)
        self.column.addWidget(Frame("card").add(self._table_head(), self.table))
        self.column.addStretch(1)

    def shown(self) -> None:
        in_force = self.sets.in_force()
        self.undo.setEnabled(self.sets.can_undo)
        show_if(self.newer, self.sets.newer_table() is not None)
        self.boundary.set_value(in_force.factors.boundary)
        if not self.interest.line.hasFocus():
            self.interest.set_value(danish.machine_number(round(in_force.interest * 100, 4)))
        self._said.setText(_told(in_force))
        factors = in_force.factors.for_year(self._year)
        self.table.show_lines([(code, factor_lines(factors, code)) for code in factors.carriers()])

    def changed(self, changes: Changes) -> None:
        self.shown()

    def leave(self) -> None:
        self._keep_interest()

    # --- boundary and rate

    def _choices(self) -> QWidget:
        card = Frame("card").add(Text(_("Nye besøg regner med"), "heading"))
        self._said = Text("", "body")
        self.boundary = ChoiceBar(
            [Segment(code, _(name)) for code, name in BOUNDARIES.items()], _("Grænse"), clearable=False
        )
        self.boundary.chosen.connect(self._choose_boundary)
        counted = _(
            "Livscyklus tæller også udvinding og transport af brændslet. Forbrænding er kun det, der kommer ud af "
            "skorstenen, som i scope 1 og 2. De to blandes ikke: et tal med den anden grænse er mærket."
        )
        self.interest = NumberField("", _("Kalkulationsrente"), unit="%")
        self.interest.left.connect(self._keep_interest)
        source = _(
            "Til nutidsværdi, i faste priser. {rate} er Finansministeriets samfundsøkonomiske rente (7. januar 2021); "
            "en virksomhed kræver ofte mere."
        ).format(rate=danish.format_percent(INTEREST))
        card.add(self._said)
        box = QWidget()
        beside = FlowLayout(box, spacing=28, column_width=COLUMN)
        for title, field, hint in (
            (_("Grænse for udledning"), self.boundary, counted),
            (_("Kalkulationsrente"), self.interest, source),
        ):
            part = QWidget()
            words = vbox(part)
            for widget in (Text(title, "small-strong"), field, Text(hint, "small", "muted")):
                words.addWidget(widget)
            words.addStretch(1)
            beside.addWidget(part)
        card.add(box)
        return card

    def _choose_boundary(self, boundary: str) -> None:
        self.sets.set_boundary(boundary)
        self.done(_("Grænsen er {boundary} i nye besøg.").format(boundary=_(BOUNDARIES[boundary]).lower()))

    def _keep_interest(self) -> None:
        """Keep the rate when it is another; what is no rate is said beneath the field and not kept."""
        try:
            rate = danish.parse_number(self.interest.line.text()) / 100
            if round(rate, 8) == round(self.sets.in_force().interest, 8):
                return
            self.sets.set_interest(rate)
        except InputError as error:
            self.interest.show_problem(str(error))
            return
        self.done(_("Kalkulationsrenten er {rate} i nye besøg.").format(rate=danish.format_percent(rate)))

    # --- the table

    def _table_head(self) -> QWidget:
        box = QWidget()
        line = FlowLayout(box, spacing=10)
        line.addWidget(Text(_("Tallene, læst for basisåret"), "heading", wrap=False))
        self.year = Combo(_("Basisår"))
        self.year.setMinimumContentsLength(6)
        for year in range(self._year + 1, self._year - YEARS_BACK, -1):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(self._year))
        self.year.activated.connect(lambda _index: self._choose_year())
        line.addWidget(self.year)
        line.addWidget(Button(_("Hent CSV …"), self._choose_file, icon="import"))
        line.addWidget(Button(_("Gem som CSV …"), self._choose_target, icon="gem"))
        return box

    def _choose_year(self) -> None:
        self._year = int(self.year.currentData())
        self.shown()

    def edit(self, line: FactorLine) -> NumberDialog:
        """Open the dialog of a number."""
        factors = self.sets.factors
        own = line.row if line.own else None
        task = NumberTask(
            line=line,
            units=factors.units(line.carrier) if line.kind != "braendvaerdi" else (line.unit,),
            boundary=factors.boundary,
            save=partial(self._save, own, line),
            choose=partial(self._chosen, line),
            alternatives=[r for r in factors.alternatives(line.kind, line.carrier) if r.use == "alternativ"],
            remove=partial(self._remove, own, line) if own is not None else None,
        )
        dialog = NumberDialog(self, task)
        dialog.open()
        return dialog

    def explain(self, line: FactorLine) -> ExplainDialog:
        """Say where a number comes from, as it is read for the year shown."""
        factors = self.sets.factors.for_year(self._year)
        dialog = ExplainDialog(self, partial(factor_explanation, factors), [number_of_line(line)])
        dialog.open()
        return dialog

    def _save(self, own: FactorRow | None, line: FactorLine, row: FactorRow) -> None:
        self.sets.save_own(row, instead_of=own)
        self.done(_("{name}: kommunens eget tal gælder i nye besøg.").format(name=line.name))

    def _chosen(self, line: FactorLine, row: FactorRow) -> None:
        self.sets.choose(row)
        self.done(_("{name}: {source} gælder i nye besøg.").format(name=line.name, source=row.source))

    def _remove(self, own: FactorRow | None, line: FactorLine) -> None:
        if own is not None:
            self.sets.remove_own(own)
            self.done(_("{name}: tabellens tal gælder igen.").format(name=line.name))

    # --- undo

    def undone_words(self) -> str:
        return _("Fortrudt. De tal, der gjaldt før, gælder igen.")

    # --- files

    def _choose_target(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem faktorer og priser"), FILE, _("CSV (*.csv)"))
        if path:
            self.export(Path(path))

    def export(self, path: Path) -> None:
        """Write the table for Excel."""
        save_file(path, table_bytes(self.sets.factors))
        self.shell.say(_("Tabellen er gemt som {name}.").format(name=path.name))

    def _choose_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Hent faktorer og priser"), "", _("CSV (*.csv)"))
        if path:
            self.review(Path(path))

    def review(self, path: Path) -> ReviewDialog | None:
        """Show what a file changes, before anything is."""
        try:
            found = read_file(path, self.sets.factors)
        except KlimabesogError as error:
            self.shell.warn(str(error))
            return None
        return self._review(_("Hent {name}").format(name=path.name), found)

    def _show_newer(self) -> None:
        newer = self.sets.newer_table()
        if newer is not None:
            self._review(_("Programmets nyere tabel"), changes_to(newer, self.sets.factors))

    def _review(self, title: str, found: FactorImport) -> ReviewDialog:
        dialog = ReviewDialog(self, title, found, partial(self._take, found))
        dialog.open()
        return dialog

    def _take(self, found: FactorImport) -> None:
        self.sets.put(found.factors)
        count = ngettext("{n} ændring er taget i brug.", "{n} ændringer er taget i brug.", len(found.changes))
        self.done(count.format(n=len(found.changes)))


class ReviewDialog(Dialog):
    """What a set changes, row by row, or what is wrong with the file it came from."""

    def __init__(self, parent: QWidget, title: str, found: FactorImport, take) -> None:  # type: ignore[no-untyped-def]
        super().__init__(parent, title, width=720)
        lines = [change_line(change) for change in found.changes]
        if found.problems:
            words = _("Intet er hentet. Ret filen i Excel, og hent den igen.")
            self.body.addWidget(Frame("warn").add(Text(words, "body")))
            self.body.addWidget(self.list_of(found.problems))
        elif not lines:
            self.body.addWidget(Text(_("Alt er, som det er i forvejen."), "body"))
        else:
            words = _("Det her ændrer sig i nye besøg. Rækker, der ikke er nævnt, bliver, som de er.")
            self.body.addWidget(Text(words, "body"))
            self.body.addWidget(self.list_of(lines))
        close = Button(_("Annuller") if lines and not found.problems else _("Luk"), self.reject)
        self.add_buttons(close)
        self.take: Button | None = None
        if lines and not found.problems:
            self.take = Button(_("Brug ændringerne"), partial(self._accept, take), kind="primary")
            self.take.setDefault(True)
            self.foot.addWidget(self.take)

    def _accept(self, take) -> None:  # type: ignore[no-untyped-def]
        self.accept()
        take()


class FactorsCard(Frame):
    """Where the page is reached from Indstillinger."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell = shell
        self._said = Text("", "body")
        self.add(Text(_("Faktorer og priser"), "heading"), self._said)
        line = hbox(spacing=10)
        self.open = Button(_("Se og ret tallene"), shell.open_factors, icon="rediger")
        line.addWidget(self.open)
        line.addStretch(1)
        self.body.addLayout(line)

    def refresh(self) -> None:
        """What is in force now."""
        self._said.setText(_told(FactorSets(self._shell.casebook.desk).in_force()))


def _told(in_force: InForce) -> str:
    """ "Faktorer 2026 med kommunens egne tal (3), livscyklus. Ændret 20.11.2026 kl. 14.05 af Mette Holm."."""
    factors, own = in_force.factors, len(in_force.factors.own_rows())
    boundary = _(BOUNDARIES[factors.boundary]).lower()
    name = f"{factors.title} ({own})" if own else factors.title
    said = _("{name}, {boundary}.").format(name=name, boundary=boundary)
    if in_force.since is None:
        return said
    moment = when(in_force.since.date().isoformat(), in_force.since.strftime("%H:%M"))
    return f"{said} " + _("Ændret {when} af {who}.").format(when=moment, who=in_force.actor or _("en kollega"))
