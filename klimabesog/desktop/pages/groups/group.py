"""A group: who is in it, what the companies come to together, the measures and themes that several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from klimabesog.casework import kinds
from klimabesog.casework.groups.book import Group, Member
from klimabesog.casework.groups.joint import CompanyEffect, JointMeasure, Together, company_effect, together
from klimabesog.casework.groups.themes import SHARED, Theme, themes
from klimabesog.casework.provenance.group import JOINT, SUMS, explain_group
from klimabesog.casework.provenance.values import PAYBACK, Number
from klimabesog.casework.views import Changes
from klimabesog.desktop.pages.groups.base import GroupsPage, companies, list_card
from klimabesog.desktop.pages.groups.dialogs import GroupDialog, PickDialog
from klimabesog.desktop.pages.groups.symbiosis import group_matches
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, column, empty, hbox, rule, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import ExplainedCard, WhyButton
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.figures import FigureCard
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import amount, few, tonnes, years
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.desktop.pages.explain_dialog import ExplainDialog

ALL_SHARE = 2
"""A theme is shared from so many companies on."""


class GroupPage(GroupsPage):
    """The page of one group. What its companies come to is worked out one company at a time, between other work."""

    def __init__(self, shell: Shell, group: str):
        super().__init__(shell)
        self.group = group
        self.edit = Button(kind="icon", icon="rediger", name=_("Ret gruppen"), clicked=self.write)
        self.delete = Button(kind="icon", icon="slet", name=_("Slet gruppen"), clicked=self.remove)
        for button in (self.edit, self.delete, Button(_("Til Netværk"), shell.open_network)):
            self.buttons.addWidget(button)
        self._figures_box = QWidget()
        self._figures = FlowLayout(self._figures_box, spacing=14, column_width=170)
        self.working = Text("", "small", "muted")
        self._members, self._joint, self._shared = vbox(spacing=14), vbox(spacing=14), vbox(spacing=14)
        self.column.addWidget(self._figures_box)
        self.column.addWidget(self.working)
        for part in (self._members, self._joint, self._shared):
            self.column.addLayout(part)
        self.column.addStretch(1)
        self.rows: dict[str, MemberRow] = {}
        self._todo: list[str] = []
        self._effects: dict[str, CompanyEffect] = {}
        self._step = QTimer(self, singleShot=True, interval=0)
        self._step.timeout.connect(self._work)

    def shown(self) -> None:
        """Read the group and its companies anew."""
        self._effects = {}
        self._draw()

    def changed(self, changes: Changes) -> None:
        """Who is in it says nothing new of a company."""
        if not changes.kinds <= {kinds.GROUP, kinds.MEMBER}:
            self._effects = {}
        self._draw()

    def _draw(self) -> None:
        for part in (self._figures, self._members, self._joint, self._shared):
            empty(part)
        self.undo.setEnabled(self.groups.can_undo)
        group = self._known()
        for button in (self.edit, self.delete):
            button.setEnabled(group is not None)
        if group is None:
            self._gone()
            return
        self.show_head(group.name, " · ".join(part for part in (group.kind_name, group.note) if part))
        self._show_members(group)
        for widget in self._in_common(group):
            self._shared.addWidget(widget)
        self._todo = [company for company in group.companies if company not in self._effects]
        show_if(self.working, bool(self._todo))
        self._work_on(group.companies)

    def leave(self) -> None:
        self._step.stop()

    def _known(self) -> Group | None:
        try:
            return self.groups.get(self.group)
        except InputError:
            return None

    def _gone(self) -> None:
        self._step.stop()
        self.show_head(_("Gruppen er slettet"), "")
        self.working.hide()
        button = Button(_("Se grupperne"), self.shell.open_network, kind="primary")
        words = _("Den kan hentes tilbage med Fortryd, eller fra Slettet i Indstillinger.")
        self._members.addWidget(Frame("card").add(EmptyState("slet", _("Gruppen er slettet"), words, button)))

    # --- members

    def _show_members(self, group: Group) -> None:
        focused = next((company for company, row in self.rows.items() if row.has_focus), "")
        self.rows = {}
        card = list_card("")
        head = hbox(spacing=6)
        head.setContentsMargins(12, 0, 4, 2)
        head.addWidget(Text(_("Virksomheder"), "heading", wrap=False), 1)
        if group.members:
            head.addWidget(Button(_("Tag flere med …"), self.pick, icon="plus"))
        card.body.addLayout(head)
        for member in group.members:
            self.rows[member.company] = MemberRow(self, member)
            card.add(self.rows[member.company])
        if not group.members:
            button = Button(_("Tag virksomheder med …"), self.pick)
            words = _("Vælg dem her, eller tilføj gruppen på virksomhedens side.")
            card.add(EmptyState("virksomheder", _("Ingen virksomheder endnu"), words, button))
        self._members.addWidget(card)
        if focused in self.rows:
            self.rows[focused].take_focus()

    def pick(self) -> PickDialog:
        """Choose more companies."""
        known = set(self.groups.get(self.group).companies)
        rows = self.shell.casebook.companies()
        choices = [(r.id, ", ".join(p for p in (r.name, r.town) if p)) for r in rows if r.id not in known]

        def save(picked: tuple[str, ...]) -> None:
            if count := self.groups.add(self.group, picked):
                self.done(_("{n} taget med.").format(n=companies(count)))

        dialog = PickDialog(self, _("Tag virksomheder med"), _("Virksomheder"), choices, save)
        dialog.open()
        return dialog

    def take_out(self, member: Member) -> None:
        """Take a company out."""
        self.groups.take_out(self.group, member.company)
        self.done(_("{name} er taget ud af gruppen.").format(name=member.name))

    def lead(self, member: Member) -> None:
        """Let a company lead, or no longer."""
        self.groups.lead(self.group, None if member.leads else member.company)

    # --- the group itself

    def write(self) -> GroupDialog:
        """Another name, kind or note."""

        def save(name: str, kind: str, note: str) -> None:
            self.groups.save(name, kind, note, self.group)
            self.done(_("Gruppen er rettet."))

        dialog = GroupDialog(self, save, self.groups.get(self.group))
        dialog.open()
        return dialog

    def remove(self) -> None:
        """Delete the group; the toast brings it back."""
        name = self.groups.get(self.group).name
        self.groups.remove(self.group)
        self.shell.open_network()
        self.done(_("{name} er slettet.").format(name=name))

    # --- together

    def _work(self) -> None:
        """One company more."""
        group = self._known()
        if group is not None and self._todo:
            company = self._todo.pop(0)
            self._effects[company] = company_effect(self.shell.casebook, company)
            self._work_on(group.companies)

    def _work_on(self, members: Sequence[str]) -> None:
        """Go on with the next company; the sums when none is left."""
        if self._todo:
            done, of = len(members) - len(self._todo), len(members)
            self.working.setText(_("Regner sammen: {n} af {m} virksomheder …").format(n=done, m=of))
            self._step.start()
            return
        self.working.hide()
        if members:
            self._show_together(together(self._effects[company] for company in members))

    def _show_together(self, sums: Together) -> None:
        count = FigureCard(_("Virksomheder"))
        of = _("{n} af {m} besøgt").format(n=sums.visited, m=sums.companies)
        count.figure.show_figure(danish.format_number(sums.companies), "", of)
        self._figures.addWidget(count)
        shown = (
            (danish.format_number(sums.use_kwh / 1000), "MWh"),
            (amount(sums.saving_kwh / 1000, sums.rough), "MWh/år"),
            (tonnes(sums.saving_co2_kg, sums.rough), "t CO₂e/år"),
            (tonnes(sums.done_co2_kg, False), "t CO₂e/år"),
        )
        for (number, (_field, _unit, caption)), (figure, unit) in zip(SUMS.items(), shown, strict=True):
            card = ExplainedCard(_(caption))
            card.figure.show_figure(figure, unit)
            card.figure.when_asked(partial(self.explain, number))
            self._figures.addWidget(card)
        self._joint.addWidget(self._joint_card(sums))

    def explain(self, *numbers: Number) -> ExplainDialog:
        """Say which companies figures of the group are the sums of."""
        from klimabesog.desktop.pages.explain_dialog import ExplainDialog

        members = self.groups.get(self.group).members
        effects = [self._effects[one.company] for one in members if one.company in self._effects]
        names = {one.company: one.name for one in members}
        dialog = ExplainDialog(self, partial(explain_group, effects, names), numbers)
        dialog.open()
        return dialog

    def _joint_card(self, sums: Together) -> QWidget:
        card = Frame("card")
        card.add(Text(_("Fælles tiltag"), "heading"))
        if not sums.joint:
            card.add(
                Text(_("Når to virksomheder har samme tiltag foreslået, står det her."), "body", "muted")
            )
            return card
        words = _("Foreslået hos mindst to, fratrukket overlap med virksomhedens øvrige tiltag.")
        card.add(Text(words, "small", "muted"))
        names = {member.company: member.name for member in self.groups.get(self.group).members}
        for joint in sums.joint:
            asked = partial(self.explain, *(Number(kind, joint.key) for kind in (*JOINT, PAYBACK)))
            card.add(rule(), _joint(joint, names, asked))
        return card

    def _in_common(self, group: Group) -> Iterable[QWidget]:
        """Themes that several of them share, and waste that fits between them."""
        found = themes(self.shell.casebook, group.companies)
        shared = [one for one in found if one.section == SHARED and len(one.interests) >= ALL_SHARE]
        if shared:
            card = Frame("card").add(Text(_("Fælles temaer"), "heading"))
            for theme in shared:
                card.add(_theme(theme))
            yield card
        matches = list(group_matches(self.shell, group.companies))
        if matches:
            yield Text(_("Affald, der passer sammen"), "heading")
            yield from matches


class MemberRow(QWidget):
    """A company of the group, with what can be done about it."""

    def __init__(self, page: GroupPage, member: Member):
        super().__init__()
        badges = [Badge(_("Leder gruppen"), "info")] if member.leads else []
        self.open = RowButton(member.name, "", *badges)
        self.open.clicked.connect(lambda _checked=False: page.shell.open_company(member.company))
        words = _("Fjern som leder") if member.leads else _("Gør til leder")
        name = _("{words}: {company}").format(words=words, company=member.name)
        self.lead = Button(words, partial(page.lead, member), kind="quiet", name=name)
        out = _("Tag {company} ud af gruppen").format(company=member.name)
        self.out = Button(kind="icon", icon="kryds", name=out, clicked=partial(page.take_out, member))
        line = hbox(self, 6)
        line.addWidget(self.open, 1)
        line.addWidget(self.lead)
        line.addWidget(self.out)

    @property
    def has_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        return any(button.hasFocus() for button in (self.open, self.lead, self.out))

    def take_focus(self) -> None:
        """Put the focus back on what changes it."""
        self.lead.setFocus()


def _joint(joint: JointMeasure, names: dict[str, str], asked: Callable[[], object]) -> QWidget:
    """A joint measure in three lines: what, who, and what it comes to; `asked` says where that comes from."""
    price = _("pris ikke angivet")
    if joint.investment is not None:
        price = _("investering {price}").format(price=danish.format_kr(joint.investment))
    payback = joint.payback
    pays = years(payback.years, payback.word, joint.rough)
    figures = (
        f"{amount(joint.kwh, joint.rough)} kWh/år",
        f"{amount(joint.kroner, joint.rough)} kr./år",
        f"{tonnes(joint.co2_kg, joint.rough)} t CO₂e/år",
        price,
        _("tilbagebetaling {years}").format(years=pays) if joint.investment is not None else "",
    )
    who = few([names.get(share.company, "") for share in joint.shares])
    head = hbox(spacing=10)
    head.addWidget(Text(joint.title, "strong"), 1)
    head.addWidget(Badge(companies(len(joint.shares))))
    box = QWidget()
    lines = vbox(box, 2)
    lines.addLayout(head)
    said = " · ".join(figure for figure in figures if figure)
    row = hbox(spacing=4)
    row.addWidget(Text(said, "body"), 1)
    row.addWidget(WhyButton(asked, f"{joint.title}: {said}"))
    lines.addLayout(row)
    lines.addWidget(Text(who, "small", "muted"))
    return box


def _theme(theme: Theme) -> QWidget:
    leaders = [one.name for one in theme.interests if one.company in theme.leaders]
    leads = _("Vil gerne lede: {names}").format(names=few(leaders)) if leaders else ""
    names = few([one.name for one in theme.interests])
    words = Text(" · ".join(part for part in (names, leads) if part), "small", "muted")
    return column(Text(theme.label, "strong"), words, spacing=0)
