"""The follow-up report: how far the company is, what was saved and how that is shown, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from klimabesog.reports import figures, theme
from klimabesog.reports.cards import Card
from klimabesog.reports.charts.progress import Course, progress_to_target
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Company, Paper, Participant
from klimabesog.reports.sections import basis, followed, new_bills, partnership
from klimabesog.reports.sections.basis import Basis
from klimabesog.reports.sections.followed import Followed, Reached
from klimabesog.reports.sections.masthead import masthead
from klimabesog.reports.sections.new_bills import Bills
from klimabesog.reports.sections.partnership import Whole
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext


@dataclass(frozen=True)
class Effort:
    """The change of emission since `base_year` in kg CO2e a year, less is negative: own effort, and what the factors of
    the year `later` do to the use that is left."""

    base_year: str
    later: str
    own_kg: float
    factors_kg: float


@dataclass(frozen=True)
class Way:
    """How far: shares (0-1) of the base year's emission. `target` is None without a signed agreement with a figure, and
    then `sentence` says why; `done` is None without a base year."""

    sentence: str = ""
    target: float | None = None
    target_year: str = ""
    base_year: str = ""
    proposed: float | None = None
    done: float | None = None
    lacking_kg: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the measures carried out meet the target."""
        return self.target is not None and self.done is not None and self.done >= self.target


@dataclass(frozen=True, kw_only=True)
class FollowUp(Paper):
    """A report on follow-up `number`, held on `day` (ISO) as `how` says; `next_day` is "" where none is agreed on."""

    TYPE: ClassVar[str] = "opfoelgningsrapport"

    company: Company = Company()
    number: int = 1
    day: str = ""
    how: str = ""
    participants: tuple[Participant, ...] = ()
    way: Way = Way()
    course: Course = Course("", 0.0)
    effort: Effort | None = None
    measures: tuple[Followed, ...] = ()
    undecided: tuple[str, ...] = ()
    """Proposals that nobody has said yes or no to yet, each with what it would give."""
    reached: Reached = Reached()
    bills: Bills = Bills()
    obstacles: str = ""
    help_wanted: str = ""
    next_day: str = ""
    is_last: bool = False
    whole: Whole = Whole()
    basis: Basis = Basis()


def _title(report: FollowUp) -> str:
    return _("Opfølgning {n}").format(n=report.number)


def _name(report: FollowUp) -> str:
    return report.company.name or _("Virksomheden er ikke navngivet")


def _opening(kit: Kit, report: FollowUp) -> list[Any]:
    facts = [f"CVR {report.company.cvr}" if report.company.cvr else ""]
    if report.day:
        held = ", ".join(filter(None, (figures.year_date(report.day), report.how.lower())))
        facts.append(_("Holdt den {when}").format(when=held))
    people = ", ".join(f"{p.name} ({p.role})" if p.role else p.name for p in report.participants)
    return [
        *masthead(kit, report, _title(report), _name(report), facts, room=26),
        *kit.text(report.introduction, "lead"),
        kit.cards(_cards(report)),
        *kit.text(_verdict(report.way), "lead"),
        *kit.run_in(_("Med til mødet"), people, "note"),
    ]


def _cards(report: FollowUp) -> list[Card]:
    way, after = report.way, report.reached.after
    done = sum(one.reached is not None for one in report.measures)
    share = ""
    if way.done is not None:
        share = _("{share} mindre end i {year}").format(share=percent(way.done), year=way.base_year)
    cards = [Card(_("Mindre udledning om året"), f"{figures.tonnes(after.co2_kg)}\u00a0{figures.CO2}", share)]
    if way.target is not None:
        cards.append(Card(_("Målet"), percent(way.target), _part_of_way(way)))
    paid = figures.with_unit(report.reached.paid, "kr.")
    return [
        *cards,
        Card(_("Sparet om året"), figures.with_unit(after.kroner, "kr."), _("uden moms")),
        Card(
            _("Gennemført"),
            _("{done} af {n} tiltag").format(done=done, n=len(report.measures)),
            _("investeret {amount}").format(amount=paid) if done else "",
        ),
    ]


def _part_of_way(way: Way) -> str:
    """ "i 2029, 30 % nået"."""
    year = _("i {year}").format(year=way.target_year) if way.target_year else ""
    part = ""
    if way.reached:
        part = _("nået")
    elif way.done is not None and way.target:
        share = danish.format_percent(way.done / way.target, 0)
        part = _("{part} nået").format(part=share)
    return ", ".join(filter(None, (year, part)))


def percent(share: float) -> str:
    """A share with one decimal, a whole one without: "13,2 %", "20 %"."""
    whole = abs(share * 100 - round(share * 100)) < 0.05
    return danish.format_percent(share, 0 if whole else 1)


def _verdict(way: Way) -> str:
    if way.target is None or way.done is None:
        return way.sentence
    told = {"done": percent(way.done), "target": percent(way.target)}
    if way.reached:
        return _("Målet er nået: I har sænket udledningen med {done}, og målet er {target}.").format(**told)
    when = _(" i {year}").format(year=way.target_year) if way.target_year else ""
    if not way.done:
        return _("Der er ikke gennemført tiltag endnu. Målet er {target} mindre CO₂e{when}.").format(
            when=when, **told
        )
    lacks = danish.format_number((way.lacking_kg or 0.0) / 1000, 1)
    return _(
        "I har sænket udledningen med {done}. Målet er {target}{when}, så der mangler {lacks} t CO₂e om året."
    ).format(when=when, lacks=lacks, **told)


# ---------------------------------------------------------------- the parts


