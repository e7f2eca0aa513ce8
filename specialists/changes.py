"""What happened to an office's coverage between two days, in order and in words. Pure: no database, no clock."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from specialists.coverage import ABSENCE_DAYS, Answer, Fact, Kind, Source, answer_on, stalls_on, timeline
from specialists.stages import Stage


class Happening(models.TextChoices):
    """A thing that may change an answer. In words for a count: "7 appointed, 2 left"."""

    APPOINTED = "APPOINTED", gettext_lazy("appointed")
    LEFT = "LEFT", gettext_lazy("left")
    AWAY = "AWAY", gettext_lazy("away")
    LONG_AWAY = "LONG_AWAY", gettext_lazy("away for more than 30 days")
    BACK = "BACK", gettext_lazy("back")
    ANSWERED = "ANSWERED", gettext_lazy("answered")
    LAPSED = "LAPSED", gettext_lazy("lapsed")
    HIRING = "HIRING", gettext_lazy("hiring began")
    MOVED = "MOVED", gettext_lazy("vacancy moved")
    STALLED = "STALLED", gettext_lazy("hiring stalled")
    HIRED = "HIRED", gettext_lazy("hiring ended")
    ASKED = "ASKED", gettext_lazy("asked")
    HEADED = "HEADED", gettext_lazy("section headed")
    HEADLESS = "HEADLESS", gettext_lazy("section without a head")


BEGINS = {
    Source.APPOINTMENT: Happening.APPOINTED,
    Source.ABSENCE: Happening.AWAY,
    Source.ANSWER: Happening.ANSWERED,
    Source.ASKING: Happening.ASKED,
    Source.SECTION: Happening.HEADED,
}
ENDS = {
    Source.APPOINTMENT: Happening.LEFT,
    Source.ABSENCE: Happening.BACK,
    Source.ANSWER: Happening.LAPSED,
    Source.SECTION: Happening.HEADLESS,
}
MOVES = {Stage.GAP_KNOWN: Happening.HIRING, Stage.DESIGNATED: Happening.HIRED, Stage.WITHDRAWN: Happening.HIRED}
"""What the arrival of a vacancy in a stage is; in any other it has moved on."""
RANK = {happening: rank for rank, happening in enumerate(Happening)}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on one day, and the row that says so."""

    on: date
    what: Happening
    fact: Fact

    def sentence(self, name: str = "", stand_in: str = "") -> str:
        """What happened, with the person's name where the reader may see it."""
        says = Answer(self.fact.kind).label if self.fact.source is Source.ANSWER else ""
        kind = Kind(self.fact.kind).label if self.fact.source is Source.APPOINTMENT else ""
        words = {"name": name or _("The specialist"), "kind": kind, "says": says, "stand_in": stand_in}
        words["stage"] = Stage(self.fact.kind).label if self.fact.source is Source.VACANCY else ""
        if self.what in STOOD_IN_FOR and self.fact.stand_in_id:
            return str(STOOD_IN_FOR[self.what]) % (words | {"stand_in": stand_in or _("somebody")})
        return str(SENTENCES[self.what]) % words


SENTENCES = {
    Happening.APPOINTED: gettext_lazy("%(name)s began (%(kind)s)."),
    Happening.LEFT: gettext_lazy("%(name)s’s appointment ended."),
    Happening.AWAY: gettext_lazy("%(name)s is away, without a stand-in."),
    Happening.LONG_AWAY: gettext_lazy("%(name)s has been away for more than 30 days, without a stand-in."),
    Happening.BACK: gettext_lazy("The absence of %(name)s ended."),
    Happening.ANSWERED: gettext_lazy("The office answered “%(says)s”."),
    Happening.LAPSED: gettext_lazy("The answer “%(says)s” lapsed."),
    Happening.HIRING: gettext_lazy("A vacancy began: %(stage)s."),
    Happening.MOVED: gettext_lazy("The vacancy moved: %(stage)s."),
    Happening.STALLED: gettext_lazy("The vacancy had stalled at “%(stage)s”: 14 days over its target."),
    Happening.HIRED: gettext_lazy("The vacancy ended: %(stage)s."),
    Happening.ASKED: gettext_lazy("EOUSA asked the office who its specialist is."),
    Happening.HEADED: gettext_lazy("A section with a named head began."),
    Happening.HEADLESS: gettext_lazy("The section ended, or lost its head."),
}
STOOD_IN_FOR = {
    Happening.AWAY: gettext_lazy("%(name)s is away; %(stand_in)s stands in."),
    Happening.LONG_AWAY: gettext_lazy("%(name)s has been away for more than 30 days; %(stand_in)s acts."),
}


def events_between(facts: Collection[Fact], after: date, until: date) -> list[Event]:
    """What happened to one office later than `after` and not later than `until`, oldest first."""
    found = [event for fact in facts for event in _events(fact, facts) if after < event.on <= until]
    return sorted(found, key=lambda event: (event.on, RANK[event.what], event.fact.row))


