"""The one mail of a day: what needs its reader, what changed, what is new, what is for information.

Its words are written when it is first taken for sending, from the reminders that still hold then, and never again: an
attempt after a fault sends the very same mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import ladder
from portal.access import DatabaseRole
from portal.calendar import CENTER, local_day
from portal.ladder import Matter, base_period
from portal.models.membership import Membership
from portal.models.message import COMPOSE, DIGEST, STILL_HOLDS, Message, MessageText
from portal.models.rung import RungSetting
from portal.news import Answer, Entry, Reader, Section, news_for
from portal.tenancy import acting_as

State = Message.State
REPLIES = "reply to a reminder"
"""The salt of the keys in the links of a reminder."""
BACK = timedelta(days=7)
"""How far back the first mail to somebody tells of changes."""
OPEN_FOR = timedelta(days=30)
"""How long the links of a reminder answer."""
GONE = "The reason to write had gone before it was sent."


def compose(mail: Message, at: datetime) -> None:
    """Write the words, of what still holds now; nothing left to say: no words, and the mail is not sent."""
    with acting_as(DatabaseRole.JOBS):
        waiting = mail.items.filter(state=State.PENDING).select_related("office").order_by("due_on", "id")
        items = list(waiting.select_for_update(of=("self",)))  # whoever skips one now comes too late, or first
        holding = still_waiting(items, at)
        mail.items.filter(pk__in=[i.pk for i in items if i.pk not in holding]).update(
            state=State.CANCELLED, reason=GONE
        )
        entries = [*needs(items, holding, at), *news(mail, at)]
        if not entries:
            return
        mail.items.filter(pk__in=list(holding)).update(state=State.SENDING)
        mail.subject = subject_of(entries)
        words = {
            "sections": sections(entries),
            "reader": mail.person,
            "site": settings.SITE_URL,
            "day": local_day(at, CENTER),
        }
        mail.words.text = render_to_string("mail/digest.txt", words)
        mail.words.html = render_to_string("mail/digest.html", words)
        Message.objects.filter(pk=mail.pk).update(subject=mail.subject)
        MessageText.objects.filter(pk=mail.pk).update(text=mail.words.text, html=mail.words.html)


def has_something_to_say(mail: Message) -> bool:
    """Whether the mail has words, and, where it carries reminders, one of them still holds."""
    if not mail.words.text:
        return False
    items = list(mail.items.filter(state=State.SENDING).select_related("office"))
    return not items or bool(still_waiting(items, mail.leased_until or mail.due_at))


COMPOSE[DIGEST] = compose
STILL_HOLDS[DIGEST] = has_something_to_say


def still_waiting(items: Iterable[Message], at: datetime) -> dict[UUID, Matter]:
    """Of these reminders, those whose cause still holds, with the matter as it is now."""
    asked: dict[tuple[str, Any], set[int]] = defaultdict(set)
    items = list(items)
    for item in items:
        zone = item.office.zone if item.office else CENTER
        asked[item.cause, local_day(at, zone)].add(item.office_id or 0)
    found: dict[ladder.Key, Matter] = {}
    for (key, day), offices in asked.items():
        cause = ladder.cause_of(key)
        if cause is not None:
            found |= {ladder.key_of(matter): matter for matter in cause.matters(day, offices - {0})}
    keys = {item.pk: (item.cause, item.about, base_period(item.period)) for item in items}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def needs(items: Sequence[Message], holding: Mapping[UUID, Matter], at: datetime) -> list[Entry]:
    """What needs the reader, each matter once however many rungs have come together, the most pressing first."""
    latest = {holding[item.pk]: item for item in items if item.pk in holding}
    ladders = RungSetting.objects.ladders()
    return [entry(matter, item, ladders[item.cause][item.rung], at) for matter, item in latest.items()]


def entry(matter: Matter, item: Message, rung: ladder.Rung, at: datetime) -> Entry:
    """One reminder in words, with what can be answered by a click."""
    cause = ladder.cause_of(matter.cause)
    assert cause is not None
    zone = item.office.zone if item.office else CENTER
    said = cause.said(matter, rung, local_day(at, zone))
    return Entry(
        Section.NEEDS_YOU,
        title=said.title,
        text=said.text,
        why=str(cause.why),
        url=settings.SITE_URL + said.path,
        act=said.act,
        answers=[Answer(Message.Reply(code).label, reply_url(item, code)) for code in said.answers],
    )


def reply_url(item: Message, code: str) -> str:
    """The address of a one-click answer: it names the reminder and what is said, and nobody can make one up."""
    key = signing.dumps([str(item.pk), code], salt=REPLIES)
    return settings.SITE_URL + reverse("reply", args=[key])


def reply_of(key: str) -> tuple[UUID, str] | None:
    """The reminder and the answer that the key of a link names, None where somebody made it up or it is too old."""
    try:
        pk, code = signing.loads(key, salt=REPLIES, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    return UUID(pk), code


def news(mail: Message, at: datetime) -> list[Entry]:
    """What is told besides, as often as the person has chosen; somebody without an account is only reminded."""
    if mail.person is None:
        return []
    roles = Membership.objects.in_force().filter(person=mail.person).select_related("office", "organization")
    reader = Reader(mail.recipient, mail.person, list(roles))
    return news_for(reader, last_told(mail, at), at)


def last_told(mail: Message, at: datetime) -> datetime:
    """Since when something is news to this reader."""
    before = Message.objects.filter(cause=DIGEST, recipient=mail.recipient, state=State.SENT, sent_at__lt=at)
    last = before.order_by("-sent_at").values_list("sent_at", flat=True).first()
    return max(last or at - BACK, at - 2 * BACK)


def sections(entries: Iterable[Entry]) -> list[tuple[Section, list[Entry]]]:
    """The entries by their part of the mail, in its order; empty parts are left out."""
    grouped: dict[Section, list[Entry]] = {section: [] for section in Section}
    for one in entries:
        grouped[one.section].append(one)
    return [(section, found) for section, found in grouped.items() if found]


def subject_of(entries: Sequence[Entry]) -> str:
    """What awaits the reader, in plain words."""
    count = sum(entry.section is Section.NEEDS_YOU for entry in entries)
    if not count:
        return _("Ninety-Four: what changed")
    return ngettext("Ninety-Four: %(n)d thing needs you", "Ninety-Four: %(n)d things need you", count) % {"n": count}
