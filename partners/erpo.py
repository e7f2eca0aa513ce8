"""Extreme risk protection orders: what the law of a state is on a day. Pure: no database, no clock.

Two things are kept apart: what is in force, and how sure that is. A law that nobody has dated, or that only some
list, is never counted and stands as “to verify”.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.country import STATES


class Effect(models.TextChoices):
    """What a law does with such orders."""

    ALLOWS = "ALLOWS", _("allows them")
    FORBIDS = "FORBIDS", _("forbids them")


class Precision(models.TextChoices):
    """How exactly the first day is known."""

    DAY = "DAY", _("to the day")
    YEAR = "YEAR", _("to the year")
    UNKNOWN = "UNKNOWN", _("not known")


class Confidence(models.TextChoices):
    """How sure a fact is."""

    DOCUMENT = "DOCUMENT", _("a public document says so")
    BELIEVED = "BELIEVED", _("believed, not checked")
    LOW = "LOW", _("listed by some, not checked")


class Asker(models.TextChoices):
    """Who may ask a court for an order."""

    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", _("law enforcement")
    FAMILY = "FAMILY", _("family or household members")
    PROSECUTOR = "PROSECUTOR", _("prosecutors")
    HEALTH = "HEALTH", _("health professionals")
    SCHOOL = "SCHOOL", _("educators or school staff")
    EMPLOYER = "EMPLOYER", _("employers")
    OTHER = "OTHER", _("others")


class Answer(models.TextChoices):
    """What stands in a state on a day."""

    ALLOWS = "ALLOWS", _("allows them")
    FORBIDS = "FORBIDS", _("forbids them")
    NONE = "NONE", _("no law on record")
    UNKNOWN = "UNKNOWN", _("undated, to verify")


EARLIEST = date(1990, 1, 1)
"""No such law is older: the first one known is Connecticut's, of 1999."""
AHEAD = timedelta(days=3 * 366)
"""Nobody asks, and no law is recorded, further ahead than this."""
DC = "DC"
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
JURISDICTIONS: dict[str, str] = {code: name for code, name in STATES.items() if code != "UM"}
"""50 states, the District and five territories that have a government of their own."""