def _events(fact: Fact, facts: Collection[Fact]) -> Iterator[Event]:
    if fact.source is Source.VACANCY:
        yield from _moves(fact)
        return
    if fact.source is Source.SECTION:
        yield from _of_section(fact, facts)
        return
    yield Event(fact.starts_on, BEGINS[fact.source], fact)
    if fact.source is Source.ABSENCE and fact.ends_on is None:
        yield Event(fact.starts_on + timedelta(days=ABSENCE_DAYS), Happening.LONG_AWAY, fact)
    if fact.ends_on and not _replaced(fact, facts):
        yield Event(fact.ends_on, ENDS[fact.source], fact)


def _of_section(section: Fact, facts: Collection[Fact]) -> Iterator[Event]:
    """It got a head, or lost it; where one entry goes on in the next, neither."""
    headed = [fact for fact in facts if fact.source is Source.SECTION]
    if section.starts_on not in {other.ends_on for other in headed}:
        yield Event(section.starts_on, BEGINS[section.source], section)
    if section.ends_on and section.ends_on not in {other.starts_on for other in headed}:
        yield Event(section.ends_on, ENDS[section.source], section)


def _moves(stage: Fact) -> Iterator[Event]:
    """A vacancy came into a stage, and perhaps stalled there."""
    yield Event(stage.starts_on, MOVES.get(Stage(stage.kind), Happening.MOVED), stage)
    stalls = stalls_on(stage) if Stage(stage.kind).is_open else None
    if stalls and stalls < (stage.ends_on or date.max):
        yield Event(stalls, Happening.STALLED, stage)


def _replaced(answer: Fact, facts: Collection[Fact]) -> bool:
    """Whether a newer answer came before this one could lapse."""
    return any(
        answer.source is other.source is Source.ANSWER
        and (answer.starts_on, answer.row) < (other.starts_on, other.row)
        and other.starts_on <= (answer.ends_on or date.max)
        for other in facts
    )


UNCOVERS = frozenset({Happening.LEFT, Happening.AWAY, Happening.LONG_AWAY, Happening.LAPSED, Happening.HEADLESS})
"""What may leave an office without a specialist; everything else may give it one."""


def cause(facts: Collection[Fact], until: date) -> Event | None:
    """What made the office covered or uncovered, as it is on the day `until`; None where it never changed."""
    spans = timeline(facts, until)
    if not spans:
        return None
    turned = spans[0].starts_on
    for earlier, later in zip(spans[-2::-1], spans[:0:-1], strict=False):
        if earlier.answer.is_covered != later.answer.is_covered:
            turned = later.starts_on
            break
    happened = events_between(facts, turned - timedelta(days=1), turned)
    fitting = [event for event in happened if (event.what in UNCOVERS) is not spans[-1].answer.is_covered]
    return next(iter(fitting or happened), None)


def last_word(facts: Collection[Fact], day: date) -> str:
    """The last thing that is known of an office, short: answered “acting” Apr 4, lapsed Jul 3."""
    events = events_between(facts, date.min, day)
    telling = [event for event in events if event.what is not Happening.ASKED] or events
    if not telling:
        return _("nothing on record")
    event = _telling_most(telling, facts, day)
    says = Answer(event.fact.kind).label if event.fact.source is Source.ANSWER else ""
    began, ended = event.fact.starts_on, event.fact.ends_on
    words = {"says": says, "began": short(began, day), "ended": short(ended, day) if ended else "", "on": ""}
    words["stage"] = Stage(event.fact.kind).label if event.fact.source is Source.VACANCY else ""
    return str(WORDS[event.what]) % (words | {"on": short(event.on, day)})


def _telling_most(events: list[Event], facts: Collection[Fact], day: date) -> Event:
    """The last event; of several on one day that which alone gives the answer of today, not what it replaced."""
    last = [event for event in events if event.on == events[-1].on]
    answer = answer_on(facts, day)
    return next((event for event in last if answer_on([event.fact], day) is answer), last[-1])


WORDS = {
    Happening.APPOINTED: gettext_lazy("specialist began %(on)s"),
    Happening.LEFT: gettext_lazy("specialist left %(on)s"),
    Happening.AWAY: gettext_lazy("specialist away since %(on)s"),
    Happening.LONG_AWAY: gettext_lazy("specialist away since %(began)s"),
    Happening.BACK: gettext_lazy("absence ended %(on)s"),
    Happening.ANSWERED: gettext_lazy("answered “%(says)s” %(began)s, holds until %(ended)s"),
    Happening.LAPSED: gettext_lazy("answered “%(says)s” %(began)s, lapsed %(ended)s"),
    Happening.HIRING: gettext_lazy("%(stage)s %(on)s"),
    Happening.MOVED: gettext_lazy("%(stage)s %(on)s"),
    Happening.STALLED: gettext_lazy("%(stage)s %(began)s, stalled %(on)s"),
    Happening.HIRED: gettext_lazy("vacancy: %(stage)s %(on)s"),
    Happening.ASKED: gettext_lazy("asked %(on)s, no answer"),
    Happening.HEADED: gettext_lazy("section headed since %(on)s"),
    Happening.HEADLESS: gettext_lazy("section without a head since %(on)s"),
}


def short(day: date, today: date) -> str:
    """A day as people write it, with the year only where it is another one."""
    return date_format(day, "M j" if day.year == today.year else "M j, Y")
