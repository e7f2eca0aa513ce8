"""The one mail of a day: what needs its reader, what changed, what is new, what is for information.

Its words are written when it is first taken for sending, from the reminders that still hold then, and never again: an
attempt after a fault sends the very same mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import ladder
from portal.access import MAY, DatabaseRole, Permission, Role
from portal.calendar import CENTER, local_day
from portal.ladder import Matter, base_period
from portal.models.bulletin import INFORMED, choice_of, since_when
from portal.models.membership import Membership
from portal.models.message import COMPOSE, DIGEST, GONE, NOTHING, STILL_HOLDS, Message, MessageText
from portal.models.reply_links import IN_OWN_WORDS, reply_url
from portal.models.rung import RungSetting
from portal.models.suppression import Suppression
from portal.news import Answer, Entry, Reader, Section, news_for
from portal.tenancy import acting_as

State = Message.State
NOT_ANY_MORE = "The reader is no longer one of those whom this rung tells."
Holding = Mapping[UUID, Matter]
"""By the key of a reminder: its matter, which still waits."""


def compose(mail: Message, at: datetime) -> None:
    """Write the words, of what still holds now; nothing left to say: no words, and the mail is not sent."""
    with acting_as(DatabaseRole.JOBS):
        if not is_still_ours(mail):
            return
        waiting = mail.items.filter(state=State.PENDING).select_related("office").order_by("due_on", "id")
        items = list(waiting.select_for_update(of=("self",)))  # whoever skips one now comes too late, or first
        waits = still_waiting(items, at)
        call_off(items, waits)
        holding = still_addressed(mail, items, waits)
        roles = roles_of(mail)
        entries = [*needs(items, holding, at), *news(mail, roles, items, holding, at)]
        if entries:
            mail.items.filter(pk__in=list(holding)).update(state=State.SENDING)
            write(mail, entries, roles, at)
        elif not items:
            mail.cancelled_because = NOTHING
        Message.objects.filter(pk=mail.pk).update(subject=mail.subject, news_until=mail.news_until)


def is_still_ours(mail: Message) -> bool:
    """Whether nobody has taken the mail over since; from now on nobody does before its words stand."""
    mine = Message.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)
    return bool(mine.select_for_update().values_list("pk"))


def write(mail: Message, entries: Sequence[Entry], roles: Sequence[Membership], at: datetime) -> None:
    """The words as text and as HTML, which say the same."""
    mail.subject = subject_of(entries)
    words = {
        "sections": sections(entries),
        "sentence": sentence_of(entries),
        "subject": mail.subject,
        "reader": roles[0].person if roles else mail.person,
        "day": local_day(at, CENTER),
        "links": links_for(roles),
    }
    mail.words.text = render_to_string("mail/digest.txt", words)
    mail.words.html = render_to_string("mail/digest.html", words)
    MessageText.objects.filter(pk=mail.pk).update(text=mail.words.text, html=mail.words.html)


def has_something_to_say(mail: Message) -> bool:
    """Whether the mail has words, and, where it carries reminders, one of them still holds."""
    if not mail.words.text:
        return False
    items = list(mail.items.filter(state=State.SENDING).select_related("office"))
    return not items or bool(still_waiting(items, mail.leased_until or mail.due_at))


COMPOSE[DIGEST] = compose
STILL_HOLDS[DIGEST] = has_something_to_say


# --- what still holds ----------------------------------------------------------------------------------------------
def still_waiting(items: Sequence[Message], at: datetime) -> dict[UUID, Matter]:
    """Of these reminders, those whose cause still holds, with the matter as it is now."""
    found = matters_now(items, at)
    keys = {item.pk: (item.cause, item.about, base_period(item.period)) for item in items}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def matters_now(items: Iterable[Message], at: datetime) -> dict[ladder.Key, Matter]:
    """What waits at the offices of these reminders, each on its own day."""
    asked: dict[tuple[str, date], set[int]] = defaultdict(set)
    for item in items:
        asked[item.cause, local_day(at, clock_of(item))].add(item.office_id or 0)
    known = [(ladder.cause_of(key), day, offices - {0}) for (key, day), offices in asked.items()]
    found = [matter for cause, day, offices in known if cause for matter in cause.matters(day, offices)]
    return {ladder.key_of(matter): matter for matter in found}


def clock_of(item: Message) -> ZoneInfo:
    return item.office.zone if item.office else CENTER


def call_off(items: Iterable[Message], holding: Holding) -> None:
    """Say of the other reminders that their cause has gone."""
    over = [item.pk for item in items if item.pk not in holding]
    if over:
        Message.objects.filter(pk__in=over).update(state=State.CANCELLED, reason=GONE)


def still_addressed(mail: Message, items: Iterable[Message], holding: Holding) -> Holding:
    """Of these reminders, those that still go to this reader: who has left the office reads no more of it, and who
    refuses mail, or says that this is the wrong person, gets no other.

    For the others the rung has reached nobody, so that the next one does not wait.
    """
    by_audience: dict[str, dict[UUID, Matter]] = defaultdict(dict)
    for item in items:
        if item.pk in holding:
            by_audience[item.audience][item.pk] = holding[item.pk]
    kept: dict[UUID, Matter] = {}
    is_refused = bool(holding) and Suppression.objects.in_force().filter(address=mail.recipient).exists()
    for key, group in () if is_refused else by_audience.items():
        kept |= told_to(mail.recipient, key, group)
    lost = holding.keys() - kept.keys()
    if lost:
        Message.objects.filter(pk__in=lost).update(state=State.NOBODY, reason=NOT_ANY_MORE)
    return kept


def told_to(address: str, audience: str, group: Holding) -> Holding:
    """Of these, the matters of which this audience still counts the address among those to tell."""
    found = ladder.audience_of(audience).find(list(group.values()))
    return {
        pk: matter for pk, matter in group.items() if address in {one.email.lower() for one in found.get(matter, ())}
    }


def roles_of(mail: Message) -> list[Membership]:
    """The roles that the reader holds now; somebody without an account holds none."""
    held = Membership.objects.in_force().filter(person=mail.person_id, person__is_active=True)
    return list(held.select_related("person__preference", "office").order_by("pk")) if mail.person_id else []


# --- what needs the reader -----------------------------------------------------------------------------------------
def needs(items: Sequence[Message], holding: Holding, at: datetime) -> Iterator[Entry]:
    """Each matter once however many rungs have come together, in the order of the causes, the oldest first; what a
    weekly rung brings as one list, where its cause has one."""
    latest = {holding[item.pk]: item for item in items if item.pk in holding}
    ladders = RungSetting.objects.ladders() if latest else {}
    is_of_several = len({item.office_id for item in latest.values()}) > 1
    lists: dict[str, list[Matter]] = defaultdict(list)
    for matter, item in sorted(latest.items(), key=order):
        rung = ladders[item.cause][item.rung]
        if is_listed(matter, rung):
            lists[item.cause].append(matter)
        else:
            yield entry(matter, item, rung, at, is_of_several=is_of_several)
    for matters in lists.values():
        yield from listed(matters, at)


def is_listed(matter: Matter, rung: ladder.Rung) -> bool:
    return rung.is_weekly and cause(matter).listed is not None


def order(pair: tuple[Matter, Message]) -> tuple[int, date, str]:
    matter, _item = pair
    return cause(matter).order, matter.on, matter.about


def listed(matters: Sequence[Matter], at: datetime) -> Iterable[Entry]:
    """These matters of one cause as its list."""
    made = cause(matters[0]).listed
    assert made is not None
    return made(matters, at)


def cause(matter: Matter) -> ladder.Cause:
    found = ladder.cause_of(matter.cause)
    assert found is not None
    return found


def entry(matter: Matter, item: Message, rung: ladder.Rung, at: datetime, *, is_of_several: bool) -> Entry:
    """One reminder in words, with what can be answered by a click."""
    said = cause(matter).said(matter, rung, local_day(at, clock_of(item)))
    facts = {"why": cause(matter).why, "who": ladder.audience_of(rung.audience).label}
    title = said.title
    if item.office and is_of_several and item.office.abbreviation not in title:
        title = f"{item.office.abbreviation}: {title}"
    return Entry(
        Section.NEEDS_YOU,
        title=title,
        text=said.text,
        why=_("%(why)s. It goes to %(who)s.") % facts,
        url=settings.SITE_URL + said.path,
        act=said.act,
        answers=[Answer(IN_OWN_WORDS[Message.Reply(code)], reply_url(item, code)) for code in said.answers]
        if item.office_id
        else [],
    )


# --- what is for information ---------------------------------------------------------------------------------------
def news(
    mail: Message, roles: Sequence[Membership], items: Iterable[Message], holding: Holding, at: datetime
) -> list[Entry]:
    """What is told besides, as often as the person has chosen; somebody without an account is only reminded."""
    if not any(role.role in INFORMED for role in roles):
        return []
    since = since_when(mail, choice_of(roles[0].person), at)
    if since is None:
        return []
    mail.news_until = at
    weekly = {item.cause for item in items if item.pk in holding and "/" in item.period}
    told = {(matter.cause, matter.about) for matter in holding.values()}
    return news_for(Reader(mail.recipient, roles[0].person, roles, told, weekly), since, at)


# --- the mail ------------------------------------------------------------------------------------------------------
def sections(entries: Iterable[Entry]) -> list[tuple[Section, list[Entry]]]:
    """The entries by their part of the mail, in its order; empty parts are left out."""
    grouped: dict[Section, list[Entry]] = {section: [] for section in Section}
    for one in entries:
        grouped[one.section].append(one)
    return [(section, found) for section, found in grouped.items() if found]


def count_of(entries: Iterable[Entry]) -> int:
    """How many things need the reader."""
    return sum(entry.section is Section.NEEDS_YOU for entry in entries)


def subject_of(entries: Sequence[Entry]) -> str:
    """What awaits the reader, in plain words."""
    count = count_of(entries)
    if not count:
        return _("Ninety-Four: for information only")
    return ngettext("Ninety-Four: %(n)d thing needs you", "Ninety-Four: %(n)d things need you", count) % {"n": count}


def sentence_of(entries: Sequence[Entry]) -> str:
    """The answer of the mail, first."""
    count, others = count_of(entries), len(entries) - count_of(entries)
    if not count:
        return _("No reminder is due. This is for information only.")
    more = _(" The rest is for information.") if others else ""
    return ngettext("%(n)d thing needs you.", "%(n)d things need you.", count) % {"n": count} + more


def links_for(roles: Sequence[Membership]) -> dict[str, str]:
    """Where the reader sees what was sent, and chooses how often information comes; nothing without an account."""
    held = {Role(membership.role) for membership in roles}
    found = {"choice": f"{reverse('account')}#how-often"} if held & INFORMED else {}
    if held & MAY[Permission.MESSAGE_VIEW]:
        found["ledger"] = reverse("message-list")
    return {name: settings.SITE_URL + path for name, path in found.items()}
