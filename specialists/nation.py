"""Coverage read from the database: all 94 offices in one query, as true on a day and as known by an instant."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Lead, Lower

from portal import gazetteer
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.models import Membership, Office, Recorded, Suppression
from portal.tenancy import Binding, bound, current
from specialists.coverage import NOT_REMINDED, Fact, Source, Totals, answer_on
from specialists.coverage import Answer as Given
from specialists.models import Absence, Answer, Appointment, Asking, Move, Section, StaffContact
from specialists.standing import Standing, has_its_own, partners, standing, to_check

SEES_THE_NATION = frozenset({DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER, DatabaseRole.OARM, DatabaseRole.JOBS})
"""Who may read every office's rows. Everybody else gets national totals, an office also its own standing."""
KNOWS_REFUSALS = frozenset({DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER, DatabaseRole.JOBS})
"""Who may read which addresses refuse mail."""


@dataclass(frozen=True)
class Nation:
    """The 94 offices on a day. `standings` and `facts` hold those offices whose rows the caller may see."""

    on: date
    known: datetime
    totals: Totals
    standings: Mapping[int, Standing]
    facts: Mapping[int, list[Fact]]


NO_KEY = Cast(Value(None), BigIntegerField())
UNTIL_REMINDED = Case(When(ladder_on=None, then=Value(NOT_REMINDED)), default=Value(""), output_field=CharField())
NO_DAY = Cast(Value(None), DateField())
LEFT_ON = Window(Lead("made_on"), partition_by=F("vacancy_id"), order_by=[F("made_on").asc(), F("id").asc()])
"""When a stage was left: the day of the vacancy's next move."""


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _rows(source: Source, rows: QuerySet[Recorded], starts_on: str, on: date, **columns: object) -> QuerySet[Recorded]:
    """The rows of one table in the shape of a Fact; what a table lacks is empty."""
    shape: dict[str, object] = {
        "f_source": _text(source),
        "f_kind": _text(""),
        "f_starts": F(starts_on),
        "f_ends": NO_DAY,
        "f_person": NO_KEY,
        "f_authority": _text(""),
        "f_stand_in": NO_KEY,
        "f_shared": NO_KEY,
    }
    shape |= columns
    begun = rows.filter(**{f"{starts_on}__lte": on}).annotate(**shape)
    return begun.values_list("office_id", *shape, "id")


def facts(*, on: date, known: datetime, office_id: int | None = None) -> list[Fact]:
    """Every fact that had begun by `on`, as recorded by `known`, of the rows that the caller may see: one query."""
    begun = [
        _rows(
            Source.APPOINTMENT, Appointment.objects.known_at(known), "starts_on", on,
            f_kind=F("kind"), f_ends=F("ends_on"), f_person=F("person_id"), f_authority=F("authority"),
            f_shared=F("shared_with_id"),
        ),
        _rows(
            Source.ABSENCE, Absence.objects.known_at(known), "starts_on", on,
            f_ends=F("ends_on"), f_person=F("person_id"), f_stand_in=F("stand_in_id"),
        ),
        _rows(
            Source.ANSWER, Answer.objects.known_at(known), "given_on", on,
            f_kind=F("says"), f_ends=F("lapses_on"), f_shared=F("shared_with_id"),
        ),
        _rows(Source.ASKING, Asking.objects.known_at(known), "asked_on", on, f_kind=UNTIL_REMINDED),
        _rows(Source.VACANCY, Move.objects.known_at(known), "made_on", on, f_kind=F("stage"), f_ends=LEFT_ON),
        _rows(
            Source.SECTION, Section.objects.known_at(known).filter(is_headed=True), "starts_on", on,
            f_ends=F("ends_on"),
        ),
    ]  # fmt: skip
    if office_id is not None:
        begun = [rows.filter(office_id=office_id) for rows in begun]
    rows = begun[0].union(*begun[1:], all=True)
    return [Fact(row[0], Source(row[1]), *row[2:]) for row in rows]  # type: ignore[index]


def by_office(found: Iterable[Fact]) -> dict[int, list[Fact]]:
    """The facts of each office that has any."""
    grouped: dict[int, list[Fact]] = defaultdict(list)
    for fact in found:
        grouped[fact.office_id].append(fact)
    return grouped


def reachable_offices(known: datetime) -> set[int]:
    """The offices where somebody can be told: a staffing contact or a member, as known by then. One query."""
    contacts = StaffContact.objects.known_at(known).exclude(is_refused("email", known)).values_list("office_id")
    in_force = Membership.objects.filter(Q(ended_at=None) | Q(ended_at__gt=known), started_at__lte=known)
    members = in_force.exclude(office=None).exclude(is_refused("person__email", known)).values_list("office_id")
    return {row[0] for row in contacts.union(members)}


