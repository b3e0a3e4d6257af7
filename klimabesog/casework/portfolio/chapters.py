"""The chapters of the portfolio report as its model has them, made of cases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.areas import AREAS
from klimabesog.casework.portfolio import summary
from klimabesog.casework.portfolio.case import Case
from klimabesog.casework.portfolio.overview import Overview
from klimabesog.casework.portfolio.summary import Sum, agreed, proposed, reached, summed
from klimabesog.casework.reportfigures import class_of, effect_of
from klimabesog.casework.steps.target import percent
from klimabesog.partnership.anonymity import FEWEST, parted, parted_counts, tells_of_one
from klimabesog.partnership.status import BARRIERS, REJECTED, REJECTION_REASONS
from klimabesog.partnership.steps import DONE, IN_PROGRESS, NOT_STARTED, SKIPPED, STEPS
from klimabesog.partnership.target import Progress
from klimabesog.reports import catalogue, figures, model
from klimabesog.reports.documents.portfolio_model import (
    AreaLine,
    CompanyLine,
    Counted,
    Indicator,
    Savings,
    StepCount,
    Waiting,
)
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

Cases = Sequence[Case]
TOLD_ANYWAY = (2, 3)
"""Steps whose count of those done is a key number of the whole; what is hidden in them is what is not done."""
LAYERS = (proposed, agreed, reached)
SETTLED = frozenset({"gennemfoert", REJECTED})


# -- the whole in key numbers --------------------------------------------------------------------------------------


def cards(cases: Cases) -> tuple[Indicator, ...]:
    """The four figures of the front page."""
    got = summed(cases, reached)
    whole = summary.whole_share(cases, reached)
    return (
        Indicator(_("Virksomheder"), _count(len(cases)), note=_agreements_note(cases)),
        Indicator(_("Opnået mindre udledning"), _kg(got), figures.CO2, note=_("om året")),
        Indicator(
            _("Af basisårets udledning"), _percent(whole), "%", 1, _("alle virksomheder samlet")
        ),
        Indicator(_("Sparet energi"), _mwh(got), "MWh", note=_("om året")),
    )


def _agreements_note(cases: Cases) -> str:
    count = _signed(cases)
    return ngettext("{n} aftale", "{n} aftaler", count).format(n=count)


def indicators(cases: Cases) -> tuple[Indicator, ...]:
    """Carbon 20's indicators: companies, screenings, proposals, payback, what all would give, what was reached."""
    all_, screened = summary.proposals(cases), [case for case in cases if case.finished_visits]
    every = summed(cases, proposed)
    per = len(all_) / len(screened) if screened else None
    targets = [case.agreement.reduction for case in cases if case.agreement and case.agreement.signed]
    known = [target for target in targets if target is not None]
    return (
        Indicator(_("Virksomheder"), _count(len(cases))),
        Indicator(_("Underskrevne aftaler"), _count(_signed(cases))),
        Indicator(_("Virksomheder med energiscreening"), _count(len(screened)), note=_("afsluttet besøg")),
        Indicator(_("Forslag"), _count(len(all_)), note=_("også dem, der er fravalgt")),
        Indicator(_("Forslag pr. screening"), model.Amount(per), decimals=1),
        Indicator(
            _("Tilbagebetaling"), _years(every), _("år"), 1, _("alle forslag samlet, de fravalgte ikke med")
        ),
        Indicator(
            _("Mål i aftalerne"),
            _percent(sum(known) / len(known) if known else None),
            "%",
            1,
            _("gennemsnit af virksomhederne"),
        ),
        Indicator(
            _("Mindre udledning, hvis alle forslag gennemføres"),
            _percent(summary.mean_share(cases, proposed)),
            "%",
            1,
            _("gennemsnit af virksomhederne"),
        ),
        Indicator(
            _("Opnået mindre udledning"),
            _percent(summary.mean_share(cases, reached)),
            "%",
            1,
            _("gennemsnit af virksomhederne"),
        ),
    )


