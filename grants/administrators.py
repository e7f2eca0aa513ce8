"""Which agency of which state hands out which program's money: what is known, what is unknown, what is to verify."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.catalog import ProgramFacts
from grants.models import StateAdministrator, programs
from grants.models.administrator import FACTS
from partners.erpo import JURISDICTIONS

GOOD_FOR = timedelta(days=365)
"""After a year somebody looks again. Until then what was verified is still shown, with its day."""
NAMED = 4
"""So many programs, or states, stand in a sentence by name."""


class Stands(models.TextChoices):
    """How a post stands; the worst first."""

    UNKNOWN = "UNKNOWN", gettext_lazy("unknown")
    UNVERIFIED = "UNVERIFIED", gettext_lazy("on record, not verified")
    OLD = "OLD", gettext_lazy("verified more than a year ago")
    VERIFIED = "VERIFIED", gettext_lazy("verified")


TO_VERIFY = frozenset({Stands.UNKNOWN, Stands.UNVERIFIED, Stands.OLD})
ANY_OF_THEM = "TO_VERIFY"
"""As a filter: all that is to verify."""


@dataclass(frozen=True)
class Post:
    """One program in one jurisdiction, with who administers it, if anybody has said so."""

    state: str
    program: ProgramFacts
    row: StateAdministrator | None
    stands: Stands

    @property
    def state_name(self) -> str:
        return str(_(JURISDICTIONS[self.state]))

    @property
    def said(self) -> dict[str, str]:
        """What is on record, each fact by its name; empty where nobody has said it."""
        return {name: str(getattr(self.row, name)) if self.row else "" for name in FACTS}

    @property
    def is_to_verify(self) -> bool:
        return self.stands in TO_VERIFY

    @property
    def words(self) -> str:
        """Verified on November 23, 2026; unknown."""
        if self.row is None or self.row.verified_on is None:
            return str(self.stands.label)
        day = date_format(self.row.verified_on, "DATE_FORMAT")
        said = _("verified on %(day)s") if self.stands == Stands.VERIFIED else _("verified on %(day)s: look again")
        return said % {"day": day}


def passed_on(day: date) -> dict[str, ProgramFacts]:
    """The programs of that day whose money an organization gets from an agency of its state."""
    return {key: facts for key, facts in programs(day).items() if facts.passes_on}


def posts(day: date, states: Collection[str] = ()) -> list[Post]:
    """Every program in each of these states, or in all 56; by state, in the catalog's order. One query."""
    rows = StateAdministrator.objects.standing().select_related("recorded_by")
    rows = rows.filter(state__in=states) if states else rows
    found = {(row.state, row.program): row for row in rows}
    places = sorted(states or JURISDICTIONS, key=JURISDICTIONS.__getitem__)
    return [post(state, facts, found.get((state, facts.key)), day) for state in places for facts in of(day)]


def narrowed(found: Iterable[Post], asked: Mapping[str, Any]) -> list[Post]:
    """Those that pass every filter that is set, on the page and in the API."""
    found = [each for each in found if asked.get("program", each.program.key) == each.program.key]
    if asked.get("stands") == ANY_OF_THEM:
        return [each for each in found if each.is_to_verify]
    return [each for each in found if asked.get("stands", each.stands) == each.stands]


ORDERED: Mapping[str, Callable[[Post], Any]] = {
    "state": lambda each: each.state_name,
    "program": lambda each: each.program.key,
    "agency": lambda each: each.said["agency"].casefold(),
    "stands": lambda each: list(Stands).index(each.stands),
    "verified_on": lambda each: (each.row and each.row.verified_on) or date.min,
}
"""By what the API sorts them: what is unknown before what is known, the worst first."""


def ordered(found: Iterable[Post], ordering: str) -> list[Post]:
    """By this field, with a minus backwards; what is alike in it stays by state and program."""
    return sorted(found, key=ORDERED[ordering.lstrip("-")], reverse=ordering.startswith("-"))


def of(day: date) -> Iterable[ProgramFacts]:
    return passed_on(day).values()


def post(state: str, program: ProgramFacts, row: StateAdministrator | None, day: date) -> Post:
    return Post(state, program, row, stands(row, day))


def stands(row: StateAdministrator | None, day: date) -> Stands:
    """As of that day."""
    if row is None:
        return Stands.UNKNOWN
    if row.verified_on is None:
        return Stands.UNVERIFIED
    return Stands.VERIFIED if day - row.verified_on <= GOOD_FOR else Stands.OLD


def named(found: Iterable[Post]) -> str:
    """STOP, SASP and 5 more: by their short names."""
    return first_of([each.program.short for each in found])


def first_of(names: Sequence[str]) -> str:
    """The first of them by name, and how many more."""
    rest = len(names) - NAMED
    if rest > 1:
        names = [*names[:NAMED], ngettext("%(n)d more", "%(n)d more", rest) % {"n": rest}]
    return str(get_text_list(list(names), _("and")))


def counted(found: Collection[Post]) -> str:
    """Of 392 state agencies 12 are verified; 380 are to verify."""
    waiting = sum(each.is_to_verify for each in found)
    words = {"n": len(found), "good": len(found) - waiting, "waiting": waiting}
    if not waiting:
        return (
            ngettext("The %(n)d state agency is verified.", "All %(n)d state agencies are verified.", len(found))
            % words
        )
    said = ngettext(
        "%(good)d of %(n)d state agencies is verified", "%(good)d of %(n)d state agencies are verified", words["good"]
    )
    tail = ngettext("%(waiting)d is to verify.", "%(waiting)d are to verify.", waiting)
    return f"{said}; {tail}" % words
