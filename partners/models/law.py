"""Extreme risk protection orders by law, state by state: dated rows of the nation, kept right by EOUSA."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from partners.days import refuse_unlived
from partners.erpo import (
    AHEAD,
    EARLIEST,
    Confidence,
    Effect,
    Law,
    Petitioner,
    Precision,
    Standing,
    latest_start,
    petitioner,
    standing_of,
)
from partners.erpo_changes import differs_from
from portal.calendar import CENTER, local_day
from portal.errors import Refused
from portal.models import Office, OnRecord, Person, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import Wall

FACTS = (
    "effect", "order_name", "starts_on", "ends_on", "precision", "confidence", "source", "note", "petitioners",
)  # fmt: skip
"""What is said of a law, apart from who compared it when, and what has changed."""


class ErpoLawQuerySet(RecordedQuerySet):
    """Laws by what is on record, and as the pure rules read them."""

    def on_record(self, known: datetime | None = None) -> Self:
        """What is on record now, or was by `known`; by state, the earliest law first."""
        rows = self.standing() if known is None else self.known_at(known)
        return rows.order_by("state", "starts_on", "code")

    def laws(self) -> list[Law]:
        """As `partners.erpo` takes them."""
        return [row.law for row in self]

    def to_verify(self) -> Self:
        """What nobody of EOUSA has compared with the law itself."""
        return self.standing().filter(verified_on=None)

    @transaction.atomic
    def record(
        self, *, state: str, petitioners: Sequence[Petitioner], change: str, by: Person, on: date,
        is_record_only: bool = False, **facts: Any,
    ) -> "ErpoLaw":  # fmt: skip
        """A law that was not on record. Said in a sentence what has changed, each office of the state hears of it;
        `is_record_only`: the law is not new, the record alone lacked it."""
        rows = [each.as_json() for each in petitioners]
        made = ErpoLaw(
            code=self.free_code(state), state=state, petitioners=rows, change=change, recorded_by=by, **facts
        )
        made.refuse_what_cannot_be(on=on)
        refuse_silence(None, made.law, change=change, is_record_only=is_record_only)
        with refusing(one_standing_row_per_law=_now(RACE)):
            made.save(force_insert=True)
        return made

    def free_code(self, state: str) -> str:
        """A key that no law of the state has ever had: "tx", then "tx-2"."""
        taken = set(self.filter(state=state).values_list("code", flat=True))
        codes = (state.lower() if n == 1 else f"{state.lower()}-{n}" for n in count(1))
        return next(code for code in codes if code not in taken)


def erpo_of(office: Office, day: date) -> Standing:
    """What the law of an office's state says of such orders on that day. One query."""
    return standing_of(office.state, ErpoLaw.objects.filter(state=office.state).on_record().laws(), day)