def _signed(cases: Cases) -> int:
    return sum(bool(case.agreement and case.agreement.signed) for case in cases)


# -- companies and steps -------------------------------------------------------------------------------------------


def branches(cases: Cases) -> tuple[Counted, ...]:
    """Companies by branch, those of few unnamed companies as one."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.branch or _("Branche ikke oplyst"), []).append(case)
    kept, merged = parted(list(found), lambda name: _unnamed(found[name]))
    counted = sorted((Counted(name, len(found[name])) for name in kept), key=lambda c: (-c.count, c.name))
    rest = sum(len(found[name]) for name in merged)
    other = _("Andre brancher") if kept else _("Alle brancher samlet")
    return (*counted, *([Counted(other, rest)] if rest else []))


def _unnamed(cases: Iterable[Case]) -> set[str]:
    return {case.company for case in cases if not case.may_be_named}


def steps(cases: Cases) -> tuple[StepCount, ...]:
    """How many companies stand where in each of the six steps; None where that would tell of an unnamed one."""
    return tuple(StepCount(f"{step.number} {_(step.title)}", *_step(cases, step.number)) for step in STEPS)


def _step(cases: Cases, number: int) -> Iterator[int | None]:
    found: dict[str, set[str]] = {state: set() for state in (NOT_STARTED, SKIPPED, IN_PROGRESS, DONE)}
    for case in cases:
        found[case.states[number - 1].state].add(case.company)
    hideable = [state for state in found if state != DONE or number not in TOLD_ANYWAY]
    _kept, merged = parted_counts(hideable, found.__getitem__, _unnamed(cases))
    for state in (NOT_STARTED, IN_PROGRESS, DONE, SKIPPED):
        yield None if state in merged else len(found[state])


def activities(cases: Cases) -> tuple[Counted, ...]:
    """What has been done in all companies together."""
    return (
        Counted(_("Besøg"), sum(case.visits for case in cases)),
        Counted(_("Heraf afsluttede"), sum(case.finished_visits for case in cases)),
        Counted(_("Underskrevne aftaler"), _signed(cases)),
        Counted(_("Aftalte tiltag"), summed(cases, agreed).measures),
        Counted(_("Gennemførte tiltag"), summary.carried_out(summary.proposals(cases))),
        Counted(_("Afsluttede opfølgninger"), sum(case.follow_ups for case in cases)),
    )


# -- savings -------------------------------------------------------------------------------------------------------


def savings(cases: Cases) -> tuple[Savings, ...]:
    """Proposed, agreed and reached."""
    layers = ((_("Foreslået"), proposed), (_("Aftalt"), agreed), (_("Opnået"), reached))
    return tuple(_savings(name, summed(cases, layer)) for name, layer in layers)


def _savings(name: str, total: Sum) -> Savings:
    accuracy = class_of(total.accuracy)
    return Savings(
        name,
        total.companies,
        total.measures,
        effect_of(total.effect, accuracy),
        model.Amount(total.investment if total.measures else None, accuracy),
        model.Payback(model.Amount(total.payback.years, accuracy), total.payback.word),
    )


def target(cases: Cases) -> str:
    """How many companies have reached their target, and how far all of those with one are together; "" for few."""
    found = [(case, progress) for case in cases if (progress := case.progress) is not None]
    known = [progress for _case, progress in found]
    if not known or tells_of_one([case.company for case, _progress in found], _unnamed(cases)):
        return ""
    there, base = sum(one.reached for one in known), sum(_base_of(one) for one in known)
    shares = {
        "target": percent(sum(one.target_kg for one in known) / base),
        "done": percent(sum(one.done_kg for one in known) / base),
    }
    if len(known) == 1:
        words = _("Én virksomhed har et mål i aftalen, og det er nået.") if there else _(
            "Én virksomhed har et mål i aftalen, og det er ikke nået endnu."
        )
        return f"{words} " + _("Målet er {target} mindre CO₂e, og {done} er nået.").format(**shares)
    words = _("{there} af {n} virksomheder med et mål i aftalen har nået det.").format(there=there, n=len(known))
    return f"{words} " + _("Tilsammen er målet {target} mindre CO₂e, og {done} er nået.").format(**shares)


def _base_of(progress: Progress) -> float:
    """The base year's emission in kg."""
    return progress.target_kg / progress.target_share if progress.target_share else 0.0