@dataclass(frozen=True)
class Petitioner:
    """Who may ask, and from when. No first day: ever since the law is in force; or nobody knows since when, as its
    precision says."""

    who: Asker
    from_on: date | None = None
    until_on: date | None = None
    """The first day on which they may no more."""
    precision: Precision = Precision.DAY
    confidence: Confidence = Confidence.BELIEVED
    words: str = ""
    """Whom exactly, where the kind says too little."""

    def may_ask(self, day: date) -> bool:
        """Known to the year only: from the first day of that year, and `is_doubtful` until it is over."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day < self.until_on)

    def is_doubtful(self, day: date, known_on: date | None) -> bool:
        """Whether they may not have been allowed yet on that day; since when was not known on `known_on`."""
        is_older = self.precision == Precision.UNKNOWN and known_on is not None and day < known_on
        return is_older or in_that_year(self.from_on, self.precision, day)

    @property
    def label(self) -> str:
        return self.words or str(self.who.label)

    def as_json(self) -> dict[str, str]:
        """The keys of one entry of `ErpoLaw.petitioners`."""
        return {
            "who": str(self.who),
            "from_on": self.from_on.isoformat() if self.from_on else "",
            "until_on": self.until_on.isoformat() if self.until_on else "",
            "precision": str(self.precision),
            "confidence": str(self.confidence),
            "words": self.words,
        }


def petitioner(row: Mapping[str, Any]) -> Petitioner:
    """One entry of `ErpoLaw.petitioners`, read back."""
    return Petitioner(
        who=Asker(row["who"]),
        from_on=day_of(row.get("from_on")),
        until_on=day_of(row.get("until_on")),
        precision=Precision(row.get("precision") or Precision.DAY),
        confidence=Confidence(row.get("confidence") or Confidence.BELIEVED),
        words=row.get("words", ""),
    )


def latest_start(each: Petitioner) -> date:
    """The last day on which it can have begun: of a year, its last."""
    first = each.from_on or date.min
    return date(first.year, 12, 31) if each.precision == Precision.YEAR else first


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def in_that_year(first: date | None, precision: Precision, day: date) -> bool:
    """Whether the day lies in the year of which more is not known: it may have begun, or not yet."""
    return precision == Precision.YEAR and first is not None and first.year == day.year


@dataclass(frozen=True)
class Law:
    """One law of one state, half-open: in force on `starts_on`, no longer on `ends_on`."""

    code: str
    state: str
    effect: Effect
    order_name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision = Precision.DAY
    confidence: Confidence = Confidence.BELIEVED
    petitioners: tuple[Petitioner, ...] = ()
    verified_on: date | None = None
    known_on: date | None = None
    """When this was put on record."""

    @property
    def is_countable(self) -> bool:
        """Whether somebody has dated it, and more than a list names it."""
        return self.starts_on is not None and self.confidence != Confidence.LOW

    def is_in_force(self, day: date) -> bool:
        """Known to the year only: from the first day of that year, and `is_doubtful` until it is over."""
        if self.starts_on is None or not self.is_countable:
            return False
        return self.starts_on <= day and not self.has_ended(day)

    def has_ended(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on <= day

    def is_doubtful(self, day: date) -> bool:
        return in_that_year(self.starts_on, self.precision, day)

    @property
    def is_to_verify(self) -> bool:
        """Whether nobody of EOUSA has compared it with the law itself."""
        return self.verified_on is None

    @property
    def is_believed(self) -> bool:
        """Whether no document stands behind it, or behind something of who may ask."""
        return any(
            each != Confidence.DOCUMENT for each in (self.confidence, *(one.confidence for one in self.petitioners))
        )

    @property
    def is_exact(self) -> bool:
        """Whether its own first day is known to the day: then it can be compared with the statute."""
        return self.precision == Precision.DAY

    @property
    def inexact(self) -> tuple[Petitioner, ...]:
        """Those of whom it is not known, or not to the day, since when they may ask: no statute says it of them."""
        return tuple(each for each in self.petitioners if each.precision != Precision.DAY)

    def overlaps(self, other: "Law") -> bool:
        """Whether both are in force on some day."""
        if not (self.starts_on and other.starts_on and self.is_countable and other.is_countable):
            return False
        begins, ends = max(self.starts_on, other.starts_on), (self.ends_on, other.ends_on)
        return all(end is None or begins < end for end in ends)

    def askers(self, day: date) -> tuple[Petitioner, ...]:
        """Who may ask on a day on which it is in force. Those of whom nobody knows since when were not the first."""
        dated = [each for each in self.petitioners if each.precision != Precision.UNKNOWN]
        if dated and not any(each.may_ask(day) for each in dated):
            return ()
        return tuple(each for each in self.petitioners if each.may_ask(day))

    def doubted(self, day: date) -> frozenset[Petitioner]:
        """Of whom it is not known whether they could ask on that day already."""
        return frozenset(each for each in self.askers(day) if each.is_doubtful(day, self.known_on))


@dataclass(frozen=True)
class Standing:
    """What the law of a jurisdiction is on a day."""

    state: str
    day: date
    answer: Answer
    laws: tuple[Law, ...] = ()
    """Those that make the answer: in force, or for UNKNOWN those that nobody has dated."""
    askers: tuple[Petitioner, ...] = ()
    doubted: frozenset[Petitioner] = frozenset()
    """Those of them who may not have been allowed to ask yet."""

    @property
    def name(self) -> str:
        return gettext(JURISDICTIONS[self.state])

    @property
    def allows(self) -> bool:
        return self.answer == Answer.ALLOWS

    @property
    def is_doubtful(self) -> bool:
        """Whether the day lies in a year of which it is not known when it began."""
        return any(law.is_doubtful(self.day) for law in self.laws)

    @property
    def is_to_verify(self) -> bool:
        return any(law.is_to_verify for law in self.laws)

    @property
    def is_believed(self) -> bool:
        return any(law.is_believed for law in self.laws)

    def may_ask(self, who: Asker) -> bool:
        return any(each.who == who for each in self.askers)

    @property
    def is_law_enforcement_only(self) -> bool:
        """Whether nobody but law enforcement may ask: a family has to go there."""
        return self.allows and {each.who for each in self.askers} == {Asker.LAW_ENFORCEMENT}

    @property
    def is_closed_to_families(self) -> bool:
        """Whether it would be wrong to tell a family to petition."""
        return self.allows and not self.may_ask(Asker.FAMILY)


class Counted(NamedTuple):
    """How many allow such orders. Territories are not states, and stand apart."""

    states: int
    has_dc: bool
    territories: int


def in_force(laws: Iterable[Law], day: date) -> list[Law]:
    """The laws that hold on that day, the latest first."""
    held = [law for law in laws if law.is_in_force(day)]
    return sorted(held, key=lambda law: (law.starts_on or date.min, law.code), reverse=True)


def standing(laws: Iterable[Law], day: date) -> dict[str, Standing]:
    """Every jurisdiction's answer on that day, by its two letters. Where two laws hold, the later one decides."""
    known: dict[str, list[Law]] = {state: [] for state in JURISDICTIONS}
    for law in laws:
        known.setdefault(law.state, []).append(law)
    return {state: standing_of(state, known[state], day) for state in JURISDICTIONS}


def standing_of(state: str, laws: Iterable[Law], day: date) -> Standing:
    """The answer of one jurisdiction."""
    own = [law for law in laws if law.state == state]
    held = in_force(own, day)
    return decided(state, held, day) if held else undecided(state, own, day)


def decided(state: str, held: list[Law], day: date) -> Standing:
    """By the latest of the laws in force, and those that say the same."""
    laws = tuple(law for law in held if law.effect == held[0].effect)
    askers = tuple(each for law in laws for each in law.askers(day))
    doubted = frozenset(each for law in laws for each in law.doubted(day))
    return Standing(state, day, Answer(laws[0].effect), laws, askers, doubted)


def undecided(state: str, own: list[Law], day: date) -> Standing:
    """Nothing in force: no law, or only such as nobody has dated."""
    listed = tuple(law for law in own if not law.is_countable and not law.has_ended(day))
    return Standing(state, day, Answer.UNKNOWN if listed else Answer.NONE, listed)


def counted(laws: Iterable[Law], day: date) -> Counted:
    """How many states allow such orders on that day, and whether the District does."""
    return count(standing(laws, day).values())


def count(standings: Iterable[Standing]) -> Counted:
    allowing = {each.state for each in standings if each.allows}
    states = allowing - TERRITORIES - {DC}
    return Counted(len(states), DC in allowing, len(allowing & TERRITORIES))
