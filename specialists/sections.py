"""An office's sections as its page tells of them: who heads one, and how many serve in which role. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import ngettext_lazy

ROLES = {
    "deputies": ngettext_lazy("%(n)d deputy chief", "%(n)d deputy chiefs", "n"),
    "attorneys": ngettext_lazy("%(n)d attorney", "%(n)d attorneys", "n"),
    "advocates": ngettext_lazy("%(n)d victim advocate", "%(n)d victim advocates", "n"),
    "interviewers": ngettext_lazy("%(n)d child forensic interviewer", "%(n)d child forensic interviewers", "n"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section, as of a day."""

    pk: int
    name: str
    chief: str
    """Empty: nobody heads it, and it does not count as coverage."""
    roles: str
    starts_on: date
    ends_on: date | None
    is_ahead: bool
    is_over: bool


def entries(rows: Iterable[Mapping[str, Any]], today: date) -> list[Entry]:
    """The rows as the database gives them, days as text, in their order."""
    return [entry(row, today) for row in rows]


def entry(row: Mapping[str, Any], today: date) -> Entry:
    starts, ends = date.fromisoformat(row["starts_on"]), row["ends_on"] and date.fromisoformat(row["ends_on"])
    counted = ", ".join(str(words % {"n": row[role]}) for role, words in ROLES.items() if row[role])
    is_over = bool(ends and ends <= today)
    return Entry(row["pk"], row["name"], row["head_name"], counted, starts, ends, starts > today, is_over)


def chiefs(found: Iterable[Entry], first: date, end: date) -> Iterator[str]:
    """Who headed a section at some time from `first` until the day before `end`, first come first, each once."""
    heading = [each for each in found if each.chief and each.starts_on < end and (each.ends_on or end) > first]
    yield from dict.fromkeys(each.chief for each in sorted(heading, key=lambda each: each.starts_on))
