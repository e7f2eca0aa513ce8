"""Rungs and what became of them, as people read it."""

from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import ladder
from portal.ladder import Direction, Rung, Unit
from portal.models import DIGEST, Message

State = Message.State
UNITS = {
    (Unit.WORKING, Direction.AFTER): lambda n: ngettext("%(n)d working day after", "%(n)d working days after", n),
    (Unit.WORKING, Direction.BEFORE): lambda n: ngettext("%(n)d working day before", "%(n)d working days before", n),
    (Unit.CALENDAR, Direction.AFTER): lambda n: ngettext("%(n)d day after", "%(n)d days after", n),
    (Unit.CALENDAR, Direction.BEFORE): lambda n: ngettext("%(n)d day before", "%(n)d days before", n),
}


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th of a ladder, which never has twenty rungs."""
    return {1: _("1st"), 2: _("2nd"), 3: _("3rd")}.get(number, _("%(n)dth") % {"n": number})


def when(rung: Rung) -> str:
    """On which day a rung is due, counted from the day of its matter."""
    day = UNITS[rung.unit, rung.direction](rung.days) % {"n": rung.days} if rung.days else _("on the day itself")
    return _("each week, beginning %(day)s") % {"day": day} if rung.is_weekly else day


def audience(key: str) -> str:
    """Who is told. The ledger may name an audience that there is no more: then by its key."""
    try:
        return str(ladder.audience_of(key).label)
    except KeyError:
        return key


def rung_words(number: int, rung: Rung | None, told: str = "") -> str:
    """2nd rung: the US Attorney and the First Assistant, 10 working days after."""
    words = {"nth": ordinal(number + 1), "who": audience(told or (rung.audience if rung else ""))}
    if rung is None:
        return _("%(nth)s rung: %(who)s") % words
    return _("%(nth)s rung: %(who)s, %(when)s") % {**words, "when": when(rung)}


def cause_label(message: Message) -> str:
    """Why it was written, in a few words, with the name of the matter where its cause has several."""
    if message.cause == DIGEST:
        return _("The day’s mail")
    cause = ladder.cause_of(message.cause) if message.due_on else None
    if cause is None or message.subject.startswith(f"{cause.label}: "):
        return message.subject
    return str(cause.label)


def with_its_rung(message: Message) -> str:
    """No specialist and no answer, 2nd rung."""
    if not message.due_on:
        return cause_label(message)
    return _("%(cause)s, %(nth)s rung") % {"cause": cause_label(message), "nth": ordinal(message.rung + 1)}


def moment(at: Any) -> str:
    return date_format(localtime(at), "M j, Y, P T") if at else ""


def came_back(message: Message) -> str:
    """What is known of it since: an answer, a refusal, or why it was not sent."""
    if message.replied_with and message.replied_at:
        return f"{message.get_replied_with_display()} ({moment(message.replied_at)})"
    return "" if message.state == State.SKIPPED else message.reason


def decided(message: Message) -> str:
    """Who at EOUSA skipped it, with the reason, or had it sent at once."""
    words = {"who": message.decided_by, "why": message.reason}
    if message.state == State.SKIPPED:
        return _("skipped by %(who)s: %(why)s") % words
    return _("sent at once by %(who)s") % words if message.decided_by_id else ""


def what_became(message: Message) -> str:
    """Who decided about it, if anybody, and what came back."""
    return "; ".join(filter(None, [decided(message), came_back(message)]))


def state_words(message: Message) -> str:
    """The state, with its instant once it was sent, or with the one at which it will be."""
    label = str(message.get_state_display())
    if message.state == State.SENT and message.sent_at:
        return f"{label}, {moment(message.sent_at)}"
    if message.state == State.PENDING:
        return _("%(state)s, leaves %(when)s") % {"state": label, "when": moment(message.due_at)}
    return label


def told_in_a_sentence(message: Message) -> str:
    """What became of one reminder or mail, as the answer of its page."""
    who = message.person.name if message.person else message.recipient or audience(message.audience)
    words = {"who": who, "sent": moment(message.sent_at), "due": moment(message.due_at)}
    return f"{str(SENTENCES[State(message.state)]() % words).rstrip('.')}."


SENTENCES = {
    State.PENDING: lambda: _("%(who)s will be told on %(due)s."),
    State.SENDING: lambda: _("%(who)s is being told just now."),
    State.SENT: lambda: _("%(who)s was told on %(sent)s."),
    State.CANCELLED: lambda: _("%(who)s was not told."),
    State.FAILED: lambda: _("%(who)s could not be told."),
    State.NOBODY: lambda: _("There was nobody to tell: %(who)s."),
    State.SKIPPED: lambda: _("This rung was skipped."),
}


def left_out() -> str:
    """What nobody looks ahead to from here, and why."""
    words = dict.fromkeys(str(cause.unforeseen) for cause in ladder.causes() if cause.unforeseen)
    said = _("Left out, because only the office itself reads what they follow from: reminders of %(what)s.")
    return said % {"what": get_text_list(list(words), _("and"))} if words else ""
