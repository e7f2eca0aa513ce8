"""The rows behind the funnel: an office's own as its people read them; the nation's as dates and codes, no word."""

from datetime import date

from django.db.models import Q

from grants.funnel import Asked, Funnel, Pointed, Word, by_office, counted
from grants.models import GuidanceRequest, Outcome, Referral
from grants.referrals import NOTHING_TO_ASK
from specialists.nation import counting

Rows = tuple[list[Asked], list[Pointed], list[Word]]


def of_office(office_id: int, *, on: date, since: date | None = None) -> Funnel:
    """The funnel of one office, read as whoever is bound: three queries."""
    return counted(*rows(Q(office=office_id), on, since), on)


def of_nation(*, on: date, since: date | None = None) -> tuple[Funnel, dict[int | None, Funnel]]:
    """The funnel of the nation, and of each office that was asked; None: places that no district serves."""
    with counting():
        found = rows(Q(), on, since)
    return counted(*found, on), by_office(*found, on)


def of_one_of_the_nation(office_id: int, *, on: date) -> Funnel:
    """The funnel of one office for those who read its numbers and none of its rows."""
    with counting():
        return of_office(office_id, on=on)


def rows(whose: Q, on: date, since: date | None) -> Rows:
    """Questions asked from `since` until the end of `on`, the programs named to them, what was said of those.

    Left out is what was closed by then as no question about federal money, as no real one, or as asked twice.
    """
    no_question = Q(closed_because__in=NOTHING_TO_ASK, closed_on__lte=on)
    asked = GuidanceRequest.objects.filter(whose, asked_on__lte=on).exclude(no_question)
    asked = asked.filter(asked_on__gte=since) if since else asked
    dates = ("pk", "office_id", "asked_on", "answered_on", "closed_on")
    pointed = Referral.objects.filter(whose, made_on__lte=on).values_list("pk", "request_id", "made_on", "withdrawn_on")
    said = (
        Outcome.objects.filter(whose)
        .known_on(on)
        .values_list("referral_id", "said", "because", "said_on", "said_at", "pk")
    )
    return (
        [Asked(*row) for row in asked.order_by().values_list(*dates)],
        [Pointed(*row) for row in pointed.order_by()],
        [Word(*row[:4], order=row[4:]) for row in said.order_by()],
    )
