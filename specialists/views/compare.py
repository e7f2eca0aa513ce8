"""Two days of the nation side by side, with the events that explain the difference."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import gazetteer
from portal.access import Permission
from portal.calendar import CENTER
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Person
from portal.pages import page
from specialists.clocks import quarter_start, read_day
from specialists.comparison import Change, Comparison, compare, turned
from specialists.forms.staffing import CompareForm
from specialists.nation import by_office, facts
from specialists.sentences import counted, signed


def columns(names: dict[int, str]) -> list[Column]:
    """One office a row; what happened is told with names, since only government roles read it."""
    offices = {office.pk: office for office in gazetteer.offices().values()}
    return [
        Column("office", _("Office"), lambda change: offices[change.office_id].abbreviation, lambda change: offices[change.office_id].abbreviation),  # noqa: E501
        Column("before", _("Before"), lambda change: change.before.label, lambda change: change.before.label),
        Column("after", _("After"), lambda change: change.after.label, lambda change: change.after.label),
        Column("turn", _("Coverage"), lambda change: TURN[change.before.is_covered, change.after.is_covered], turn),
        Column("happened", _("What happened"), lambda change: told(change, names)),
    ]  # fmt: skip


TURN = {
    (False, True): gettext_lazy("now covered"),
    (True, False): gettext_lazy("no longer covered"),
    (True, True): gettext_lazy("still covered"),
    (False, False): gettext_lazy("still not covered"),
}


def turn(change: Change) -> str:
    """gained, lost, or other where cover stayed what it was."""
    if change.before.is_covered == change.after.is_covered:
        return "other"
    return "gained" if change.after.is_covered else "lost"


def told(change: Change, names: dict[int, str]) -> str:
    """The events of one office in order."""
    return " ".join(
        f"{date_format(event.on, 'M j, Y')}: "
        + event.sentence(names.get(event.fact.person_id or 0, ""), names.get(event.fact.stand_in_id or 0, ""))
        for event in change.events
    )


@page(Permission.BOARD_VIEW)
def coverage_compare(request: PortalRequest) -> HttpResponse:
    """From one day to another: the difference, then every office that changed and why."""
    form = CompareForm(filled_in(request), now=now())
    is_good = form.is_valid()
    before, after, known = span_of(form)
    found = by_office(facts(on=after, known=known))
    comparison = compare(found, [office.pk for office in gazetteer.offices().values()], before, after)
    listing = listed(request, form, comparison)
    listing.stamps = {
        "from": before.isoformat(),
        "to": after.isoformat(),
        "known": known.isoformat(timespec="seconds"),
    }
    if listing.wants_export and is_good:
        return listing.export("coverage-compared")
    shown = said(comparison, turned(comparison, found, after)) | {"days": (before, after), "problems": form.errors}
    shown |= {"listing": listing, "dateline": between(before, after)}
    return render(request, "specialists/coverage_compare.html", shown, status=200 if is_good else 400)


def span_of(form: CompareForm) -> tuple[date, date, datetime]:
    """The two days and the time of record; where they cannot be meant, this fiscal quarter until today."""
    known = form.asked("known", form.now)
    if form.errors:
        today = localdate(form.now, CENTER)
        return quarter_start(today), today, known
    return form.asked("from"), form.asked("to"), known


def listed(request: PortalRequest, form: CompareForm, comparison: Comparison) -> Listing:
    """The offices that changed, as far as the filter asks for them."""
    courts = {office.pk: office.court_id for office in gazetteer.offices().values()}
    changes = [change for change in comparison.changes if form.asked("turn") in {"", None, turn(change)}]
    return Listing(
        request,
        changes,
        columns(names_of(changes)),
        "turn",
        form,
        row_url=lambda change: reverse("office-staffing", args=[courts[change.office_id]]),
        empty=_("No office changed its answer between these two days."),
    )


def filled_in(request: PortalRequest) -> dict[str, str]:
    """The address, with the days that are meant where it names none: today, and the start of its fiscal quarter."""
    asked = {name: str(value) for name, value in request.GET.items()}
    asked["to"] = asked.get("to") or localdate(now(), CENTER).isoformat()
    if not asked.get("from"):
        asked["from"] = start_before(asked["to"])
    return asked


def start_before(to: str) -> str:
    """The start of the fiscal quarter before a day as typed; empty where it is no day."""
    try:
        return quarter_start(read_day(to, now=now())).isoformat()
    except Refused:
        return ""


def names_of(changes: list[Change]) -> dict[int, str]:
    """The names of everybody in the events: one query."""
    people = {event.fact.person_id for change in changes for event in change.events}
    people |= {event.fact.stand_in_id for change in changes for event in change.events}
    return dict(Person.objects.filter(pk__in=filter(None, people)).values_list("pk", "name"))


def between(before: Any, after: Any) -> str:
    return _("%(before)s to %(after)s") % {
        "before": date_format(before, "DATE_FORMAT"),
        "after": date_format(after, "DATE_FORMAT"),
    }


def said(comparison: Comparison, words: list[tuple[str, int]]) -> dict[str, Any]:
    """The difference in a sentence, and what made it."""
    return {
        "sentence": difference(comparison),
        "more": counted(words),
        "before": comparison.before.groups,
        "after": comparison.after.groups,
    }


def difference(comparison: Comparison) -> str:
    """Covered offices: 58 then, 61 now (+3)."""
    was, now_ = comparison.before.groups["covered"], comparison.after.groups["covered"]
    if was != now_:
        facts = {"was": was, "now": now_, "by": signed(now_ - was)}
        return _("The number of covered offices went from %(was)d to %(now)d (%(by)s).") % facts
    if comparison.changes:
        return _("The number of covered offices is the same on both days: %(now)d.") % {"now": now_}
    return _("Nothing changed. The number of covered offices is the same on both days: %(now)d.") % {"now": now_}