def _progress(kit: Kit, report: FollowUp) -> list[Any]:
    chart = progress_to_target(report.course, theme.WIDTH, theme.text_width)
    effort = _effort(report.effort)
    if chart is None and not effort:
        return []
    return [
        *kit.part(_("Vejen til målet"), "fremdrift"),
        *([kit.chart(chart), *kit.text(_what_bars_mean(report), "note")] if chart else []),
        *kit.text(effort),
    ]


def _what_bars_mean(report: FollowUp) -> str:
    """What is counted as proposed and as agreed on: the one may be less than the other."""
    if not any(one.reached is not None for one in report.measures):
        return _("Foreslået er alle forslag, der ikke er valgt fra. Aftalt er planens tal.")
    return _(
        "Foreslået er alle forslag, der ikke er valgt fra; de gennemførte tæller med den besparelse, der er vist. "
        "Aftalt er planens tal."
    )


def _effort(effort: Effort | None) -> str:
    if effort is None:
        return ""
    if effort.own_kg > 0:
        own = _("Tiltagene har øget udledningen med {own} t CO₂e om året.")
    else:
        own = _("Jeres egen indsats har sænket udledningen med {own} t CO₂e om året.")
    if effort.factors_kg > 0:
        factors = _(
            "El, varme og brændsel udleder mere pr. kWh i {later} end i {base}. Det øger udledningen med {factors} t, "
            "og det tæller ikke med i målet."
        )
    else:
        factors = _(
            "El, varme og brændsel udleder mindre pr. kWh i {later} end i {base}. Det sænker udledningen med "
            "yderligere {factors} t, men det tæller ikke med i målet."
        )
    told = factors.format(later=effort.later, base=effort.base_year, factors=_tonnes(effort.factors_kg))
    return f"{own.format(own=_tonnes(effort.own_kg))} {told}"


def _tonnes(kg: float) -> str:
    """A change without its sign: "6,7"."""
    return danish.format_number(abs(kg) / 1000, 1 if abs(kg) < 100_000 else 0)


def _next(kit: Kit, report: FollowUp) -> list[Any]:
    waiting = sorted((one for one in report.measures if one.is_open), key=lambda one: one.deadline or "9")
    coming = [one for one in waiting if not report.next_day or (one.deadline or "0") <= report.next_day]
    later = len(waiting) - len(coming)
    heading = kit.part(_("Det sker der nu"), "naeste")
    open_ = kit.run_in(
        _("Ikke besluttet endnu"), ", ".join(report.undecided) + "." if report.undecided else ""
    )
    if not waiting:
        return [*heading, *kit.text(f"{_meeting(report)} {_('Alle tiltag i planen er afgjort.')}"), *open_]
    said = " ".join(filter(None, (_meeting(report), _later(later, len(coming)))))
    return [*heading, *kit.text(said), *_waiting(kit, report, coming), *open_]


def _waiting(kit: Kit, report: FollowUp, coming: Sequence[Followed]) -> list[Any]:
    """What is due before the next follow-up; all that waits where no day is set for it."""
    if not coming:
        return []
    columns = (Column(_("Tiltag"), 235), Column(_("Ansvarlig"), 130), Column(_("Frist"), 118))
    rows = [(one.title, one.responsible or figures.DASH, _due(one, report.day)) for one in coming]
    return [kit.table(columns, rows, summary=_("Tiltag, der venter, med frist"))]


def _due(one: Followed, day: str) -> str:
    if not one.deadline:
        return _("Aftal en frist")
    date = figures.year_date(one.deadline)
    return _("{date} (aftal en ny)").format(date=date) if day and one.deadline < day else date


def _later(later: int, coming: int) -> str:
    """How many measures are due after the next follow-up; the list of all tells when."""
    if not later:
        return ""
    if not coming:
        return _("Ingen tiltag har frist før det; fristerne står i listen over tiltagene.")
    return ngettext(
        "{n} tiltag mere har frist senere, se listen over tiltagene.",
        "{n} tiltag mere har frist senere, se listen over tiltagene.",
        later,
    ).format(n=later)


def _meeting(report: FollowUp) -> str:
    if report.next_day:
        return _("Næste opfølgning er den {date}.").format(date=figures.year_date(report.next_day))
    if report.is_last:
        return _("Det var den sidste aftalte opfølgning.")
    return _("Der er ikke aftalt en dato for næste opfølgning.")


KIND = Kind[FollowUp](
    about=lambda report: f"{_title(report)} · {_name(report)}",
    opening=_opening,
    sections=(
        Section("fremdrift", lambda: _("Vejen til målet"), _progress),
        Section(
            "tiltag",
            lambda: _("Sådan går det med tiltagene"),
            lambda kit, r: followed.status(kit, r.measures),
        ),
        Section(
            "besparelse",
            lambda: _("Det har I opnået"),
            lambda kit, r: followed.savings(kit, r.measures, r.reached),
        ),
        Section("regninger", lambda: _("De nye regninger"), lambda kit, r: new_bills.write(kit, r.bills)),
        Section(
            "barrierer",
            lambda: _("Det står i vejen"),
            lambda kit, r: followed.obstacles(kit, r.measures, r.obstacles, r.help_wanted),
        ),
        Section("naeste", lambda: _("Det sker der nu"), _next),
        Section("hele", lambda: _("Hele partnerskabet"), lambda kit, r: partnership.write(kit, r.whole)),
        Section("forudsaetninger", lambda: _("Forudsætninger"), lambda kit, r: basis.box(kit, r.basis)),
    ),
)