def is_refused(address: str, known: datetime) -> Exists | Value:
    """Whether mail to the address in this column was refused for good, for those who may know; to others none was."""
    binding = current()
    if binding is None or binding.role not in KNOWS_REFUSALS:
        return Value(False, output_field=BooleanField())
    return Exists(Suppression.objects.known_at(known).filter(address=Lower(OuterRef(address))))


def refusal(address: str, known: datetime) -> Subquery | Value:
    """Why nothing is written to the address in this column, for those who may know; else ''."""
    binding = current()
    if binding is None or binding.role not in KNOWS_REFUSALS:
        return Value("")
    found = Suppression.objects.known_at(known).filter(address=Lower(OuterRef(address)))
    return Subquery(found.order_by("-since").values("reason")[:1])


def coverage_on(on: date, known: datetime, offices: Collection[int] | None = None) -> Nation:
    """Coverage of the nation on a day, as recorded by an instant.

    Whoever may see every office gets all standings; an office its own; everybody gets totals that add up to 94.
    `offices` saves a query where the caller has the offices' keys at hand.
    """
    binding = current()
    if binding is None or binding.role not in SEES_THE_NATION:
        return _coverage_for_one(on, known, binding, offices)
    keys = offices if offices is not None else Office.objects.values_list("pk", flat=True)
    found = by_office(facts(on=on, known=known))
    reachable = reachable_offices(known)
    standings = {key: standing(key, found.get(key, []), on, is_reachable=key in reachable) for key in keys}
    standings |= doubted(standings, found)
    return Nation(on, known, Totals.of(each.answer for each in standings.values()), standings, found)


def doubted(standings: Mapping[int, Standing], found: Mapping[int, list[Fact]]) -> dict[int, Standing]:
    """The offices that share a specialist only with offices that have none themselves: EOUSA has to check."""
    shared = {key: each for key, each in standings.items() if each.answer is Given.SHARED}
    lacking = {key: lacking_partner(found, key, each.day) for key, each in shared.items()}
    names = {office.pk: office.abbreviation for office in gazetteer.offices().values()} if any(lacking.values()) else {}
    return {key: to_check(standings[key], names[other]) for key, other in lacking.items() if other}


def lacking_partner(found: Mapping[int, list[Fact]], office_id: int, day: date) -> int | None:
    """The office with which this one shares a specialist, if that has none; None where one of several has."""
    others = partners(found.get(office_id, []), day)
    has_somebody = any(has_its_own(found.get(other, []), day) for other in others)
    return None if has_somebody else min(others, default=None)


def checked(one: Standing, known: datetime) -> Standing:
    """The standing with what only the nation's rows tell, for those who may see them: one query if it is “shared”."""
    binding = current()
    if one.answer is not Given.SHARED or binding is None or binding.role not in SEES_THE_NATION:
        return one
    return doubted({one.office_id: one}, by_office(facts(on=one.day, known=known))).get(one.office_id, one)


def _coverage_for_one(on: date, known: datetime, binding: Binding | None, offices: Collection[int] | None) -> Nation:
    """What a caller without the nation's rows sees: the totals, and the own office if the caller is of one."""
    totals = national_totals(on, known, offices)
    if binding is None or binding.role not in OFFICE_DATABASE_ROLES or binding.office_id is None:
        return Nation(on, known, totals, {}, {})
    own, found = office_standing(binding.office_id, on, known)
    return Nation(on, known, totals, {own.office_id: own}, {own.office_id: found})


def office_standing(
    office_id: int, on: date, known: datetime, *, is_reachable: bool = True
) -> tuple[Standing, list[Fact]]:
    """How one office stands, and the facts behind it: one query. A signed-in office is reachable by its own page."""
    found = facts(on=on, known=known, office_id=office_id)
    return standing(office_id, found, on, is_reachable=is_reachable), found


@contextmanager
def counting() -> Iterator[None]:
    """For the nation's counts in front of those who may not read its rows: counts and nothing else may come out.

    The only place that reads as `portal_totals`, a role that sees dates and kinds of every office, but no name.
    """
    before = current()
    read_only = before is not None and before.read_only
    with bound(Binding(DatabaseRole.TOTALS, request_id=before.request_id if before else "", read_only=read_only)):
        yield


def national_totals(on: date, known: datetime, offices: Collection[int] | None = None) -> Totals:
    """The nation's totals for those who may not read its rows."""
    with counting():
        keys = offices if offices is not None else list(Office.objects.values_list("pk", flat=True))
        found = by_office(facts(on=on, known=known))
    return Totals.of(answer_on(found.get(key, []), on) for key in keys)
