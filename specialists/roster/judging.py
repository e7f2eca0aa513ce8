"""The fate of each row against the record: new, changed, the same, or refused because of something. In words.

Rows are compared in the order in which they can be carried out: what ends an appointment earlier comes first, so that
it makes room for the row that begins the next one, wherever the two stand in the file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from specialists.coverage import Kind
from specialists.roster.parsing import Fact, Parser
from specialists.roster.reading import Line, Sheet, Table
from specialists.roster.record import Record, Service, by_office
from specialists.roster.values import same_name
from specialists.roster.wording import differences, served, stated


class Fate(models.TextChoices):
    """What becomes of a row."""

    NEW = "NEW", gettext_lazy("new")
    CHANGED = "CHANGED", gettext_lazy("changed")
    SAME = "SAME", gettext_lazy("same")
    REFUSED = "REFUSED", gettext_lazy("refused")


@dataclass(frozen=True)
class Verdict:
    """A row with its fate. `fact` is what it states, None if it is refused; `turn` is its place in the writing."""

    line: Line
    fate: Fate
    words: str
    fact: Fact | None = None
    turn: int = 0


def judge(sheet: Sheet, record: Record, *, on: date) -> list[Verdict]:
    """One verdict for each row, in the order of the file. Never raises."""
    case = Case(sheet, record, on)
    case.parse()
    case.refuse_contradictions()
    case.refuse_two_full_time()
    case.compare()
    return [case.verdicts[line.number] for line in sheet.lines]


class Case:
    """The rows of one file on their way to a verdict: each pass decides some, the next sees only the rest."""

    def __init__(self, sheet: Sheet, record: Record, on: date) -> None:
        self.lines = {line.number: line for line in sheet.lines}
        self.is_about_people = sheet.table is Table.SPECIALISTS
        self.record = record
        self.parser = Parser(sheet, record, on)
        self.facts: dict[int, Fact] = {}
        self.verdicts: dict[int, Verdict] = {}
        self.standing = by_office(record.services)

    def parse(self) -> None:
        """Refuse the rows that cannot be read."""
        for number, line in self.lines.items():
            try:
                self.facts[number] = self.parser.fact(line)
            except Refused as refusal:
                self._refuse(number, str(refusal))

    def refuse_contradictions(self) -> None:
        """Refuse a repeated row, both of two that contradict each other, and an address with two names."""
        for group in grouped(self.facts.items(), lambda fact: fact.key):
            self._refuse_repeated(group)
        for group in grouped(self.facts.items(), lambda fact: fact.key):
            self._refuse_pairs(
                ((group[0], number) for number in group[1:]),
                _("Row %(row)d says something else of the same service. Keep one of the two.")
                if self.is_about_people
                else _("Row %(row)d names somebody else for the same post. Keep one of the two."),
            )
        if self.is_about_people:
            for group in grouped(self.facts.items(), lambda fact: fact.email):
                self._refuse_two_names(group)

    def _refuse_repeated(self, group: list[int]) -> None:
        first_with: dict[Fact, int] = {}
        for number in group:
            first = first_with.setdefault(self.facts[number], number)
            if first != number:
                self._refuse(number, _("It repeats row %(row)d. Delete one of the two.") % {"row": first})

    def _refuse_two_names(self, group: list[int]) -> None:
        name = self.facts[group[0]].name
        self._refuse_pairs(
            ((group[0], number) for number in group[1:] if not same_name(name, self.facts[number].name)),
            _("Row %(row)d gives the same e-mail address another name. Correct one of the two."),
        )

    def refuse_two_full_time(self) -> None:
        """Refuse both of two rows that would give an office two full-time specialists at once."""
        stated = {
            number: fact
            for number, fact in self.facts.items()
            if isinstance(fact, Service) and fact.kind is Kind.FULL_TIME and not self._stands(fact)
        }
        sentence = _("Row %(row)d has another full-time specialist here at the same time. Correct one of the two.")
        for group in grouped(stated.items(), lambda fact: fact.office_id):
            self._refuse_pairs(overlapping({number: stated[number] for number in group}), sentence)

    def compare(self) -> None:
        """Give each remaining row its fate against the record as the earlier ones leave it."""
        for turn, number in enumerate(sorted(self.facts, key=self._order)):
            fact = self.facts[number]
            try:
                fate, words = self._fate(fact)
            except Refused as refusal:
                self._refuse(number, str(refusal))
            else:
                self.verdicts[number] = Verdict(self.lines[number], fate, words, fact, turn)

    def _order(self, number: int) -> tuple[bool, int]:
        """What can only make room goes first."""
        fact, known = self.facts[number], self._known(self.facts[number])
        makes_room = (
            isinstance(fact, Service)
            and isinstance(known, Service)
            and (fact.ends_on or date.max) <= (known.ends_on or date.max)
            and (fact.kind is known.kind or fact.kind is not Kind.FULL_TIME)
        )
        return not makes_room, number

    def _fate(self, fact: Fact) -> tuple[Fate, str]:
        known = self._known(fact)
        if isinstance(fact, Service):
            self._take_the_place(fact)
        if known is None:
            return Fate.NEW, stated(fact, self.record)
        changes = differences(known, fact, self.record)
        if not changes:
            return Fate.SAME, _("On record already.")
        return Fate.CHANGED, f"{fact.name or fact.email}: {'; '.join(changes)}."

    def _take_the_place(self, service: Service) -> None:
        """Put the appointment among those of its office. Raises Refused where one of them is in the way."""
        others = [other for other in self.standing.get(service.office_id, []) if other.key != service.key]
        for other in others:
            if other.meets(service):
                refuse_beside(service, other)
        self.standing[service.office_id] = [*others, service]

    def _known(self, fact: Fact) -> Fact | None:
        return self.parser.known(fact)

    def _stands(self, fact: Fact) -> bool:
        known = self._known(fact)
        return known is not None and not differences(known, fact, self.record)

    def _refuse_pairs(self, pairs: Iterable[tuple[int, int]], sentence: str) -> None:
        """Refuse both rows of each pair, each naming the other."""
        for one, other in list(pairs):
            self._refuse(one, sentence % {"row": other})
            self._refuse(other, sentence % {"row": one})

    def _refuse(self, number: int, words: str) -> None:
        self.facts.pop(number, None)
        self.verdicts.setdefault(number, Verdict(self.lines[number], Fate.REFUSED, words))


def refuse_beside(service: Service, other: Service) -> None:
    """Raise Refused if two appointments of one office that run at once cannot both stand."""
    if other.email == service.email:
        raise Refused(
            _("%(served)s already. To change it, write its start %(start)s; to follow it, end it in a row of its own.")
            % {"served": served(other), "start": other.starts_on.isoformat()}
        )
    if other.kind is service.kind is Kind.FULL_TIME:
        sentence = _("%(served)s; an office has one full-time specialist at a time.") % {"served": served(other)}
        advice = _("Correct the dates.") if other.ends_on else _("End that service in a row of its own.")
        raise Refused(f"{sentence} {advice}")


def grouped(facts: Iterable[tuple[int, Any]], key: Callable[[Any], Any]) -> list[list[int]]:
    """The numbers of rows that share a key."""
    groups: dict[Any, list[int]] = {}
    for number, fact in facts:
        groups.setdefault(key(fact), []).append(number)
    return list(groups.values())


def overlapping(services: dict[int, Service]) -> Iterator[tuple[int, int]]:
    """Pairs that together name every row that runs at the same time as another: one sweep, not every pair."""
    longest: int | None = None
    for number in sorted(services, key=lambda number: (services[number].starts_on, number)):
        if longest is not None and services[number].meets(services[longest]):
            yield longest, number
        if longest is None or (services[number].ends_on or date.max) > (services[longest].ends_on or date.max):
            longest = number
