"""What the ladder will tell next, as far as a reader may know."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, takewhile
from urllib.parse import urlencode

from django.urls import reverse

from portal import gazetteer, ladder
from portal.access import Permission
from portal.calendar import CENTER, add_working_days, local_day
from portal.hats import Hat
from portal.ladder_words import rung_words
from portal.models import Coming, Office, coming

FROM_OFFICE = "office"
"""In an address: one came from the page of the office and goes back there."""


@dataclass(frozen=True)
class Next:
    """One rung to come, in words, with where an editor decides about it."""

    on: date
    office: Office | None
    cause: str
    rung: str
    query: str
    what: str
    """The cause, with the name of the matter where there can be several."""
    """Names the rung in an address."""

    @property
    def skip_url(self) -> str:
        return f"{reverse('rung-skip')}?{self.query}"

    @property
    def send_url(self) -> str:
        return f"{reverse('rung-send')}?{self.query}"


def readable(hat: Hat) -> set[str]:
    """The causes of which this reader sees reminders: of candidates only those who may see candidates, of accounts
    only EOUSA's editors."""
    return {
        cause.key
        for cause in ladder.causes()
        if (not cause.is_confidential or hat.may(Permission.NOMINATION_VIEW))
        and (not cause.is_national or hat.may(Permission.LADDER_STEER))
    }


def national() -> set[str]:
    """The causes that are of no office."""
    return {cause.key for cause in ladder.causes() if cause.is_national}


def upcoming(
    hat: Hat, at: datetime, *, offices: Collection[int] = (), causes: Collection[str] = (), days: int = 0
) -> list[Next]:
    """What comes next, the soonest first: of one's own office, or of these (none named: of all) for the nation's
    readers; within so many working days (0: ever)."""
    by_key = known_offices()
    wanted = {hat.office_id or 0} if hat.is_of_an_office else set(offices or by_key)
    allowed = readable(hat) - national() if offices else readable(hat)
    found = coming(at, offices=wanted, causes=allowed.intersection(causes or allowed))
    until = add_working_days(local_day(at, CENTER), days) if days else date.max
    return [in_words(one, by_key) for one in takewhile(lambda one: one.on <= until, found)]


def known_offices() -> dict[int, Office]:
    return {office.pk: office for office in gazetteer.offices().values()}


def in_words(one: Coming, by_key: dict[int, Office]) -> Next:
    cause = ladder.cause_of(one.matter.cause)
    assert cause is not None
    office = by_key.get(one.matter.office_id or 0)
    what = ladder.named(cause, one.matter)
    return Next(one.on, office, str(cause.label), rung_words(one.number, one.rung), query_of(one), what)


def query_of(one: Coming) -> str:
    named = {"cause": one.matter.cause, "about": one.matter.about, "rung": one.number, "period": one.period}
    return urlencode(named)


@dataclass(frozen=True)
class Day:
    """What comes on one day."""

    on: date
    rungs: list[Next]

    @property
    def causes(self) -> list[tuple[str, int]]:
        """How many of each cause, the most first."""
        return Counter(one.cause for one in self.rungs).most_common()


def by_day(found: Iterable[Next]) -> list[Day]:
    """The same, day by day."""
    return [Day(on, list(group)) for on, group in groupby(found, key=lambda one: one.on)]


def ahead(at: datetime, *, cause: str, about: str, rung: str, period: str) -> Coming | None:
    """The rung to come that an address names; None where it does not come, or no more."""
    offices = set(known_offices())
    if ladder.cause_of(cause) is None:
        return None
    wanted = (about, rung, period)
    found = coming(at, offices=offices, causes={cause}, each_rung=True)
    return next((one for one in found if (one.matter.about, str(one.number), one.period) == wanted), None)
