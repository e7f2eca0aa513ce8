"""When somebody is told what is for information only: as often as they have chosen, in the day's mail.

A reminder comes on its day whatever was chosen; nothing here moves one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from portal.access import GOVERNMENT_ROLES, Role
from portal.calendar import CENTER, at_hour, local_day, working_day_from
from portal.ladder import Recipient, week_of
from portal.models.mails import DAYS_MAIL, MORNING, digest, keep
from portal.models.membership import Membership
from portal.models.message import DIGEST, NOTHING, Message
from portal.models.people import Person
from portal.models.preference import Information
from portal.models.suppression import Suppression

State = Message.State
INFORMED = GOVERNMENT_ROLES - {Role.OPERATOR}
"""Who is told what changed."""
BACK = timedelta(days=7)
"""How far back the first mail to somebody tells of changes."""
FARTHEST = timedelta(days=14)


class Past(NamedTuple):
    """A mail of the day to somebody, of this week or the last two."""

    period: str
    state: str
    attempts: int
    reason: str
    news_until: datetime | None

    @property
    def will_inform(self) -> bool:
        """Whether it has told news, or will when it leaves."""
        return self.news_until is not None or (self.state == State.PENDING and not self.attempts)

    @property
    def has_informed(self) -> bool:
        """Whether its reader knows since what was news: it was sent, or there was nothing to tell."""
        is_known = self.state == State.SENT or (self.state == State.CANCELLED and self.reason == NOTHING)
        return is_known and self.news_until is not None


def choice_of(person: Person) -> Information:
    """How often the person wants to be informed."""
    preference = getattr(person, "preference", None)
    return Information(preference.information) if preference else Information.WEEKLY


def past_mails(days: Iterable[date], recipients: Collection[str] | None = None) -> Mapping[str, list[Past]]:
    """The mails of these days, by recipient: one query by their keys."""
    rows = Message.objects.filter(cause=DIGEST, about=DAYS_MAIL, rung=0, period__in=[day.isoformat() for day in days])
    if recipients is not None:
        rows = rows.filter(recipient__in=recipients)
    found: dict[str, list[Past]] = defaultdict(list)
    for recipient, *facts in rows.values_list("recipient", *Past._fields):
        found[recipient].append(Past(*facts))
    return found


def days_around(day: date) -> list[date]:
    """From two weeks before the day to the end of its week."""
    first = day - FARTHEST
    return [first + timedelta(days=n) for n in range(FARTHEST.days + 7 - day.weekday())]


# --- planned -------------------------------------------------------------------------------------------------------
def announce(*, at: datetime) -> None:
    """Write the mail of today for everybody to whom information is due, whether or not a reminder waits for them.

    Once a week means once in each week from its first working day on: a Monday on which nobody planned is made up for.
    """
    readers = [(person, working_day_from(local_day(at, zone)), zone) for person, zone in informed()]
    past = past_mails({day for _person, today, _zone in readers for day in days_around(today)})
    refused = Suppression.objects.addresses()
    keep(
        [
            digest(Recipient(person.email, person.name, person.pk), today, at_hour(today, MORNING, zone))
            for person, today, zone in readers
            if person.email.lower() not in refused
            and is_missing(choice_of(person), today, past.get(person.email.lower(), ()))
        ]
    )


def informed() -> list[tuple[Person, ZoneInfo]]:
    """Everybody who is told what changed, each with the clock of the office, or Washington's."""
    held = Membership.objects.in_force().filter(role__in=sorted(INFORMED), person__is_active=True)
    found: dict[int, tuple[Person, ZoneInfo]] = {}
    for membership in held.select_related("person__preference", "office").order_by("pk"):
        zone = membership.office.zone if membership.office else CENTER
        found.setdefault(membership.person_id, (membership.person, zone))
    return list(found.values())


def is_missing(choice: Information, day: date, past: Sequence[Past]) -> bool:
    """Whether a mail of this day has to be written so that information comes when it should."""
    if choice is Information.DAILY:
        return not any(mail.period == day.isoformat() for mail in past)
    return choice is Information.WEEKLY and not any(mail.will_inform for mail in of_week(day, past))


def of_week(day: date, past: Sequence[Past]) -> list[Past]:
    return [mail for mail in past if week_of(date.fromisoformat(mail.period)) == week_of(day)]


# --- written -------------------------------------------------------------------------------------------------------
def since_when(mail: Message, choice: Information, at: datetime) -> datetime | None:
    """Since when something is news in this mail; None where it brings no news."""
    day = day_of(mail)
    if day is None or choice is Information.NEVER:
        return None
    past = past_mails(days_around(day), [mail.recipient])[mail.recipient]
    if choice is Information.WEEKLY and any(one.news_until for one in of_week(day, past)):
        return None
    return max(last_informed(past) or at - BACK, at - FARTHEST)


def last_informed(past: Iterable[Past]) -> datetime | None:
    """Until when the reader knows all news."""
    return max((one.news_until for one in past if one.has_informed and one.news_until), default=None)


def day_of(mail: Message) -> date | None:
    """The day whose mail it is; None for a mail beside that."""
    try:
        return date.fromisoformat(mail.period)
    except ValueError:
        return None
