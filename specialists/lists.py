"""The lists that EOUSA and OARM get each week: who is silent and longest, where nobody can be reached, what waits for
OARM. No list names a candidate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import gazetteer
from portal.calendar import CENTER, local_day
from portal.ladder import Matter
from portal.models import InLine, Office, by_matter, coming, next_in_line
from portal.news import Entry, Section
from specialists.coverage import Group
from specialists.matters import END_OF_TIME, SILENT
from specialists.models import Vacancy
from specialists.nation import Nation, coverage_on, reachable_offices
from specialists.sentences import days, of_nation
from specialists.stages import Stage
from specialists.standing import Standing


@dataclass(frozen=True)
class Overview:
    """The nation as it stands, with what the ladder tells next."""

    nation: Nation
    offices: Mapping[int, Office]
    unreachable: Sequence[int]
    next: Mapping[int, InLine]
    """By office that is silent."""


@lru_cache(maxsize=1)
def overview(at: datetime) -> Overview:
    """Read once for all mails of a run, which have one instant; bound as a job."""
    offices = {office.pk: office for office in gazetteer.offices().values()}
    nation = coverage_on(local_day(at, CENTER), END_OF_TIME, list(offices))
    silent = {key for key, stands in nation.standings.items() if stands.group is Group.SILENT}
    turns = by_matter(coming(at, offices=silent, causes={SILENT}, each_rung=True))
    ahead = {matter.office_id or 0: one for matter, one in next_in_line(turns).items()}
    reached = reachable_offices(END_OF_TIME)
    return Overview(nation, offices, [key for key in offices if key not in reached], ahead)


def address(route: str, *arguments: object, query: str = "") -> str:
    return f"{settings.SITE_URL}{reverse(route, args=arguments)}{query}"


# --- EOUSA ---------------------------------------------------------------------------------------------------------
def exceptions(matters: Sequence[Matter], at: datetime, section: Section = Section.NEEDS_YOU) -> Iterator[Entry]:
    """The silent offices, the longest silence first, and those where nobody can be reached."""
    known = overview(at)
    silent = {key: stands for key, stands in known.nation.standings.items() if stands.group is Group.SILENT}
    silent |= {matter.office_id or 0: matter.facts["standing"] for matter in matters}
    why = _("EOUSA’s desk officers and readers get the list of exceptions each week.")
    if silent:
        yield silent_ones(known, silent, section, why)
    if known.unreachable:
        yield unreachable_ones(known, section, why)


def silent_ones(known: Overview, silent: Mapping[int, Standing], section: Section, why: str) -> Entry:
    longest_first = sorted(silent.items(), key=lambda pair: (-(pair[1].days or 0), pair[0]))
    title = ngettext("%(n)d office is silent", "%(n)d offices are silent", len(silent)) % {"n": len(silent)}
    return Entry(
        section,
        title,
        why=why,
        url=address("board", query=f"?answer={Group.SILENT.value}"),
        act=_("Open the list"),
        heads=[_("Office"), _("Days without an answer"), _("Last word"), _("Next reminder")],
        rows=[
            [known.offices[key].abbreviation, str(stands.days or 0), stands.last_word, next_one(known.next.get(key))]
            for key, stands in longest_first
        ],
    )


def next_one(one: InLine | None) -> str:
    """When the ladder tells whom next of this office: nobody is named who cannot be reached."""
    if one is None:
        return _("reminders not begun")
    words = {"day": short(one.coming.on), "who": one.who}
    if one.is_passed_on:
        return _("%(day)s: nobody there can be reached: %(who)s") % words
    return _("%(day)s: %(who)s") % words


def unreachable_ones(known: Overview, section: Section, why: str) -> Entry:
    """By name, the silent ones first: each is a task, not a figure."""
    keys = sorted(known.unreachable, key=lambda key: known.nation.standings[key].group is not Group.SILENT)
    title = ngettext("Nobody can be reached at %(n)d office", "Nobody can be reached at %(n)d offices", len(keys))
    names = ", ".join(known.offices[key].abbreviation for key in keys)
    said = _("No member and no staffing contact there has an address that takes mail: %(names)s") % {"names": names}
    return Entry(section, title % {"n": len(keys)}, said, why, address("board"), _("Open the board"))


def four_numbers(at: datetime, why: str) -> Entry:
    """The 94 in four numbers."""
    nation = overview(at).nation
    counts = nation.totals.groups
    return Entry(
        Section.INFORMATION,
        of_nation(nation.totals, nation.standings.values()),
        why=why,
        url=address("board"),
        act=_("Open the board"),
        heads=[_("Offices"), _("Number")],
        rows=[[str(group.label), str(counts[group.value])] for group in Group],
    )


def overdue(matters: Sequence[Matter], at: datetime) -> Iterator[Entry]:
    """What offices have owed to directives for so long that it stands in the weekly list, the longest first."""
    today = local_day(at, CENTER)
    offices = {office.pk: office for office in gazetteer.offices().values()}
    found = ((matter.facts["response"].directive, matter) for matter in matters)
    owed = sorted(found, key=lambda pair: (pair[0].due_on, pair[1].about))
    title = ngettext(
        "%(n)d answer to a directive is long overdue", "%(n)d answers to directives are long overdue", len(owed)
    )
    yield Entry(
        Section.NEEDS_YOU,
        title % {"n": len(owed)},
        why=_("EOUSA’s desk officers get the list of overdue answers each week."),
        url=address("directive-list"),
        act=_("Open the directives"),
        heads=[_("Office"), _("Directive"), _("Was due on"), _("Days late")],
        rows=[
            [
                offices[matter.office_id or 0].abbreviation, directive.title,
                short(directive.due_on), str((today - directive.due_on).days),
            ]
            for directive, matter in owed
        ],
    )  # fmt: skip


# --- OARM ----------------------------------------------------------------------------------------------------------
def nominations(_matters: Sequence[Matter], at: datetime, section: Section = Section.NEEDS_YOU) -> Iterator[Entry]:
    """The nominations that wait for OARM, by age."""
    today, target = local_day(at, CENTER), Stage.NOMINATED.turn.target
    waiting = Vacancy.objects.open().filter(stage=Stage.NOMINATED).order_by("moved_on", "pk")
    found = [(office, (today - day).days) for office, day in waiting.values_list(F("office__abbreviation"), "moved_on")]
    if not found:
        return
    words = {"n": len(found), "days": days(found[0][1]), "target": target}
    title = ngettext(
        "%(n)d nomination waits for OARM, for %(days)s (target %(target)d)",
        "%(n)d nominations wait for OARM, the oldest for %(days)s (target %(target)d)",
        len(found),
    )
    yield Entry(
        section,
        title % words,
        why=_("OARM’s analysts get the list of nominations each week."),
        url=address("nomination-list"),
        act=_("Open the queue"),
        heads=[_("Office"), _("Days with OARM"), _("Over target")],
        rows=[[office, str(number), days(number - target) if number > target else _("no")] for office, number in found],
    )


def short(day: date) -> str:
    return date_format(day, "M j, Y")
