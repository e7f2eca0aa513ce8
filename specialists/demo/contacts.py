"""The invented points of contact of the demonstration, written through the verbs; the same on every computer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.models import Office, Person
from specialists.demo.cast import FIRST, LAST, email_of
from specialists.models import Appointment, DivisionContact, FieldDivision, PointOfContact

SEED = 925
NAMED, SPECIALIST, FOLLOWED, VERIFIED = 0.74, 0.55, 0.2, 0.36
"""Shares: offices that have named somebody, of these the specialist, somebody who followed another; ATF verified."""


@dataclass(frozen=True)
class Naming:
    """Somebody named by an office."""

    office: str
    name: str
    since: date


def name_points_of_contact(offices: Mapping[str, Office], *, by: Person, on: date) -> None:
    """Most offices have named somebody, often the specialist; of ATF's field divisions a third is verified."""
    for naming in namings(serving(offices, on), on):
        PointOfContact.objects.designate(
            office=offices[naming.office],
            name=naming.name,
            email=email_of(naming.name),
            since=naming.since,
            by=by,
            on=on,
        )
    verify_divisions(by=by, on=on)


def serving(offices: Mapping[str, Office], on: date) -> dict[str, str]:
    """The invented specialist of each office that has one, otherwise nobody."""
    rows = Appointment.objects.standing().filter(starts_on__lte=on, ends_on=None, person__is_demo=True)
    found = rows.order_by("pk").values_list("office__court_id", "person__name")
    return dict.fromkeys(sorted(offices), "") | dict(found)


def namings(specialists: Mapping[str, str], on: date) -> Iterator[Naming]:
    """Who was named where and since when, in order; nobody is invented twice."""
    random = Random(SEED)  # noqa: S311 invented people, no secret
    invented = names(random)
    for court_id, specialist in specialists.items():
        since = on - timedelta(days=random.randint(30, 900))
        is_named, is_specialist, is_followed = (random.random() < share for share in (NAMED, SPECIALIST, FOLLOWED))
        if not is_named:
            continue
        if is_followed:
            yield Naming(court_id, next(invented), since - timedelta(days=random.randint(60, 300)))
        yield Naming(court_id, specialist if specialist and is_specialist else next(invented), since)


def names(random: Random) -> Iterator[str]:
    """Invented names with a double last name, so that nobody of the roster is met again."""
    last = LAST.split()
    doubled = [f"{one}-{other}" for one, other in zip(last, last[1:] + last[:1], strict=True)]
    pairs = [f"{first} {both}" for first in FIRST.split() for both in doubled]
    return iter(random.sample(pairs, len(pairs)))


def verify_divisions(*, by: Person, on: date) -> None:
    """A telephone number that nobody has (555-01xx) for a third of the field divisions; unknown for the rest."""
    random = Random(SEED)  # noqa: S311
    invented = names(random)
    for division in FieldDivision.objects.in_force(on):
        name, number, ago = next(invented), random.randint(100, 199), random.randint(10, 400)
        if random.random() < VERIFIED:
            DivisionContact.objects.enter(
                division=division,
                name=name,
                email=email_of(name),
                phone=f"202-555-0{number}",
                verified_on=on - timedelta(days=ago),
                by=by,
                on=on,
            )
