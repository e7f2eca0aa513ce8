"""Between a roster and the record: what stands there, and the rows that a roster adds."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models.functions import Lower

from portal.models import Office, Person
from specialists.coverage import Authority, Kind
from specialists.models.appointment import Appointment
from specialists.models.contact import StaffContact
from specialists.roster import record
from specialists.roster.judging import Fate, Verdict
from specialists.roster.reading import Sheet


def record_of(sheet: Sheet) -> record.Record:
    """What stands on record, as far as the rows of the sheet can touch it: four queries."""
    emails = {line.cells["email"].lower() for line in sheet.lines}
    people = Person.objects.annotate(lower=Lower("email")).filter(lower__in=emails).select_related("organization")
    offices = Office.objects.values_list("id", "court_id", "abbreviation", "official_name", "site_code")
    return record.Record(
        offices=tuple(record.Office(*row) for row in offices),
        services=tuple(map(service_of, Appointment.objects.standing().select_related("person"))),
        contacts=tuple(record.Contact(*row) for row in contacts()),
        people={
            person.email.lower(): record.Holder(person.name, person.organization.name if person.organization else "")
            for person in people
        },
    )


def contacts() -> "list[tuple[int, str, str, str, int]]":
    """The standing staffing contacts, in the order of the fields of `record.Contact`."""
    return list(StaffContact.objects.standing().values_list("office_id", "post", "name", "email", "id"))


def service_of(row: Appointment) -> record.Service:
    """An appointment as a roster states it."""
    return record.Service(
        office_id=row.office_id,
        email=row.person.email.lower(),
        name=row.person.name,
        authority=Authority(row.authority),
        kind=Kind(row.kind),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        shared_with_id=row.shared_with_id,
        id=row.pk,
    )


def write(verdicts: list[Verdict], *, by: Person, on: date, told: Callable[[int, int], None]) -> None:
    """Carry out the rows in their turn. A row that cannot be carried out any more refuses them all."""
    rows = sorted((verdict for verdict in verdicts if verdict.fate is not Fate.SAME), key=lambda row: row.turn)
    offices, people = Office.objects.in_bulk(), people_of(row.fact for row in rows)
    for done, row in enumerate(rows, 1):
        if isinstance(row.fact, record.Service):
            write_service(row.fact, offices, people[row.fact.email], by=by, on=on)
        elif isinstance(row.fact, record.Contact):
            contact = row.fact
            office = offices[contact.office_id]
            StaffContact.objects.enter(office=office, post=contact.post, name=contact.name, email=contact.email, by=by)
        told(done, len(rows))


def write_service(service: record.Service, offices: dict[int, Office], person: Person, *, by: Person, on: date) -> None:
    """Appoint, or put a corrected row in the place of the one that stands."""
    shared_with = offices[service.shared_with_id] if service.shared_with_id else None
    if service.id:
        Appointment.objects.get(pk=service.id).change(
            authority=service.authority,
            kind=service.kind,
            ends_on=service.ends_on,
            shared_with_id=service.shared_with_id,
            by=by,
            on=on,
        )
        return
    Appointment.objects.appoint(
        office=offices[service.office_id],
        person=person,
        authority=service.authority,
        kind=service.kind,
        starts_on=service.starts_on,
        ends_on=service.ends_on,
        shared_with=shared_with,
        by=by,
        on=on,
    )


def people_of(facts: Iterable[object]) -> dict[str, Person]:
    """Everybody whom the rows name, by address. Who is not on record is entered: a name and no account."""
    names = {fact.email: fact.name for fact in facts if isinstance(fact, record.Service)}
    known = Person.objects.annotate(lower=Lower("email")).filter(lower__in=names)
    people = {person.email.lower(): person for person in known}
    fresh = [Person(name=name, email=email) for email, name in names.items() if email not in people]
    return people | {person.email: person for person in Person.objects.bulk_create(fresh)}
