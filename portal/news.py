"""What the mail of a day is made of, besides reminders. Pure: the declarations only.

An app tells news in its own `causes.py`: what changed, what is new, what is for information, to this reader.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.models import Membership, Office, Person


class Section(models.TextChoices):
    """The parts of a mail, in their order."""

    NEEDS_YOU = "NEEDS_YOU", _("Needs you")
    CHANGED = "CHANGED", _("Changed")
    NEW = "NEW", _("New")
    INFORMATION = "INFORMATION", _("For information")


class Answer(NamedTuple):
    """Something that can be said with one click, and the address that says it after a confirm page."""

    label: Any
    url: str


@dataclass(frozen=True)
class Entry:
    """One thing in a mail. `why`: for which reason the reader gets it."""

    section: Section
    title: str
    text: str = ""
    why: str = ""
    url: str = ""
    act: str = ""
    answers: Sequence[Answer] = ()
    heads: Sequence[str] = ()
    """With `rows`: a table, its heads first."""
    rows: Sequence[Sequence[str]] = ()
    then: str = ""
    """Who is told next of the same matter, and when."""
    ask: str = ""
    """Whom to write to."""
    office: "Office | None" = None
    """Of which office it is, where it is of one."""
    signs_in: bool = True
    """Whether its page asks for an account."""

    @property
    def lines(self) -> list[str]:
        """The table for a mail of plain text: a line for each row, each value that there is after its head."""
        return [
            "; ".join(
                [row[0], *(f"{head}: {said}" for head, said in zip(self.heads[1:], row[1:], strict=True) if said)]
            )
            for row in self.rows
        ]


@dataclass(frozen=True)
class Reader:
    """To whom a mail goes: an address, the person where there is one, and the roles that the person holds now."""

    email: str
    person: "Person | None"
    roles: Sequence["Membership"]
    told: Collection[tuple[str, str]] = frozenset()
    """Cause and subject of the reminders in the same mail: what they say is not said twice."""
    lists: Collection[str] = frozenset()
    """The causes whose weekly list is in the same mail."""

    def holds(self, *roles: str) -> bool:
        return any(membership.role in roles for membership in self.roles)

    @property
    def offices(self) -> dict[int, set[str]]:
        """The offices that the reader works for, with the roles held there."""
        found: dict[int, set[str]] = {}
        for membership in self.roles:
            if membership.office_id:
                found.setdefault(membership.office_id, set()).add(membership.role)
        return found


Tells = Callable[[Reader, datetime, datetime], Iterable[Entry]]
"""What is told to a reader of the time from one instant to another; bound as a job."""
_tellers: list[Tells] = []


def tell(teller: Tells) -> None:
    """Declare news."""
    _tellers.append(teller)


def news_for(reader: Reader, since: datetime, at: datetime) -> list[Entry]:
    """Everything that the apps tell this reader."""
    return [entry for teller in _tellers for entry in teller(reader, since, at)]


Asked = Callable[[Collection[int]], Mapping[int, str]]
"""Gives for offices whom their people write to with a question: a name, what they are, and an address."""
_asked: list[Asked] = []


def answers_questions(finder: Asked) -> None:
    """Declare who answers the questions of offices."""
    _asked.append(finder)


def whom_to_ask(offices: Collection[int]) -> dict[int, str]:
    """Whom the people of each of these offices write to; nobody is no entry."""
    found: dict[int, str] = {}
    for finder in _asked if offices else ():
        found |= finder(offices)
    return found