def lines(cases: Cases) -> tuple[CompanyLine, ...]:
    """The companies with an agreement that may be named, by what they reached; all others as one line."""
    known = [case for case in cases if case.reached is not None and case.agreement and case.agreement.signed]
    named = sorted((c for c in known if c.may_be_named), key=_reached_kg)
    rest = [case for case in known if not case.may_be_named]
    while 0 < len(rest) < FEWEST and named:
        rest.append(named.pop(0))  # the smallest, so that what is left can't be found by subtraction
    if 0 < len(rest) < FEWEST:
        return ()
    found = [_line(case.name, [case]) for case in reversed(named)]
    return (*found, *([_line(_("Øvrige virksomheder"), rest)] if rest else []))


def _reached_kg(case: Case) -> float:
    return case.reached.after.co2_kg if case.reached else 0.0


def _line(name: str, cases: Cases) -> CompanyLine:
    ahead, got = summed(cases, proposed), summed(cases, reached)
    targets = [case.agreement.reduction for case in cases if case.agreement]
    return CompanyLine(
        name,
        len(cases),
        model.Amount(sum(case.base_co2_kg for case in cases) or None),
        targets[0] if len(cases) == 1 else None,
        effect_of(ahead.effect, class_of(ahead.accuracy)),
        effect_of(got.effect, class_of(got.accuracy)),
    )


def areas(cases: Cases) -> tuple[AreaLine, ...]:
    """The focus areas, those of few unnamed companies as one."""
    where = {area: [c for c in cases if any(p.area == area for p in c.proposals)] for area in summary.areas(cases)}
    kept, merged = parted(list(where), lambda area: _unnamed(where[area]))
    found = [_area(AREAS.get(area, area) or _("Uden indsatsområde"), cases, [area]) for area in kept]
    other = _("Andre indsatsområder") if kept else _("Alle indsatsområder samlet")
    return (*found, *([_area(other, cases, merged)] if merged else []))


def _area(name: str, cases: Cases, codes: Sequence[str]) -> AreaLine:
    proposals = [p for p in summary.proposals(cases) if p.area in codes]
    ahead, plan, got = (summed(cases, layer, codes) for layer in (proposed, agreed, reached))
    accuracy = class_of(ahead.accuracy)
    return AreaLine(
        _(name),
        sum(any(p.area in codes for p in case.proposals) for case in cases),
        len(proposals),
        summary.carried_out(proposals),
        effect_of(ahead.effect, accuracy),
        effect_of(plan.effect, class_of(plan.accuracy)),
        effect_of(got.effect, class_of(got.accuracy)),
        model.Amount(ahead.investment if ahead.measures else None, accuracy),
        model.Payback(model.Amount(ahead.payback.years, accuracy), ahead.payback.word),
    )


def paybacks(cases: Cases) -> tuple[Counted, ...]:
    """How many proposals pay back how fast, the bins of few companies as one; empty without any."""
    counts = [(summary.payback_bins([case]), case.company) for case in cases]
    names = (
        _("Under 1 år"),
        _("1 til 3 år"),
        _("3 til 5 år"),
        _("5 til 10 år"),
        _("10 år eller mere"),
        _("Ikke kendt, eller tjener sig ikke hjem"),
    )
    bins = {name: [company for bins, company in counts for _one in range(bins[n])] for n, name in enumerate(names)}
    kept, merged = parted_counts(sorted(bins, key=lambda name: len(bins[name])), bins.__getitem__, _unnamed(cases))
    other = _("Andet, lagt sammen") if kept else _("Alle, lagt sammen")
    rest = [Counted(other, sum(len(bins[name]) for name in merged))] if merged else []
    return (*(Counted(name, len(bins[name])) for name in names if name in kept), *rest) if any(bins.values()) else ()


