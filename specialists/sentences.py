"""The answer of a page about coverage, as a sentence for people. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from specialists.changes import Happening
from specialists.coverage import OFFICES, Answer, Group, Totals
from specialists.standing import Acts, Hiring, Standing


def of_nation(totals: Totals, standings: Collection[Standing]) -> str:
    """61 of 94 offices are covered. 24 are in hand, 9 are silent, the longest for 143 days; 3 are not yet asked."""
    return _counted(IS, totals, standings)


def of_nation_then(totals: Totals, standings: Collection[Standing], when: str) -> str:
    """On May 5, 2026: 58 of 94 offices were covered. None was in hand, …"""
    return f"{when}: {_counted(WAS, totals, standings)}"


def moment(on: date, known: date | None) -> str:
    """On May 5, 2026, as known on Nov 21, 2026; the second only where it is not now."""
    words = {"on": date_format(on, "M j, Y"), "known": date_format(known, "M j, Y") if known else ""}
    return (_("On %(on)s, as known on %(known)s") if known else _("On %(on)s")) % words


IS = {
    "covered": ngettext_lazy("%(n)d of %(all)d offices is covered.", "%(n)d of %(all)d offices are covered.", "n"),
    "in_hand": ngettext_lazy("%(n)d is in hand", "%(n)d are in hand", "n"),
    "no_in_hand": gettext_lazy("none is in hand"),
    "silent": ngettext_lazy("%(n)d is silent", "%(n)d are silent", "n"),
    "no_silent": gettext_lazy("none is silent"),
    "not_asked": ngettext_lazy("%(n)d is not yet asked", "%(n)d are not yet asked", "n"),
    "all_not_asked": gettext_lazy("nobody has been asked yet"),
}
WAS = {
    "covered": ngettext_lazy("%(n)d of %(all)d offices was covered.", "%(n)d of %(all)d offices were covered.", "n"),
    "in_hand": ngettext_lazy("%(n)d was in hand", "%(n)d were in hand", "n"),
    "no_in_hand": gettext_lazy("none was in hand"),
    "silent": ngettext_lazy("%(n)d was silent", "%(n)d were silent", "n"),
    "no_silent": gettext_lazy("none was silent"),
    "not_asked": ngettext_lazy("%(n)d was not yet asked", "%(n)d were not yet asked", "n"),
    "all_not_asked": gettext_lazy("nobody had been asked yet"),
}


def _counted(words: Mapping[str, Any], totals: Totals, standings: Collection[Standing]) -> str:
    counts = totals.groups
    covered = words["covered"] % {"n": counts["covered"], "all": totals.offices}
    parts = [_part(words, "in_hand", counts), _part(words, "silent", counts)]
    if counts["silent"]:
        parts.append(_longest(standings))
    if counts["not_asked"]:
        parts.append(_part(words, "not_asked", counts))
    return f"{covered} {capfirst(', '.join(parts))}."


def _part(words: Mapping[str, Any], group: str, counts: Mapping[str, int]) -> str:
    """One group's figure, in words where it is none or all."""
    number = counts[group]
    exact = {0: f"no_{group}", OFFICES: f"all_{group}"}.get(number, group)
    return str(words.get(exact, words[group]) % {"n": number})


def _longest(standings: Collection[Standing]) -> str:
    days = max((each.days or 0 for each in standings if each.group is Group.SILENT), default=0)
    return ngettext("the longest for %(n)d day", "the longest for %(n)d days", days) % {"n": days}


def of_office(standing: Standing, office: str) -> str:
    """Your office has no specialist since June 30 (146 days)."""
    words = {
        "office": office,
        "since": day(standing.uncovered_since or standing.since),
        "began": day(standing.since),
        "days": in_brackets(standing.days_without),
    }
    words |= _of_hiring(standing)
    if standing.uncovered_since and standing.answer is not Answer.PARTIAL:
        no_one = UNCOVERED if standing.was_covered else NEVER_COVERED
        return f"{no_one % words} {OF_GROUP[standing.answer] % words}".strip()
    return str((BY_SECTION if standing.is_by_section else COVERED[standing.answer]) % words)


