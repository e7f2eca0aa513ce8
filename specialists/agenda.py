"""The dates about the post, for the calendar that a person reads at a secret address. Never a candidate's name."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import gazetteer, ladder
from portal.access import EOUSA_ROLES, Permission, Role
from portal.agenda import add_dates
from portal.calendar import CENTER, local_day
from portal.hats import Hat
from portal.ics import Day
from portal.models import Office
from portal.upcoming import upcoming
from specialists.matters import END_OF_TIME, lasting
from specialists.models import Desk, Directive, Nomination, Response, Vacancy
from specialists.nation import by_office, facts
from specialists.stages import TURNS, Stage
from specialists.standing import standing

WORKING_DAYS_AHEAD = 60
"""So far ahead the next reminders are told: what lies beyond will have moved before."""


def dates(hat: Hat, at: datetime) -> Iterator[Day]:
    """What concerns the wearer: of the own office; of the offices that a desk officer watches; what OARM decides."""
    if hat.role is Role.OARM:
        yield from nominations()
        return
    if hat.role in EOUSA_ROLES:
        yield from directives()
    offices = concerning(hat)
    if not offices:
        return
    office = offices[hat.office_id] if hat.office_id else None
    on = local_day(at, office.zone if office else CENTER)
    yield from owed(hat) if office else ()
    yield from targets(offices)
    yield from lapses(offices, on)
    yield from last_days(hat, offices, on)
    yield from reminders(hat, offices, at)


def concerning(hat: Hat) -> dict[int, Office]:
    """The own office, or those that a desk officer watches."""
    mine = {hat.office_id}
    if hat.role in EOUSA_ROLES:
        mine = set(Desk.objects.standing().filter(person=hat.person_id).values_list("office_id", flat=True))
    return {office.pk: office for office in gazetteer.offices().values() if office.pk in mine}


def owed(hat: Hat) -> Iterator[Day]:
    """The directives that the office still has to answer."""
    owing = Response.objects.open().filter(office=hat.office_id, directive__issued_at__isnull=False)
    for response in owing.select_related("directive").order_by("pk"):
        directive = response.directive
        title = _("Directive due: %(title)s") % {"title": directive.title}
        text = _("The office has to %(asks)s.") % {"asks": directive.get_asks_display()}
        yield day(f"response-{response.pk}", directive.due_on, title, text, "directive-detail", directive.pk)


def directives() -> Iterator[Day]:
    """The directives that some office still has to answer."""
    still = Count("responses", filter=Q(responses__answered_at=None, responses__withdrawn_at=None))
    issued: QuerySet[Any] = Directive.objects.issued().filter(withdrawn_at=None).annotate(owed=still)
    for directive in issued.filter(owed__gt=0):
        title = _("Directive due: %(title)s") % {"title": directive.title}
        text = ngettext("%(n)d office has not answered.", "%(n)d offices have not answered.", directive.owed)
        words = text % {"n": directive.owed}
        yield day(f"directive-{directive.pk}", directive.due_on, title, words, "directive-detail", directive.pk)


def targets(offices: dict[int, Office]) -> Iterator[Day]:
    """By when the stage of a vacancy should have been left."""
    for vacancy in Vacancy.objects.open().filter(office__in=offices).order_by("pk"):
        turn = Stage(vacancy.stage).turn
        words = {"office": offices[vacancy.office_id], "act": turn.act, "who": turn.party.label}
        title = _("%(office)s, target: %(act)s") % words
        text = _("It is the turn of %(who)s. A target of the network, not law.") % words
        due = vacancy.moved_on + timedelta(days=turn.target)
        yield day(f"vacancy-{vacancy.pk}", due, title, text, "vacancy-detail", vacancy.pk)


def lapses(offices: dict[int, Office], on: date) -> Iterator[Day]:
    """On which day an office's own answer no longer holds."""
    only = next(iter(offices)) if len(offices) == 1 else None
    found = by_office(facts(on=on, known=END_OF_TIME, office_id=only))
    for key, office in offices.items():
        holds_until = standing(key, found.get(key, []), on, is_reachable=True).holds_until
        if holds_until:
            title = _("%(office)s: the answer lapses") % {"office": office}
            text = _("From this day on it no longer counts, and the office is silent unless it answers again.")
            yield day(f"answer-{office.court_id}", holds_until, title, text, "office-staffing", office.court_id)


def last_days(hat: Hat, offices: dict[int, Office], on: date) -> Iterator[Day]:
    """The last days of temporary appointments, for the office's leadership and administrative officers only."""
    if not (hat.is_of_an_office and hat.may(Permission.CHECKS_EDIT)):
        return
    for clearance in lasting(on).filter(office__in=offices).order_by("pk"):
        title = _("%(office)s: last day of a temporary appointment") % {"office": offices[clearance.office_id]}
        last = clearance.not_to_exceed_on
        yield day(f"not-to-exceed-{clearance.vacancy_id}", last, title, "", "vacancy-detail", clearance.vacancy_id)


def reminders(hat: Hat, offices: Collection[int], at: datetime) -> Iterator[Day]:
    """When the ladder tells whom next."""
    causes = {cause.key for cause in ladder.causes() if not cause.is_national}
    for one in upcoming(hat, at, offices=offices, causes=causes, days=WORKING_DAYS_AHEAD):
        if one.office:
            title = _("%(office)s, reminder: %(cause)s") % {"office": one.office, "cause": one.what}
            key = f"rung-{sha256(one.query.encode()).hexdigest()[:24]}"
            yield day(key, one.on, title, one.rung, "office-staffing", one.office.court_id)


def nominations() -> Iterator[Day]:
    """By when OARM should have decided. The candidate stays unnamed."""
    target = timedelta(days=TURNS[Stage.NOMINATED].target)
    waiting: QuerySet[Any] = Nomination.objects.waiting().select_related("office")
    for nomination in waiting:
        title = _("%(office)s: nomination to decide") % {"office": nomination.office}
        text = _("A target of the network, not law.")
        yield day(
            f"nomination-{nomination.pk}", nomination.sent_on + target, title, text, "nomination-detail", nomination.pk
        )


def day(key: str, on: date, title: str, text: str, route: str, argument: object) -> Day:
    return Day(key, on, title, text, settings.SITE_URL + reverse(route, args=[argument]))


add_dates(dates)