# -- tools, barriers, what waits -----------------------------------------------------------------------------------


def tools(casebook: Casebook, cases: Cases, until: str) -> tuple[Counted, ...]:
    """How often the tools were used: the documents issued by type, those of few companies as one."""
    companies, merged = {case.company for case in cases}, casebook.registry.twins.merged()
    issued: dict[str, list[str]] = {}
    for record in casebook.desk.store.records(kinds.DOCUMENT):
        company = str(record.fields.get("virksomhed") or "")
        company = merged.get(company, company)
        if company in companies and str(record.fields.get("udstedt") or "")[:10] <= until:
            issued.setdefault(str(record.fields.get("type") or ""), []).append(company)
    titles = {entry.id: entry.title() for entry in catalogue.ENTRIES if entry.id in issued}
    known = {id_: issued[id_] for id_ in titles}
    return _counted(known, titles, _unnamed(cases), len, _("Andre dokumenter, lagt sammen"))


def barriers(cases: Cases) -> tuple[Counted, ...]:
    """What stands in the way, of the measures still to be carried out or in general, by how many companies said so."""
    said: dict[str, list[str]] = {}
    for case in cases:
        waiting = (proposal for proposal in case.proposals if proposal.status not in SETTLED)
        for code in {*case.barriers, *(code for proposal in waiting for code in proposal.barriers)}:
            said.setdefault(code, []).append(case.company)
    return _counted(said, BARRIERS, _unnamed(cases), _distinct, _("Andre barrierer, lagt sammen"))


def reasons(cases: Cases) -> tuple[Counted, ...]:
    """Why measures were rejected, by how many of them."""
    said: dict[str, list[str]] = {}
    for case in cases:
        for proposal in case.proposals:
            if proposal.status == REJECTED:
                said.setdefault(proposal.reason or "ukendt", []).append(case.company)
    return _counted(said, REJECTION_REASONS, _unnamed(cases), len, _("Andre grunde, lagt sammen"))


def withheld(cases: Cases, until: str) -> tuple[str, ...]:
    """Which counts are left out because they are of few companies, an unnamed one among them."""
    everyone = [replace(case, may_be_named=True) for case in cases]
    said = {"barrierer": barriers, "fravalg": reasons}
    left_out = [name for name, counted in said.items() if counted(everyone) and not counted(cases)]
    named, others = waiting(cases, until)
    if len(waiting(everyone, until)[0]) > len(named) + others:
        left_out.append("venter")
    return tuple(left_out)


def _counted(
    said: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    unnamed: Collection[str],
    count: Callable[[Sequence[str]], int],
    others: str,
) -> tuple[Counted, ...]:
    """What was said by how many, given who said it each time: the most first, what few said as one; nothing if that
    would still tell of an unnamed company."""
    rare_first = sorted(said, key=lambda code: (len(set(said[code])), code))
    kept, merged = parted_counts(rare_first, said.__getitem__, unnamed)
    together = [company for code in merged for company in said[code]]
    if tells_of_one(together, unnamed):
        return ()
    found = [Counted(_(names.get(code, code)), count(said[code])) for code in kept]
    rest = [Counted(others, count(together))] if merged else []
    return (*sorted(found, key=lambda one: (-one.count, one.name)), *rest)


def _distinct(companies: Sequence[str]) -> int:
    return len(set(companies))


def few(cases: Cases) -> bool:
    """Whether a sum of the whole is of so few companies that it is an unnamed one's own."""
    added = [[case for case in cases if (found := layer(case)) and found.measures] for layer in LAYERS]
    return any(tells_of_one([case.company for case in part], _unnamed(cases)) for part in (cases, *added))


