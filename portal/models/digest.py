"""The one mail of a day: what needs its reader, what changed, what is new, what is for information.

Its words are written when it is first taken for sending, from the reminders that still hold then, and never again: an
attempt after a fault sends the very same mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import ladder
from portal.access import MAY, DatabaseRole, Permission, Role
from portal.calendar import CENTER, local_day
from portal.ladder import Matter, Recipient, base_period
from portal.models.bulletin import INFORMED, choice_of, since_when
from portal.models.country import Office
from portal.models.membership import Membership
from portal.models.message import COMPOSE, DIGEST, GONE, NOTHING, STILL_HOLDS, Message
from portal.models.message_text import MessageText
from portal.models.needing import Holding, clock_of, needs
from portal.models.suppression import Suppression
from portal.news import Entry, Reader, Section, news_for
from portal.tenancy import acting_as

State = Message.State
NOT_ANY_MORE = "The reader is no longer one of those whom this rung tells."


def compose(mail: Message, at: datetime) -> None:
    """Write the words, of what still holds now; nothing left to say: no words, and the mail is not sent."""
    with acting_as(DatabaseRole.JOBS):
        if not is_still_ours(mail):
            return
        waiting = mail.items.filter(state=State.PENDING).select_related("office").order_by("due_on", "id")
        items = list(waiting.select_for_update(of=("self",)))  # whoever skips one now comes too late, or first
        waits = still_waiting(items, at)
        call_off(items, waits)
        holding, name = still_addressed(mail, items, waits)
        roles = roles_of(mail)
        needed = needs(items, holding, at, has_account=bool(mail.person_id))
        entries = [*needed, *news(mail, roles, items, holding, at)]
        if entries:
            mail.items.filter(pk__in=list(holding)).update(state=State.SENDING)
            write(mail, entries, roles, name, at)
        elif not items:
            mail.cancelled_because = NOTHING
        Message.objects.filter(pk=mail.pk).update(subject=mail.subject, news_until=mail.news_until)


def is_still_ours(mail: Message) -> bool:
    """Whether nobody has taken the mail over since; from now on nobody does before its words stand."""
    mine = Message.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts)
    return bool(mine.select_for_update().values_list("pk"))


def write(mail: Message, entries: Sequence[Entry], roles: Sequence[Membership], name: str, at: datetime) -> None:
    """The words as text and as HTML, which say the same."""
    mail.subject = subject_of(entries)
    words = {
        "sections": sections(entries),
        "sentence": sentence_of(entries),
        "subject": mail.subject,
        "name": roles[0].person.name if roles else name,
        "office": one_office(entries),
        "has_account": bool(mail.person_id),
        "signs_in": any(entry.signs_in for entry in entries),
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


def call_off(items: Iterable[Message], holding: Holding) -> None:
    """Say of the other reminders that their cause has gone."""
    over = [item.pk for item in items if item.pk not in holding]
    if over:
        Message.objects.filter(pk__in=over).update(state=State.CANCELLED, reason=GONE)


def still_addressed(mail: Message, items: Iterable[Message], holding: Holding) -> tuple[Holding, str]:
    """Of these reminders, those that still go to this reader, and the name by which their audience knows the reader:
    who has left the office reads no more of it, and who refuses mail, or says that this is the wrong person, gets no
    other.

    For the others the rung has reached nobody, so that the next one does not wait.
    """
    kept: dict[UUID, Recipient] = {}
    is_refused = bool(holding) and Suppression.objects.in_force().filter(address=mail.recipient).exists()
    for key, group in () if is_refused else by_audience(items, holding).items():
        kept |= told_to(mail.recipient, key, group)
    lost = holding.keys() - kept.keys()
    if lost:
        Message.objects.filter(pk__in=lost).update(state=State.NOBODY, reason=NOT_ANY_MORE)
    name = next((one.name for one in kept.values() if one.name), "")
    return {pk: holding[pk] for pk in kept}, name


def by_audience(items: Iterable[Message], holding: Holding) -> dict[str, dict[UUID, Matter]]:
    """What these reminders hold, by whom their rung tells."""
    found: dict[str, dict[UUID, Matter]] = defaultdict(dict)
    for item in items:
        if item.pk in holding:
            found[item.audience][item.pk] = holding[item.pk]
    return found


def told_to(address: str, audience: str, group: Holding) -> dict[UUID, Recipient]:
    """Of these, the reminders whose audience still counts the address among those to tell, as it names the reader."""
    found = ladder.audience_of(audience).find(list(group.values()))
    return {pk: one for pk, matter in group.items() for one in found.get(matter, ()) if one.email.lower() == address}


def roles_of(mail: Message) -> list[Membership]:
    """The roles that the reader holds now; somebody without an account holds none."""
    held = Membership.objects.in_force().filter(person=mail.person_id, person__is_active=True)
    return list(held.select_related("person__preference", "office").order_by("pk")) if mail.person_id else []


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
    told = {(matter.cause, matter.about) for matter in holding.values()}
    return news_for(Reader(mail.recipient, roles[0].person, roles, told, lists_of(items, holding)), since, at)


def lists_of(items: Iterable[Message], holding: Holding) -> set[str]:
    """The causes whose weekly list the mail brings; what somebody has sent is no list."""
    told = [item for item in items if item.pk in holding and not item.decided_by_id]
    return {item.cause for item in told if "/" in item.period}


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


def one_office(entries: Iterable[Entry]) -> Office | None:
    """The office of everything that needs the reader; None where there are several, or a list."""
    found = {entry.office for entry in entries if entry.section is Section.NEEDS_YOU}
    return found.pop() if len(found) == 1 else None


def subject_of(entries: Sequence[Entry]) -> str:
    """What awaits the reader, and at which office, in plain words."""
    count, office = count_of(entries), one_office(entries)
    if not count:
        return _("Ninety-Four: for information only")
    words = {"n": count, "whose": office.abbreviation if office else "Ninety-Four"}
    return ngettext("%(whose)s: %(n)d thing needs you", "%(whose)s: %(n)d things need you", count) % words


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
