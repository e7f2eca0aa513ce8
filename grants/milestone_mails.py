"""Mails on the way to a deadline, to those who asked without an account and said that they will apply.

At once what takes weeks, then 14 and 3 working days before the deadline. A notice that moves its deadline is a new
matter; one that has vanished none. As all mails to askers: `grants.asker_mails`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import override

from grants import deadline_words as words
from grants.asker_mails import Written, day_of, of_askers, written
from grants.deadlines import way
from grants.models import Opportunity
from grants.models.answering import office_of
from grants.models.following import deadline_of, is_ahead, kind_of, posted
from grants.models.telling import about_of, cause_of, tell_asker
from grants.referrals import notices_of
from grants.taxonomy import Said
from portal.access import DatabaseRole
from portal.calendar import CENTER, local_day, working_days_between
from portal.models import Message
from portal.tenancy import acting_as

MILESTONE = "milestone"
LAST, EARLIER = 3, 14
"""So many working days before the deadline."""
AT_ONCE = 0


def turn_of(today: date, closes_on: date) -> int | None:
    """Which of the three mails is due on this day; None once the deadline has passed."""
    left = working_days_between(today, closes_on)
    if today > closes_on:
        return None
    return LAST if left <= LAST else EARLIER if left <= EARLIER else AT_ONCE


def tell_milestones(*, at: datetime) -> int:
    """Write what is due. Gives how many mails are new; run again, none is."""
    with acting_as(DatabaseRole.JOBS):
        rows = [row for row in of_askers().exclude(opportunity=None) if row.said == Said.WILL_APPLY]
        notices = notices_of(rows)
        known = written(MILESTONE, (row.request for row in rows))
        return sum(told(row, notices, at, known) for row in rows)


def told(row: Any, notices: Mapping[int, Opportunity], at: datetime, known: Written) -> bool:
    """Whether a mail about this referral is new."""
    notice, today = notices.get(row.opportunity), day_of(row.request, at)
    if notice is None or today is None:
        return False
    closes_on = deadline_of(notice) if is_ahead(notice, at) else None
    which = turn_of(today, closes_on) if closes_on else None
    if closes_on is None or which is None:
        return False
    period = f"{row.pk}:{closes_on}:{which}"
    if (about_of(row.request), period) in known:
        return False
    with override(row.language):
        facts = said(row, notice, closes_on, at)
        return tell_asker(row.request, MILESTONE, period=period, **facts) is not None


def said(row: Any, notice: Opportunity, closes_on: date, at: datetime) -> dict[str, Any]:
    """What the mail tells: the notice, how long there is, and each step. As on the page that it leads to, the days to
    the deadline are counted in Washington, and the steps go by the clock of the office."""
    office = office_of(row.request)
    zone = office.zone if office else CENTER
    found = way(kind_of(notice), closes_on, zone, today=local_day(at, zone))
    return {
        "title": notice.title,
        "number": notice.number,
        "left": words.left(closes_on, local_day(at, CENTER)),
        "is_forecast": notice.is_forecast,
        "rows": words.rows(found, words.clock_of(zone)),
        "assumed": words.assumed(found),
        "calendar_url": calendar_url(notice, zone),
    }


def calendar_url(notice: Opportunity, zone: ZoneInfo) -> str:
    """The page and its calendar file on the same clock."""
    asked = urlencode({"zone": words.usual(zone)})
    return f"{settings.SITE_URL}{reverse('opportunity-calendar', args=[notice.pk])}?{asked}"


def is_still_on_the_way(message: Message) -> bool:
    """Whether they still mean to apply, and the deadline is the one of which the mail speaks."""
    key, _colon, rest = message.period.partition(":")
    row = of_askers().filter(pk=int(key)).exclude(opportunity=None).first()
    if row is None or row.said != Said.WILL_APPLY:
        return False
    notice = Opportunity.objects.filter(pk=row.opportunity).select_related("posted_as").first()
    found = posted(notice) if notice else None
    return found is not None and is_ahead(found, now()) and rest.startswith(f"{deadline_of(found)}:")


HOLDS: dict[str, Callable[[Message], bool]] = {cause_of(MILESTONE): is_still_on_the_way}
"""By cause: whether there is still a reason to send."""
