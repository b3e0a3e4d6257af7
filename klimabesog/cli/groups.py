"""Commands for groups of companies: networks, areas, themes; shared themes, waste that fits, joint measures."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from klimabesog.cli.opened import opened
from klimabesog.values.danish import approximate, format_date, format_kr, format_number
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.groups.book import Groups
    from klimabesog.casework.groups.joint import JointMeasure


def add_to(commands: Any) -> None:
    """Add group."""
    group = commands.add_parser("group", help=_("netværk, områder og temaer")).add_subparsers(required=True)
    _add_reading(group)
    add = group.add_parser("add", help=_("opret en gruppe"))
    add.add_argument("name", metavar="NAVN")
    add.add_argument("companies", nargs="*", metavar="VIRKSOMHED")
    add.add_argument("--kind", default="netvaerk", choices=("netvaerk", "omraade", "tema"))
    add.add_argument("--note", default="", help=_("kun internt"))
    add.set_defaults(run=_add)
    rename = group.add_parser("rename", help=_("giv en gruppe et andet navn"))
    rename.add_argument("name", metavar="GRUPPE")
    rename.add_argument("new", metavar="NAVN")
    rename.set_defaults(run=_rename)
    for command, words, run in (
        ("join", _("tag virksomheder med i en gruppe"), _join),
        ("leave", _("tag virksomheder ud af en gruppe"), _leave),
    ):
        members = group.add_parser(command, help=words)
        members.add_argument("name", metavar="GRUPPE")
        members.add_argument("companies", nargs="+", metavar="VIRKSOMHED")
        members.set_defaults(run=run)
    lead = group.add_parser("lead", help=_("sig, hvem der leder gruppen (uden virksomhed: ingen)"))
    lead.add_argument("name", metavar="GRUPPE")
    lead.add_argument("company", nargs="?", metavar="VIRKSOMHED")
    lead.set_defaults(run=_lead)
    delete = group.add_parser("delete", help=_("slet en gruppe; »group undo« bringer den tilbage"))
    delete.add_argument("name", metavar="GRUPPE")
    delete.set_defaults(run=_delete)
    undo = group.add_parser("undo", help=_("fortryd den seneste ændring af grupperne"))
    undo.set_defaults(run=_undo)


def _add_reading(group: Any) -> None:
    """What only shows something."""
    group.add_parser("list", help=_("vis grupperne")).set_defaults(run=_list)
    show = group.add_parser("show", help=_("vis en gruppes medlemmer"))
    show.add_argument("name", metavar="GRUPPE")
    show.set_defaults(run=_show)
    themes = group.add_parser("themes", help=_("vis, hvem der deler temaer og ønsker"))
    themes.add_argument("theme", nargs="?", metavar="TEMA", help=_("fx temaer:affald; uden: alle temaer"))
    themes.set_defaults(run=_themes)
    waste = group.add_parser("symbiosis", help=_("vis affald, som en tilbyder og en anden søger"))
    waste.add_argument("name", nargs="?", metavar="GRUPPE", help=_("kun gruppens virksomheder"))
    waste.set_defaults(run=_symbiosis)
    measures = group.add_parser("measures", help=_("vis de tiltag, flere i gruppen har"))
    measures.add_argument("name", metavar="GRUPPE")
    measures.set_defaults(run=_measures)


def _list(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.book import Groups

    with opened(options) as book:
        for group in Groups(book).all():
            print("\t".join((group.name, group.kind_name, _companies(len(group.members)), group.note)))


def _show(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.book import Groups

    with opened(options) as book:
        for member in Groups(book).named(options.name).members:
            print("\t".join((member.company, member.name, _("leder gruppen") if member.leads else "")))


def _add(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.book import Groups

    with opened(options) as book:
        Groups(book).save(options.name, options.kind, options.note, members=options.companies)
        print(_("Gruppen er oprettet."))


def _change(options: argparse.Namespace, act: Callable[[Groups, str], str]) -> None:
    """Do something to the group that is named, and print the sentence that says what was done."""
    from klimabesog.casework.groups.book import Groups

    with opened(options) as book:
        groups = Groups(book)
        print(act(groups, groups.named(options.name).id))


def _rename(options: argparse.Namespace) -> None:
    def act(groups: Groups, id: str) -> str:
        known = groups.get(id)
        groups.save(options.new, known.kind, known.note, id)
        return _("Gruppen hedder nu {name}.").format(name=groups.get(id).name)

    _change(options, act)


def _join(options: argparse.Namespace) -> None:
    _change(
        options,
        lambda groups, id: _("{n} taget med.").format(n=_companies(groups.add(id, options.companies))),
    )


def _leave(options: argparse.Namespace) -> None:
    def act(groups: Groups, id: str) -> str:
        for company in options.companies:
            groups.take_out(id, company)
        return _("Gruppen har nu {n}.").format(n=_companies(len(groups.get(id).members)))

    _change(options, act)


def _lead(options: argparse.Namespace) -> None:
    def act(groups: Groups, id: str) -> str:
        groups.lead(id, options.company)
        leader = next((member.name for member in groups.get(id).members if member.leads), "")
        return _("{name} leder gruppen.").format(name=leader) if leader else _("Ingen leder gruppen.")

    _change(options, act)


def _delete(options: argparse.Namespace) -> None:
    def act(groups: Groups, id: str) -> str:
        groups.remove(id)
        return _("Gruppen er slettet.")

    _change(options, act)


def _undo(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.book import Groups

    with opened(options) as book:
        print(_("Fortrudt.") if Groups(book).undo() else _("Der er ikke mere at fortryde."))


def _themes(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.themes import theme, themes

    with opened(options) as book:
        if options.theme:
            for one in theme(book, options.theme).interests:
                print("\t".join((one.company, one.name, format_date(one.day), one.joins, one.detail)))
            return
        for known in themes(book):
            print("\t".join((known.key, known.label, _companies(len(known.interests)))))


def _symbiosis(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.book import Groups
    from klimabesog.casework.groups.exchange import symbiosis, tonnes_text

    with opened(options) as book:
        companies = Groups(book).named(options.name).companies if options.name else None
        found = symbiosis(book, companies)
    for match in found.matches:
        doubt = _("mindre rent end ønsket") if match.doubt else ""
        parts = (found.fraction(match.offer), found.name(match.offer), found.said(match.offer))
        others = (found.name(match.want), found.said(match.want), tonnes_text(match.tonnes), doubt)
        print("\t".join((_("passer"), *parts, *others)))
    for word, streams in ((_("tilbydes"), found.offers), (_("søges"), found.wants)):
        for stream in streams:
            print("\t".join((word, found.fraction(stream), found.name(stream), found.said(stream))))


def _measures(options: argparse.Namespace) -> None:
    from klimabesog.casework.groups.book import Groups
    from klimabesog.casework.groups.joint import company_effect, together

    with opened(options) as book:
        group = Groups(book).named(options.name)
        sums = together(company_effect(book, company) for company in group.companies)
    print(
        _("{n} besøgt. Forbrug {use} MWh/år, foreslået {saving} MWh/år og {co2} t CO₂e/år.").format(
            n=_companies(sums.visited),
            use=format_number(sums.use_kwh / 1000, 1),
            saving=_figure(sums.saving_kwh / 1000, sums.rough),
            co2=_figure(sums.saving_co2_kg / 1000, sums.rough),
        )
    )
    for joint in sums.joint:
        print("\t".join(_measure(joint)))


def _figure(number: float, rough: bool) -> str:
    return approximate(number) if rough else format_number(number, 1)


def _measure(joint: JointMeasure) -> tuple[str, ...]:
    """A joint measure as columns."""
    from klimabesog.casework.groups.joint import payback_text

    price = _("pris ikke angivet") if joint.investment is None else format_kr(joint.investment)
    return (
        joint.title,
        _companies(len(joint.shares)),
        approximate(joint.kwh, "kWh/år") if joint.rough else f"{format_number(joint.kwh)} kWh/år",
        approximate(joint.kroner, "kr./år") if joint.rough else f"{format_kr(joint.kroner)}/år",
        price,
        payback_text(joint.payback),
    )


def _companies(count: int) -> str:
    return ngettext("{n} virksomhed", "{n} virksomheder", count).format(n=count)
