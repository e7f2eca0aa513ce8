"""From a row to the fact that it states. Everything that is wrong with a row is named at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from portal.errors import Refused
from specialists.coverage import Kind
from specialists.roster.reading import Line, Sheet, Table
from specialists.roster.record import Contact, Record, Service
from specialists.roster.values import (
    Offices,
    authority_of,
    email_of,
    end_of,
    filled,
    kind_of,
    name_of,
    no_formula,
    post_of,
    same_name,
    start_of,
    writes_the_day_first,
)

T = TypeVar("T")
Fact = Service | Contact
MAILBOX = "STAFFING_MAILBOX"


@dataclass
class Cells:
    """The cells of one row while they are read; collects what is wrong instead of stopping at the first."""

    cells: dict[str, str]
    wrong: list[str]

    def take(self, column: str, read: Callable[[str], T]) -> T | None:
        """The value of a cell that must be filled; None if it is wrong."""
        return self._read(column, lambda text: read(filled(text, column)))

    def take_if_filled(self, column: str, read: Callable[[str], T]) -> T | None:
        """The value of a cell that may be empty."""
        return self._read(column, read) if self.cells.get(column) else None

    def _read(self, column: str, read: Callable[[str], T]) -> T | None:
        text = self.cells.get(column, "")
        try:
            no_formula(text, column)
            return read(text)
        except Refused as refusal:
            self.wrong.append(str(refusal))
            return None


def has_a_day_first(line: Line) -> bool:
    """Whether a date of the row can only be read as day/month/year: then 3/4/2026 elsewhere is open."""
    return any(writes_the_day_first(line.cells.get(name, "")) for name in ("starts_on", "ends_on"))


class Parser:
    """Reads the rows of one file; keeps what concerns all of them."""

    def __init__(self, sheet: Sheet, record: Record, on: date) -> None:
        self.record, self.table = record, sheet.table
        self.offices = Offices(record.offices)
        day_first = next((line.number for line in sheet.lines if has_a_day_first(line)), 0)
        self.starts_on = partial(start_of, on=on, day_first=day_first)
        self.ends_on = partial(end_of, on=on, day_first=day_first)
        self.services = {service.key: service for service in record.services}
        self.contacts = {contact.key: contact for contact in record.contacts}

    def fact(self, line: Line) -> Fact:
        """What the row states. Raises Refused with every sentence that the row has earned."""
        if line.trouble:
            raise Refused(line.trouble)
        cells = Cells(line.cells, [])
        fact = self._service(cells) if self.table is Table.SPECIALISTS else self._contact(cells)
        if fact is None or cells.wrong:
            raise Refused(" ".join(cells.wrong))
        return fact

    def known(self, fact: Fact) -> Fact | None:
        """What stands on record under the same key."""
        return self.services.get(fact.key) if isinstance(fact, Service) else self.contacts.get(fact.key)

    def _service(self, cells: Cells) -> Service | None:
        office, name = cells.take("office", self.offices.named), cells.take("person", name_of)
        email, authority = cells.take("email", email_of), cells.take("authority", authority_of)
        kind, starts_on = cells.take("kind", kind_of), cells.take("starts_on", self.starts_on)
        ends_on = cells.take_if_filled("ends_on", self.ends_on)
        other = cells.take_if_filled("shared_with", self.offices.named)
        if not (office and name and email and authority and kind and starts_on):
            return None
        other_id = other.id if other else None
        stated = Service(office.id, email, name, authority, kind, starts_on, ends_on, other_id)
        service = self._completed(stated, cells.cells)
        cells.wrong.extend(self._faults(service))
        return service

    def _completed(self, stated: Service, cells: dict[str, str]) -> Service:
        """With what the record has where the file has no such column: a missing column changes nothing."""
        known = self.services.get(stated.key)
        if known is None:
            return stated
        kept: dict[str, Any] = {"id": known.id}
        if "ends_on" not in cells:
            kept["ends_on"] = known.ends_on
        if "shared_with" not in cells and stated.kind is Kind.SHARED:
            kept["shared_with_id"] = known.shared_with_id
        return replace(stated, **kept)

    def _faults(self, service: Service) -> Iterator[str]:
        """What is wrong with a row whose cells are each right."""
        if service.ends_on and service.ends_on <= service.starts_on:
            yield _("It ends (%(end)s) before it starts (%(start)s). Correct one of the dates.") % {
                "end": service.ends_on.isoformat(),
                "start": service.starts_on.isoformat(),
            }
        if service.shared_with_id and service.kind is not Kind.SHARED:
            yield _("Only a shared specialist is shared with an office. Write the kind “shared”, or empty shared_with.")
        if service.kind is Kind.SHARED and not service.shared_with_id:
            yield _("A shared specialist needs the other office. Name it in the column shared_with.")
        if service.shared_with_id == service.office_id:
            yield _("An office cannot share a specialist with itself. Name the other office in shared_with.")
        yield from self._faults_of_person(service)

    def _faults_of_person(self, service: Service) -> Iterator[str]:
        holder = self.record.people.get(service.email)
        if holder and holder.outside:
            yield _("%(email)s belongs to %(name)s of %(outside)s, not to a US Attorney's Office. Correct it.") % {
                "email": service.email,
                "name": holder.name,
                "outside": holder.outside,
            }
        elif holder and not same_name(holder.name, service.name):
            yield _("%(email)s is on record as %(known)s, the row says %(name)s. Correct the name or the address.") % {
                "email": service.email,
                "known": holder.name,
                "name": service.name,
            }

    def _contact(self, cells: Cells) -> Contact | None:
        office, post = cells.take("office", self.offices.named), cells.take("post", post_of)
        email = cells.take("email", email_of)
        take_name = cells.take if post not in {None, MAILBOX} else cells.take_if_filled
        name = take_name("person", name_of)
        if not (office and post and email):
            return None
        known = self.contacts.get((office.id, post))
        return Contact(office.id, post, name or "", email, id=known.id if known else None)