def waiting(cases: Cases, until: str) -> tuple[tuple[Waiting, ...], int]:
    """What was overdue on the day: of companies that may be named, and how many others there are, 0 for few."""
    found = [(case, one) for case in cases if not case.ended for one in _overdue(case, until)]
    named = sorted((one for case, one in found if case.may_be_named), key=lambda one: one.day)
    others = [case.company for case, _one in found if not case.may_be_named]
    return tuple(named), 0 if tells_of_one(others, others) else len(others)


def _overdue(case: Case, until: str) -> Iterator[Waiting]:
    if case.next_follow_up and case.next_follow_up < until:
        number = _("Opfølgning {n}").format(n=case.follow_ups + 1)
        yield Waiting(case.name, number, case.next_follow_up)
    late = [p.deadline for p in case.proposals if p.deadline and p.deadline < until and p.status not in SETTLED]
    if late:
        words = ngettext("{n} tiltag over fristen", "{n} tiltag over fristen", len(late)).format(n=len(late))
        yield Waiting(case.name, words, min(late))


# -- how it was made up --------------------------------------------------------------------------------------------


def conditions(found: Overview, until: str) -> tuple[str, ...]:
    """What the figures rest on, and what was left out."""
    said = [
        _("Opgjort pr. {day}.").format(day=format_date(until)),
        _(
            "Besøg, underskrifter, opfølgninger og gennemførte tiltag tæller fra deres egen dato. Det, der ingen dato "
            "har, tæller fra den dag, det blev skrevet. Tiltagenes tal er, som de står i dag."
        ),
        _(
            "Besparelser er pr. år og fratrukket overlap inden for hver virksomhed. De er regnet med de faktorer, der "
            "blev låst ved besøget, så et renere elnet ikke tæller som virksomhedens indsats."
        ),
        _(
            "Foreslået er alle forslag, der ikke er fravalgt; de gennemførte tæller med den besparelse, der er vist. "
            "Aftalt er handlingsplanernes tal. Opnået er de gennemførte tiltag. Overlap er trukket fra inden for hver "
            "af de tre, så et område kan have opnået mere end foreslået."
        ),
        _(
            "Tilbagebetaling er investering efter tilskud delt med den årlige besparelse, for de forslag, der har en "
            "pris."
        ),
        _(
            "Virksomheder nævnes kun ved navn, når aftalen siger, at kommunen må omtale samarbejdet. Tal for færre "
            "end {n} unavngivne virksomheder er lagt sammen med andres eller udeladt. Det samme gælder optællinger, "
            "som en unavngiven virksomhed er med i, når de tæller færre end {n}."
        ).format(n=FEWEST),
    ]
    if found.unreadable:
        count = len(found.unreadable)
        words = ngettext(
            "{n} virksomhed er ikke med, fordi dens skemaer eller faktorer ikke er på denne computer.",
            "{n} virksomheder er ikke med, fordi deres skemaer eller faktorer ikke er på denne computer.",
            count,
        )
        said.append(words.format(n=count))
    return tuple(said)


# -- figures -------------------------------------------------------------------------------------------------------


def _count(number: int) -> model.Amount:
    return model.Amount(float(number))


def _kg(total: Sum) -> model.Amount:
    """Tonnes, as the indicator's unit says."""
    return model.Amount(total.effect.co2_kg / 1000, class_of(total.accuracy))


def _mwh(total: Sum) -> model.Amount:
    return model.Amount(total.effect.kwh / 1000, class_of(total.accuracy))


def _percent(share: float | None) -> model.Amount:
    """In percent, as exact as the targets that it is held against."""
    return model.Amount(None if share is None else share * 100)


def _years(total: Sum) -> model.Amount:
    return model.Amount(total.payback.years, class_of(total.accuracy))