class ErpoLaw(OnRecord):
    """A law that allows such orders in a state, or forbids them. Who may petition stands in it with its own dates."""

    code = models.SlugField(max_length=30)
    """What stays the same while rows are superseded: "co", "ok-forbids"."""
    state = models.CharField(max_length=2)
    effect = models.CharField(max_length=7, choices=Effect.choices)
    order_name = models.CharField(_("name of the order"), max_length=160)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("in force until"), null=True, blank=True)
    """The first day on which it is no longer in force."""
    precision = models.CharField(max_length=7, choices=Precision.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    petitioners: Any = models.JSONField(default=list, blank=True)
    """Who may ask a court: see `partners.erpo.Petitioner` for the keys of each."""
    verified_on = models.DateField(null=True, blank=True)
    """The day on which somebody of EOUSA last compared all of this with the law itself."""
    change = models.CharField(_("what has changed"), max_length=200, blank=True)
    """In a sentence: each office of the state gets a next step about it. Empty: nothing that an office has to hear."""
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # type: ignore[assignment]
    """Nobody: it came with the portal."""

    objects: ClassVar[ErpoLawQuerySet] = ErpoLawQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_standing_row_per_law", condition=Q(superseded_at=None)),
            models.CheckConstraint(
                name="a_law_ends_after_it_began",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_day_that_is_unknown_stays_empty",
                condition=Q(precision="UNKNOWN", starts_on=None) | (~Q(precision="UNKNOWN") & ~Q(starts_on=None)),
            ),
            Wall(
                name="erpo_law_wall",
                partner="select",
                office="select",
                oarm="select",
                operator="select",
                eousa_reader="select",
                eousa="select insert update:superseded_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.order_name}"

    @property
    def law(self) -> Law:
        """As `partners.erpo` takes it."""
        return Law(
            code=self.code,
            state=self.state,
            effect=Effect(self.effect),
            order_name=self.order_name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            precision=Precision(self.precision),
            confidence=Confidence(self.confidence),
            petitioners=tuple(petitioner(row) for row in self.petitioners),
            verified_on=self.verified_on,
            known_on=local_day(self.recorded_at, CENTER),
        )

    @property
    def law_before(self) -> Law | None:
        """What this row took the place of."""
        return self.replaces.law if isinstance(self.replaces, ErpoLaw) else None

    @transaction.atomic
    def correct(
        self, *, petitioners: Sequence[Petitioner], change: str, by: Person, on: date, is_record_only: bool = False,
        **facts: Any,
    ) -> Self:  # fmt: skip
        """Say it otherwise: because only the record was wrong or, with what has changed in a sentence, because the
        law has changed. It waits to be compared with the law again."""
        said = facts | {"petitioners": [each.as_json() for each in petitioners]}
        if not change and all(getattr(self, name) == value for name, value in said.items()):
            raise Refused(_now("Nothing is different from what is on record."))
        changed = type(self)(**{name: getattr(self, name) for name in (*FACTS, "state", "code")} | said)
        changed.refuse_what_cannot_be(on=on, besides=self.code)
        refuse_silence(self.law, changed.law, change=change, is_record_only=is_record_only)
        with refusing(one_standing_row_per_law=_now(RACE)):
            return self.supersede(by=by, verified_on=None, change=change, **said) or self

    @transaction.atomic
    def verify(self, *, verified_on: date, source: str, by: Person, on: date) -> Self:
        """Somebody has compared it with the law itself: what was believed stands in a document now. Those whose first
        day of asking is not known are believed, each for itself."""
        refuse_unlived(verified_on, on, field="verified_on")
        if not self.law.is_exact:
            raise Refused(
                _now(
                    "The first day of this law is known to the year only, or not at all. Correct the entry by what the "
                    "law says; then it can be verified."
                )
            )
        sure = [as_verified(each).as_json() for each in self.law.petitioners]
        said = {"confidence": Confidence.DOCUMENT, "source": source, "verified_on": verified_on, "petitioners": sure}
        return self.supersede(by=by, change="", **said) or self

    def refuse_what_cannot_be(self, *, on: date, besides: str = "") -> None:
        """Refuse days that nobody means, and a law that contradicts another of the same state."""
        for field, day in (("starts_on", self.starts_on), ("ends_on", self.ends_on)):
            if day:
                refuse_year(day, on, field=field)
        refuse_end(self.starts_on, self.ends_on)
        refuse_askers(self.law)
        others = ErpoLaw.objects.filter(state=self.state).exclude(code=besides).on_record().laws()
        refuse_contradiction(self.law, others)


def refuse_year(day: date, on: date, *, field: str = "") -> None:
    """No such law is older than 1990, and nobody records what begins in more than three years."""
    if not EARLIEST <= day <= on + AHEAD:
        raise Refused(_now("No such law begins or ends in that year. Check it."), field=field)


def refuse_end(starts_on: date | None, ends_on: date | None) -> None:
    """An end needs a beginning, and comes after it."""
    if ends_on and (starts_on is None or ends_on <= starts_on):
        raise Refused(_now("A law ends after its first day. Check the two days."), field="ends_on")


def as_verified(each: Petitioner) -> Petitioner:
    """Read in the statute, where it says since when; else no surer than believed, since the source is the statute."""
    if each.precision == Precision.DAY:
        return replace(each, confidence=Confidence.DOCUMENT)
    return each if each.confidence == Confidence.LOW else replace(each, confidence=Confidence.BELIEVED)


RACE = gettext_noop("Somebody else has just changed this law. Look at it again.")


def refuse_silence(before: Law | None, after: Law, *, change: str, is_record_only: bool) -> None:
    """Refuse that a law is different from now on and no office hears of it, unless only the record was wrong."""
    if change and is_record_only:
        raise Refused(
            _now("Either say what has changed in the law, or that only the record was wrong: not both."),
            field="is_record_only",
        )
    if not change and not is_record_only and differs_from(before, after):
        raise Refused(
            _now(
                "The law reads differently now. Say in one sentence what has changed, so that the offices hear of it; "
                "or tick that only the record was wrong."
            ),
            field="change",
        )


def refuse_askers(law: Law) -> None:
    """Refuse an allowing law that lets nobody ask, and days of asking that do not fit the law's own."""
    if law.effect == Effect.FORBIDS and law.petitioners:
        raise Refused(_now("A law that forbids such orders lets nobody ask for one. Leave “who may ask” empty."))
    if law.effect == Effect.ALLOWS and law.is_countable and not law.petitioners:
        raise Refused(_now("Say who may ask a court for an order: at least one of them."))
    for each in law.petitioners:
        refuse_days(each, law.starts_on or EARLIEST)


def refuse_days(each: Petitioner, begins: date) -> None:
    """Refuse days of asking that end before they begin, or begin before the law."""
    if each.until_on and each.until_on <= (each.from_on or begins):
        raise Refused(_now("%(who)s: the last day lies before the first.") % {"who": each.who.label})
    if each.from_on and latest_start(each) < begins:
        raise Refused(_now("%(who)s: nobody may ask before the law is in force.") % {"who": each.who.label})


def refuse_contradiction(law: Law, others: Iterable[Law]) -> None:
    """On one day a state allows such orders or forbids them."""
    against = (each for each in others if each.effect != law.effect and each.overlaps(law))
    if other := next(against, None):
        words = {"name": other.order_name}
        raise Refused(
            _now("“%(name)s” says the opposite for the same days. Record first when that one ends.") % words,
            field="starts_on",
        )
