"""What needs the reader of a mail: its reminders in words, each with whom to ask and who is told next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import ladder
from portal.calendar import CENTER, local_day
from portal.ladder import Matter, Rung
from portal.models.in_line import InLine, in_words, next_in_line
from portal.models.message import Message
from portal.models.planning import history_of, turns_to_come
from portal.models.reply_links import IN_OWN_WORDS, reply_url
from portal.models.rung import RungSetting
from portal.news import Answer, Entry, Section, whom_to_ask

Holding = Mapping[UUID, Matter]
"""By the key of a reminder: its matter, which still waits."""
Ladders = Mapping[str, Sequence[Rung]]


@dataclass(frozen=True)
class Around:
    """What the words of every reminder of one mail are made of besides it."""

    at: datetime
    ladders: Ladders
    next: Mapping[Matter, InLine]
    ask: Mapping[int, str]
    """By office: whom its people write to."""
    has_account: bool
    is_of_several: bool


def clock_of(item: Message) -> ZoneInfo:
    return item.office.zone if item.office else CENTER


def needs(items: Sequence[Message], holding: Holding, at: datetime, *, has_account: bool) -> Iterator[Entry]:
    """Each matter once however many rungs have come together, in the order of the causes, the oldest first; what a
    weekly rung brings as one list, where its cause has one."""
    latest = {holding[item.pk]: item for item in items if item.pk in holding}
    if not latest:
        return
    around = around_of(latest, at, has_account=has_account)
    lists: dict[str, list[Matter]] = defaultdict(list)
    for matter, item in sorted(latest.items(), key=order):
        if is_listed(matter, item, around.ladders):
            lists[item.cause].append(matter)
        else:
            yield entry(matter, item, around)
    for matters in lists.values():
        yield from listed(matters, at)


def around_of(latest: Mapping[Matter, Message], at: datetime, *, has_account: bool) -> Around:
    """What is known of all of them: who is next in line, and whom people ask, is read of no list."""
    ladders = RungSetting.objects.ladders()
    alone = {matter: item for matter, item in latest.items() if not is_listed(matter, item, ladders)}
    offices = {item.office_id for item in latest.values()}
    asked = {item.office_id or 0 for item in alone.values() if ladder.audience_of(item.audience).is_of_the_office}
    return Around(
        at,
        ladders,
        next_of(alone, ladders, at) if alone else {},
        whom_to_ask(asked),
        has_account,
        len(offices) > 1,
    )


def next_of(alone: Mapping[Matter, Message], ladders: Ladders, at: datetime) -> dict[Matter, InLine]:
    """Who is told next of these, once they have left."""
    seen = history_of(alone)
    days = {matter: local_day(at, clock_of(item)) for matter, item in alone.items()}
    return next_in_line({one: turns_to_come(one, ladders[one.cause], seen, day) for one, day in days.items()})


def is_listed(matter: Matter, item: Message, ladders: Ladders) -> bool:
    """What somebody has sent is about that one matter, and no list."""
    rung = ladders[item.cause][item.rung]
    return rung.is_weekly and cause(matter).listed is not None and item.decided_by_id is None


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


def entry(matter: Matter, item: Message, around: Around) -> Entry:
    """One reminder in words, with what can be answered by a click."""
    day = local_day(around.at, clock_of(item))
    rung = around.ladders[item.cause][item.rung]
    said, audience = cause(matter).said(matter, rung, day), ladder.audience_of(rung.audience)
    return Entry(
        Section.NEEDS_YOU,
        title=titled(said.title, item, around),
        text=" ".join(filter(None, [said.text, before_its_day(item, day)])),
        why=_("%(why)s. It goes to %(who)s.") % {"why": cause(matter).why, "who": audience.label},
        url=settings.SITE_URL + said.path,
        act=said.act if around.has_account or not audience.signs_in else _("Sign in: %(act)s") % {"act": said.act},
        answers=[Answer(IN_OWN_WORDS[Message.Reply(code)], reply_url(item, code)) for code in said.answers]
        if item.office_id
        else [],
        then=whats_next(matter, around),
        ask=asking(item, around) if audience.is_of_the_office else "",
        office=item.office,
        signs_in=audience.signs_in,
    )


def whats_next(matter: Matter, around: Around) -> str:
    found = around.next.get(matter)
    return in_words(found.coming) if found else _("No other reminder of it comes.")


def titled(title: str, item: Message, around: Around) -> str:
    """With the office, where the mail has several."""
    if item.office and around.is_of_several and item.office.abbreviation not in title:
        return f"{item.office.abbreviation}: {title}"
    return title


def before_its_day(item: Message, day: date) -> str:
    """That somebody at EOUSA had it sent earlier than the ladder would; '' where nobody did."""
    if not item.decided_by_id or item.due_on is None or item.due_on <= day:
        return ""
    when = date_format(item.due_on, "DATE_FORMAT")
    return _("EOUSA had this reminder sent before its day, which is %(day)s.") % {"day": when}


def asking(item: Message, around: Around) -> str:
    """Whom people of the office write to, above all those who cannot sign in."""
    who = around.ask.get(item.office_id or 0)
    if around.has_account:
        return _("Questions? Write to %(who)s.") % {"who": who} if who else ""
    if who:
        return _("Without an account, or with a question, write to %(who)s.") % {"who": who}
    return _("The page asks you to sign in. Whoever leads the office, or EOUSA, can invite you.")