def _of_hiring(standing: Standing) -> dict[str, Any]:
    """Where the vacancy is, and who is late if somebody is: waiting on OARM, 12 days over target."""
    hiring = standing.hiring
    if hiring is None:
        return {}
    over = ngettext("%(n)d day over target", "%(n)d days over target", hiring.over) % {"n": hiring.over}
    late = _("; waiting on %(who)s, %(over)s") % {"who": hiring.acts.label, "over": over} if hiring.over else ""
    return {
        "stage": hiring.stage.label, "entered": day(hiring.since), "nth": hiring.days, "target": hiring.target,
        "late": late,
    }  # fmt: skip


UNCOVERED = gettext_lazy("%(office)s has no specialist since %(since)s%(days)s.")
NEVER_COVERED = gettext_lazy("%(office)s has never had a specialist on record here%(days)s.")
BY_SECTION = gettext_lazy("%(office)s has a section with a named head, which counts as full time, since %(began)s.")
COVERED = {
    Answer.FULL_TIME: gettext_lazy("%(office)s has a full-time specialist, since %(began)s."),
    Answer.COLLATERAL: gettext_lazy("%(office)s has a specialist with other duties besides, since %(began)s."),
    Answer.ACTING: gettext_lazy("%(office)s is covered by an acting specialist, since %(began)s."),
    Answer.SHARED: gettext_lazy("%(office)s is covered by a specialist shared with another office, since %(began)s."),
    Answer.PARTIAL: gettext_lazy(
        "%(office)s has only a special AUSA under 18 USC 925D, who cannot do all five duties alone, since %(began)s."
    ),
    Answer.NOT_ASKED: gettext_lazy("%(office)s has nothing on record here, and EOUSA has not asked yet."),
}
OF_GROUP = {
    Answer.HIRING: gettext_lazy("It is hiring: %(stage)s since %(entered)s, day %(nth)s of %(target)s%(late)s."),
    Answer.CANNOT_NOW: gettext_lazy("It has answered that it cannot fill the post now."),
    Answer.SILENT: gettext_lazy("It is silent."),
    Answer.NOT_ASKED: gettext_lazy("EOUSA has not asked it yet."),
}


def owed(standing: Standing) -> str:
    """What the office owes now, or when it has to say something next."""
    until = {"on": day(standing.holds_until)}
    if standing.hiring:
        return f"{_owed_by_hiring(standing.hiring)} {beside_section(standing)}".strip()
    if standing.answer is Answer.SILENT:
        return _("You owe an answer: who serves, or why nobody does.")
    if standing.answer is Answer.NOT_ASKED:
        return _("You owe nothing yet. You may answer before you are asked.")
    if standing.answer is Answer.PARTIAL:
        return _("You owe an answer: who does the duties that a special AUSA under 18 USC 925D cannot do.")
    if standing.holds_until:
        said = _(
            "You owe nothing for the post now. The answer holds until %(on)s; from then on the office counts as silent."
        )
        return said % until
    return _("You owe nothing for the post now.")


def _owed_by_hiring(hiring: Hiring) -> str:
    """Whose turn it is with the vacancy, said to the office's leadership."""
    words = {"act": hiring.act, "who": hiring.acts.label}
    if hiring.acts is Acts.OFFICE:
        return _("Your office has to act: %(act)s.") % words
    return _("You owe nothing for the post now. Next: %(who)s has to %(act)s.") % words


def beside_section(standing: Standing) -> str:
    """Why a vacancy is waited for in an office that counts as full time; empty for every other."""
    if not (standing.hiring and standing.is_by_section):
        return ""
    return _("The section covers the office meanwhile; the specialist’s own post is still open.")


def day(when: date | None) -> str:
    """A day in full."""
    return date_format(when, "DATE_FORMAT") if when else ""


def days(number: int | None) -> str:
    """A number of days, as words."""
    return ngettext("%(n)d day", "%(n)d days", number or 0) % {"n": number or 0}


def in_brackets(number: int | None) -> str:
    """(146 days), behind what lasts so long; nothing on the first day."""
    return f" ({days(number)})" if number else ""


def counted(turns: Iterable[tuple[str, int]]) -> str:
    """+7 appointed, −2 left: what made offices covered and uncovered, with its sign."""
    return ", ".join(f"{signed(number)} {Happening(what).label}" for what, number in turns)


def signed(number: int) -> str:
    """A difference as people write it, with a true minus."""
    return f"{number:+d}".replace("-", "\N{MINUS SIGN}")
