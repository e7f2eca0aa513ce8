"""The invented past of the ladder: when people were last here, and what some answered to what they were told."""

from datetime import date, timedelta
from random import Random

from django.db.models import QuerySet

from portal.models import Message, invent_reply
from specialists.models import StaffContact

SEED = 942
IDLE, IDLE_FOR = "Rhea Stone", 66
"""Somebody who has not signed in for so many days, and has been warned."""
READ = 0.3
"""Share of the last reminders to an office that somebody there has acknowledged by the link."""
WRONG = 2
"""First Assistants who have said that they are the wrong person: nothing more is written to them."""
A_DAY = timedelta(days=1)
Reply = Message.Reply


def seen_on(name: str, on: date) -> date:
    """When somebody invented was last here."""
    return on - timedelta(days=IDLE_FOR if name == IDLE else Random(f"{SEED}{name}").randint(1, 20))  # noqa: S311


def reply_to_some(on: date) -> None:
    """What offices have said by the links in their mails; it changes no coverage."""
    random = Random(SEED)  # noqa: S311 invented, no secret
    strangers = told_strangers(on)
    for reminder in strangers[:WRONG]:
        invent_reply(reminder, Reply.NOT_ME, after=timedelta(hours=2))
    for reminder in last_told(on).exclude(recipient__in=[one.recipient for one in strangers]):
        if random.random() < READ:
            hours = timedelta(hours=random.randint(1, 30))
            invent_reply(reminder, Reply.ACKNOWLEDGED, after=hours)


def at_offices(on: date) -> QuerySet[Message]:
    """The reminders to somebody of the office itself who has had time to answer."""
    of_the_office = ["LEADERSHIP", "HEADS", "STAFFING"]
    return Message.objects.reminders().filter(audience__in=of_the_office, due_on__lt=on - A_DAY).exclude(recipient="")


def last_told(on: date) -> QuerySet[Message]:
    """The last of these about each matter."""
    return at_offices(on).order_by("cause", "about", "-due_on", "recipient").distinct("cause", "about")


def told_strangers(on: date) -> list[Message]:
    """The newest to each First Assistant of whom only the address is known, one in each office."""
    posts = StaffContact.objects.standing().filter(post=StaffContact.Post.FIRST_ASSISTANT)
    told = at_offices(on).filter(recipient__in=posts.values("email"), person=None, is_confidential=False)
    return list(told.order_by("office_id", "-due_on", "cause").distinct("office_id"))
