"""The two clocks of every question: true on which day, as recorded by when. Pure: the time is passed in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from portal.calendar import CENTER
from portal.errors import Refused

EARLIEST = date(1994, 1, 1)
"""The year of the Violence Against Women Act. No staffing fact is older."""

AHEAD = timedelta(days=366)
"""What is recorded to begin later than this is taken for a slip of the pen."""


LONGEST = timedelta(days=3660)
"""What is recorded to end later than this is taken for a slip of the pen too."""


@dataclass(frozen=True)
class Clocks:
    """True `on` a day, as recorded by the instant `known`."""

    on: date
    known: datetime

    def are_past(self, now: datetime) -> bool:
        """Whether they ask for something else than today as it is known now."""
        return self.on < now.astimezone(CENTER).date() or self.known < now


def refuse_far_start(day: date, *, on: date) -> None:
    """Refuse a first day that nobody means: before 1994, or more than a year ahead."""
    if day < EARLIEST:
        raise Refused(_("The start is before 1994; nothing is on record then. Check the year."), field="starts_on")
    if day > on + AHEAD:
        raise Refused(_("The start is more than a year ahead. Check the year."), field="starts_on")


def read_clocks(on: str, known: str, *, now: datetime) -> Clocks:
    """What an address asks for; empty means today and now. Refused, with a sentence, if it cannot be meant.

    `on` is an ISO day; `known` an ISO day, meaning its end, or an ISO instant, by default in Washington's time.
    """
    return Clocks(read_day(on, now=now), read_instant(known, now=now))


def read_day(text: str, *, now: datetime) -> date:
    """An ISO day from 1994 to today; today where nothing is asked."""
    today = now.astimezone(CENTER).date()
    if not text.strip():
        return today
    day = _parsed(parse_date, text)
    if not isinstance(day, date):
        raise Refused(_("“%(text)s” is not a day. Write it as 2026-03-04.") % {"text": text[:40]})
    if day > today:
        raise Refused(_("%(day)s is in the future; coverage is known up to today.") % {"day": day.isoformat()})
    if day < EARLIEST:
        raise Refused(_("%(day)s is before 1994; nothing is on record then.") % {"day": day.isoformat()})
    return day


def read_instant(text: str, *, now: datetime) -> datetime:
    """An ISO instant or the end of an ISO day, not later than now; now where nothing is asked."""
    if not text.strip():
        return now
    at = _instant(text.strip())
    if at is None:
        raise Refused(
            _("“%(text)s” is no time of record. Write a day, 2026-03-04, or a time, 2026-03-04T14:00.")
            % {"text": text[:40]}
        )
    return min(at, now) if at.date() <= now.astimezone(CENTER).date() else _refuse_the_future(at)


def _refuse_the_future(at: datetime) -> datetime:
    raise Refused(_("%(day)s is in the future; nothing has been recorded then.") % {"day": at.date().isoformat()})


def _instant(text: str) -> datetime | None:
    day = _parsed(parse_date, text)
    if isinstance(day, date):
        return datetime.combine(day, time.max, CENTER)
    at = _parsed(parse_datetime, text.replace(" ", "+") if text.count(" ") == 1 and ":" in text[-6:] else text)
    if not isinstance(at, datetime):
        return None
    try:
        return at.astimezone(CENTER) if at.tzinfo else at.replace(tzinfo=CENTER)
    except OverflowError:
        return None


def _parsed(parse: object, text: str) -> object:
    """What Django's parser makes of it; a well-formed day that does not exist is no day."""
    assert callable(parse)
    try:
        return parse(text.strip())
    except (ValueError, OverflowError):
        return None


def quarter_start(day: date) -> date:
    """The first day of the federal fiscal quarter before or at the eve of `day`: October, January, April or July 1.

    On the first day of a quarter the last one is still what one compares with.
    """
    eve = date.fromordinal(day.toordinal() - 1)
    return date(eve.year, 3 * ((eve.month - 1) // 3) + 1, 1)
