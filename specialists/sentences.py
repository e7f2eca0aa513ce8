"""The answer of a page about coverage, as a sentence for people. Pure."""

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from specialists.coverage import OFFICES, Answer, Group, Totals
from specialists.standing import Standing


def of_nation(totals: Totals, standings: Collection[Standing]) -> str:
    """61 of 94 offices are covered. 24 are in hand, 9 are silent, the longest for 143 days; 3 are not yet asked."""
    counts = totals.groups
    covered = ngettext(
        "%(covered)d of %(all)d offices is covered.", "%(covered)d of %(all)d offices are covered.", counts["covered"]
    ) % {"covered": counts["covered"], "all": totals.offices}
    parts = [text for text in (_in_hand(counts), _silent(counts, standings), _not_asked(counts)) if text]
    return f"{covered} {', '.join(parts)}." if parts else covered


def _in_hand(counts: Mapping[str, int]) -> str:
    number = counts["in_hand"]
    if not number:
        return _("none is in hand")
    return ngettext("%(n)d is in hand", "%(n)d are in hand", number) % {"n": number}


def _silent(counts: Mapping[str, int], standings: Collection[Standing]) -> str:
    number = counts["silent"]
    if not number:
        return _("none is silent")
    words = ngettext("%(n)d is silent", "%(n)d are silent", number) % {"n": number}
    days = max((each.days or 0 for each in standings if each.group is Group.SILENT), default=0)
    longest = ngettext("the longest for %(n)d day", "the longest for %(n)d days", days) % {"n": days}
    return f"{words}, {longest}"


def _not_asked(counts: Mapping[str, int]) -> str:
    number = counts["not_asked"]
    if not number:
        return ""
    if number == OFFICES:
        return _("nobody has been asked yet")
    return ngettext("%(n)d is not yet asked", "%(n)d are not yet asked", number) % {"n": number}


def of_office(standing: Standing, office: str) -> str:
    """Your office has no specialist since June 30 (146 days)."""
    words = {
        "office": office,
        "since": day(standing.uncovered_since or standing.since),
        "began": day(standing.since),
        "days": days(standing.days_without),
    }
    if standing.uncovered_since and standing.answer is not Answer.PARTIAL:
        no_one = UNCOVERED if standing.was_covered else NEVER_COVERED
        return f"{no_one % words} {OF_GROUP[standing.answer] % words}".strip()
    return str(COVERED[standing.answer] % words)


UNCOVERED = gettext_lazy("%(office)s has no specialist since %(since)s (%(days)s).")
NEVER_COVERED = gettext_lazy("%(office)s has never had a specialist on record here (%(days)s).")
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
    Answer.HIRING: gettext_lazy("It is hiring."),
    Answer.CANNOT_NOW: gettext_lazy("It has answered that it cannot fill the post now."),
    Answer.SILENT: gettext_lazy("It is silent."),
    Answer.NOT_ASKED: gettext_lazy("EOUSA has not asked it yet."),
}


def owed(standing: Standing) -> str:
    """What the office owes now, or when it has to say something next."""
    until = {"on": day(standing.holds_until)}
    if standing.answer is Answer.SILENT:
        return _("You owe an answer: who serves, or why nobody does.")
    if standing.answer is Answer.NOT_ASKED:
        return _("You owe nothing yet. You may answer before you are asked.")
    if standing.answer is Answer.PARTIAL:
        return _("You owe an answer: who does the duties that a special AUSA under 18 USC 925D cannot do.")
    if standing.holds_until:
        return (
            _("You owe nothing now. The answer holds until %(on)s; from then on the office counts as silent.") % until
        )
    return _("You owe nothing now.")


def day(when: date | None) -> str:
    """A day in full."""
    return date_format(when, "DATE_FORMAT") if when else ""


def days(number: int | None) -> str:
    """A number of days, as words."""
    return ngettext("%(n)d day", "%(n)d days", number or 0) % {"n": number or 0}
