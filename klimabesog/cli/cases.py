"""Commands for the work itself: companies, visits and their reports."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from klimabesog.cli.opened import opened
from klimabesog.values.danish import format_date, format_number
from klimabesog.values.texts import _

Commands = Any


def add_to(commands: Commands) -> None:
    """Add company and visit."""
    _company_commands(commands.add_parser("company", help=_("virksomheder")).add_subparsers(required=True))
    _visit_commands(commands.add_parser("visit", help=_("besøg")).add_subparsers(required=True))


def _company_commands(commands: Commands) -> None:
    load = commands.add_parser("import", help=_("opret eller ret virksomheder fra en CSV-fil"))
    load.add_argument("file", type=Path)
    load.set_defaults(run=_company_import)
    add = commands.add_parser("add", help=_("opret en virksomhed: navn=… cvr=… adresse=… postnr=…"))
    add.add_argument("fields", nargs="+", metavar="felt=værdi", type=_field)
    add.add_argument("--accept-cvr", action="store_true", help=_("gem, selv om CVR-nummerets kontrol fejler"))
    add.set_defaults(run=_company_add)
    show_all = commands.add_parser("list", help=_("vis virksomheder"))
    show_all.add_argument("query", nargs="*", metavar="ord")
    show_all.add_argument("--xlsx", type=Path, metavar="FIL.xlsx", help=_("gem dem og deres tal som regneark"))
    show_all.set_defaults(run=_company_list)
    show = commands.add_parser("show", help=_("vis én virksomhed"))
    show.add_argument("company")
    show.set_defaults(run=_company_show)
    sheets = commands.add_parser("xlsx", help=_("gem en virksomheds sag som regneark"))
    sheets.add_argument("company")
    sheets.add_argument("-o", "--out", type=Path, required=True, metavar="FIL.xlsx")
    sheets.set_defaults(run=_company_xlsx)


def _visit_commands(commands: Commands) -> None:
    commands.add_parser("list", help=_("vis besøg")).set_defaults(run=_visit_list)
    show = commands.add_parser("show", help=_("vis ét besøg"))
    show.add_argument("visit")
    show.set_defaults(run=_visit_show)
    start = commands.add_parser("start", help=_("begynd et besøg hos en virksomhed"))
    start.add_argument("company")
    start.add_argument("--date", default="", help=_("dato, fx 20.11.2026"))
    start.add_argument("--time", default="")
    _add_scope(start)
    start.set_defaults(run=_visit_start)
    scope = commands.add_parser("scope", help=_("vis eller vælg, hvor meget besøget spørger om"))
    scope.add_argument("visit")
    _add_scope(scope)
    scope.set_defaults(run=_visit_scope)
    answer = commands.add_parser("answer", help=_("besvar et spørgsmål"))
    for name in ("visit", "form", "ref", "value"):
        answer.add_argument(name)
    answer.set_defaults(run=_visit_answer)
    play = commands.add_parser("play", help=_("spil en sag fra et script (JSON), som eksemplet"))
    play.add_argument("script", type=Path)
    play.set_defaults(run=_visit_play)
    report = commands.add_parser("report", help=_("lav energiscreeningen som PDF, en kladde til den låses"))
    report.add_argument("visit")
    report.add_argument("-o", "--out", type=Path, required=True, metavar="FIL.pdf")
    report.set_defaults(run=_visit_report)


def _add_scope(command: argparse.ArgumentParser) -> None:
    """The options that say how much a visit asks."""
    extent = command.add_mutually_exclusive_group()
    extent.add_argument(
        "--kort", dest="extent", action="store_const", const="kort", help=_("kort gennemgang (45 minutter)")
    )
    extent.add_argument(
        "--hele", dest="extent", action="store_const", const="hele", help=_("hele tjeklisten")
    )
    command.add_argument(
        "--branche", help=_("kun punkterne for denne branche, fx kontor; alle: for alle brancher")
    )


def _field(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(_("skriv felt=værdi, fx navn=Smedjen"))
    return name.strip(), value.strip()


def print_result(visit: Any) -> None:
    """What a visit has come to so far: the use, and the saving after overlap."""
    result = visit.result()
    about = _("ca. ") if result.rough else ""
    print(
        _("Årsforbrug {year}: {kwh} kWh").format(year=result.year, kwh=format_number(result.consumption_kwh))
    )
    print(
        _("Besparelse fratrukket overlap: {about}{kwh} kWh, {kroner} kr. og {co2} kg CO₂e om året").format(
            about=about,
            kwh=format_number(result.saving_kwh),
            kroner=format_number(result.saving_kroner),
            co2=format_number(result.saving_co2_kg),
        )
    )


# -- companies -----------------------------------------------------------------------------------


def _company_import(options: argparse.Namespace) -> int:
    with opened(options) as book:
        report = book.import_companies(options.file)
    print(
        _("{created} oprettet, {updated} rettet, {unchanged} uændret.").format(
            created=report.created, updated=report.updated, unchanged=report.unchanged
        )
    )
    for problem in report.problems:
        print(problem)
    return 0


def _company_add(options: argparse.Namespace) -> int:
    with opened(options) as book:
        print(book.save_company(dict(options.fields), cvr_override=options.accept_cvr))
    return 0


def _company_list(options: argparse.Namespace) -> int:
    query = " ".join(options.query)
    with opened(options) as book:
        if options.xlsx:
            from klimabesog.casework.workbooks.portfolio import save_portfolio

            print(save_portfolio(book, options.xlsx, query))
            return 0
        for row in book.companies(query):
            print("\t".join((row.id, row.name, row.cvr, row.town, row.branch)))
    return 0


def _company_show(options: argparse.Namespace) -> int:
    with opened(options) as book:
        page = book.company(options.company)
    for name, value in page.fields.items():
        print(f"{name}: {value}")
    for contact in page.contacts:
        print(_("kontakt: {name}, {role}").format(name=contact.name, role=contact.role))
    for step in page.steps:
        print(f"{step.number}. {step.title}: {step.state} {step.note}".rstrip())
    for visit in page.visits:
        print(
            _("besøg: {id} {date} {status}").format(
                id=visit.id, date=format_date(visit.date), status=visit.status
            )
        )
    return 0


def _company_xlsx(options: argparse.Namespace) -> int:
    from klimabesog.casework.workbooks.case import save_case

    with opened(options) as book:
        print(save_case(book, options.company, options.out))
    return 0


# -- visits --------------------------------------------------------------------------------------


def _visit_list(options: argparse.Namespace) -> int:
    with opened(options) as book:
        for row in book.visits():
            print(
                "\t".join(
                    (
                        row.id,
                        format_date(row.date),
                        row.company_name,
                        row.status,
                        f"{row.answered}/{row.total}",
                    )
                )
            )
    return 0


def _visit_show(options: argparse.Namespace) -> int:
    with opened(options) as book:
        visit = book.visit(options.visit)
        print(f"{visit.title}, {format_date(visit.date)}, {visit.status}")
        for chapter in visit.chapters():
            print(f"{chapter.section}: {chapter.title} {chapter.answered}/{chapter.total}")
        for finding in visit.all_findings():
            print(f"{finding.checkpoint} {finding.label} {finding.place}".rstrip())
        for measure in visit.measures():
            print(f"{measure.title}: {format_number(measure.kwh)} kWh, {format_number(measure.kroner)} kr.")
        print_result(visit)
    return 0


def _visit_start(options: argparse.Namespace) -> int:
    with opened(options) as book:
        visit = book.start_visit(
            options.company, options.date, options.time, extent=options.extent, branch=_branch(options)
        )
        print(visit.id)
    return 0


def _visit_scope(options: argparse.Namespace) -> int:
    with opened(options) as book:
        visit = book.visit(options.visit)
        if options.extent or options.branche:
            visit.set_scope(options.extent, _branch(options))
        chapters = [chapter for chapter in visit.chapters() if chapter.form]
        asked = _("{n} spørgsmål i {m} kapitler").format(
            n=sum(chapter.total for chapter in chapters), m=len(chapters)
        )
        print(f"{visit.scope.words}: {asked}")
    return 0


def _branch(options: argparse.Namespace) -> str | None:
    return "" if options.branche == "alle" else options.branche


def _visit_answer(options: argparse.Namespace) -> int:
    with opened(options) as book:
        visit = book.visit(options.visit)
        visit.answer(options.form, options.ref, options.value)
        node = visit.node(options.form, options.ref)
        print(node.message or _("Gemt {time}").format(time=visit.saved_at()))
    return 0


def _visit_play(options: argparse.Namespace) -> int:
    from klimabesog.casework.casescript import play

    with opened(options) as book:
        print(play(book, options.script).id)
    return 0


def _visit_report(options: argparse.Namespace) -> int:
    from klimabesog.casework.saving import save_file

    with opened(options) as book:
        print(save_file(options.out, book.visit(options.visit).render_report().pdf))
    return 0
