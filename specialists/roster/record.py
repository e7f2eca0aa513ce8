"""What stands on record, as far as a roster can speak of it. Plain values, so that judging needs no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from specialists.coverage import Authority, Kind


@dataclass(frozen=True)
class Office:
    """An office by everything that a roster may call it."""

    id: int
    court_id: str
    abbreviation: str
    official_name: str
    site_code: str


@dataclass(frozen=True)
class Holder:
    """A person on record. An outsider belongs to a partner organization and cannot be a specialist."""

    name: str
    outside: str = ""


@dataclass(frozen=True)
class Service:
    """One appointment: on record if it has an id, else as a roster states it."""

    office_id: int
    email: str
    name: str
    authority: Authority
    kind: Kind
    starts_on: date
    ends_on: date | None = None
    shared_with_id: int | None = None
    id: int | None = None

    @property
    def key(self) -> tuple[int, str, date]:
        """What tells one appointment from another."""
        return self.office_id, self.email, self.starts_on

    def meets(self, other: "Service") -> bool:
        """Whether both run on some day. Periods are half-open: the day of the end is the first day without."""
        return self.starts_on < (other.ends_on or date.max) and other.starts_on < (self.ends_on or date.max)


@dataclass(frozen=True)
class Contact:
    """Who holds a post of an office, or its mailbox."""

    office_id: int
    post: str
    name: str
    email: str
    id: int | None = None

    @property
    def key(self) -> tuple[int, str]:
        """One contact per post."""
        return self.office_id, self.post


@dataclass(frozen=True)
class Record:
    """A snapshot of all of it. E-mail addresses are in lower case."""

    offices: tuple[Office, ...]
    services: tuple[Service, ...] = ()
    contacts: tuple[Contact, ...] = ()
    people: dict[str, Holder] = field(default_factory=dict)

    def office(self, pk: int) -> Office:
        """The office with this key."""
        return next(office for office in self.offices if office.id == pk)


def by_office(services: Iterable[Service]) -> dict[int, list[Service]]:
    """The appointments of each office."""
    grouped: dict[int, list[Service]] = {}
    for service in services:
        grouped.setdefault(service.office_id, []).append(service)
    return grouped
