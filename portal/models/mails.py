"""The mails of the days: one row for each reader and day, written before anybody knows what it will say."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from portal.calendar import add_working_days, at_hour, working_day_from
from portal.ladder import Recipient
from portal.models.message import DIGEST, Message, key_of
from portal.models.message_text import MessageText

MORNING = 8
"""The hour, by the reader's clock, at which the day's mail leaves."""
BATCH = 2000
DAYS_MAIL = "day"
"""What a digest is about, in its key."""
SECOND = "+"
"""The part of a day that follows a mail in which nothing needed its reader."""
PLAIN: dict[str, Any] = {"audience": "", "is_confidential": False, "is_private": False, "replied_with": ""}
"""What the database would fill in, said here: rows without a gap are written many times faster."""
State = Message.State


def digest(to: Recipient, day: date, due_at: datetime, part: str = "") -> Message:
    """The one mail to this reader on this day. National, because what it carries may be of several offices.

    `part` names a mail beside it: which somebody had sent at once, or which brings reminders after the day's mail has
    left with information only.
    """
    address, period = to.email.lower(), f"{day.isoformat()}{part}"
    return Message(
        id=key_of(DIGEST, DAYS_MAIL, 0, period, address),
        cause=DIGEST,
        about=DAYS_MAIL,
        period=period,
        recipient=address,
        person_id=to.person_id,
        subject="Ninety-Four",
        due_at=due_at,
        **PLAIN,
    )


@lru_cache(maxsize=1024)
def morning_of(day: date, zone: ZoneInfo) -> datetime:
    """When the mail of a day leaves."""
    return at_hour(day, MORNING, zone)


def in_order(rows: Iterable[Message]) -> list[Message]:
    """The same order whoever writes: two planners at once wait for each other, never in a circle."""
    return sorted(rows, key=attrgetter("pk"))


def keep(mails: Iterable[Message]) -> None:
    """The mails and their empty texts, as far as they do not exist."""
    mails = in_order(mails)
    Message.objects.bulk_create(mails, ignore_conflicts=True, batch_size=BATCH)
    texts = [MessageText(message_id=mail.pk, text="", is_secret=True) for mail in mails]
    MessageText.objects.bulk_create(texts, ignore_conflicts=True, batch_size=BATCH)


class Mails:
    """The mails of the day that the reminders at hand need: one for each recipient and day."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.found: dict[str, Message] = {}
        lately = Message.objects.filter(cause=DIGEST, due_at__gt=at - timedelta(days=2))
        reminds = Exists(Message.objects.filter(digest=OuterRef("pk")))
        gone = lately.exclude(state=State.PENDING, attempts=0).annotate(reminds=reminds)
        self.gone: dict[object, bool] = dict(gone.values_list("pk", "reminds"))
        """Those that were taken for sending: what they say no longer changes. True: with reminders."""

    def of(self, to: Recipient, today: date, zone: ZoneInfo) -> Message:
        """The mail in which the reader is told next: today's, or the next working day's if that has left already.

        What left with information only delays no reminder: that comes in a second mail of the day.
        """
        address = to.email.lower()
        if address not in self.found:
            day = working_day_from(today)
            while (made := self._free(to, day, zone)) is None:
                day = add_working_days(day, 1)
            self.found[address] = made
        return self.found[address]

    def _free(self, to: Recipient, day: date, zone: ZoneInfo) -> Message | None:
        """The mail of this day that can still be filled, if any."""
        due_at = morning_of(day, zone)
        made = digest(to, day, due_at)
        if self.gone.get(made.pk) is False:
            made = digest(to, day, max(due_at, self.at), part=SECOND)
        return None if made.pk in self.gone else made

    def write(self) -> None:
        """What is there already stays as it is."""
        keep(self.found.values())
