"""A change of law opens a next step in each office of the state, once; `docs/decisions/0025-law-that-changes.md`.

Rows that were superseded meanwhile count too: what somebody has recorded as changed is heard of, however soon after
another row took its place.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q

from partners.erpo_changes import begins
from partners.models.keeping import can_keep
from partners.models.law import ErpoLaw
from partners.models.step import NextStep, kept_by
from portal import gazetteer
from portal.access import DatabaseRole
from portal.calendar import local_day
from portal.models import Office, Person
from portal.tenancy import acting_as
from specialists.models import Appointment

DUE_AFTER = timedelta(days=30)
OPENED_FOR = "erpo:"


def offices_of(state: str) -> list[Office]:
    """The offices whose district lies in the state."""
    return [office for office in gazetteer.offices().values() if office.state == state]


def open_law_steps(*, at: datetime) -> int:
    """Open what is still to be opened; says how many steps it found missing. A job: run again, or twice at once, it
    opens nothing twice, and what an office has done or dropped does not come back."""
    with acting_as(DatabaseRole.JOBS):
        missing = list(steps_due(at))
        NextStep.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def steps_due(at: datetime) -> Iterator[NextStep]:
    """The steps that no office has been given yet."""
    changed = ErpoLaw.objects.exclude(change="").select_related("recorded_by", "replaces").order_by("pk")
    opened = set(NextStep.objects.exclude(opened_for="").values_list("office", "opened_for"))
    for law in changed:
        missing = (each for each in offices_of(law.state) if (each.pk, opened_for(law)) not in opened)
        yield from (step_of(law, office, local_day(at, office.zone)) for office in missing)


def opened_for(law: ErpoLaw) -> str:
    """What stands in the step: once per office."""
    return f"{OPENED_FOR}{law.pk}"


def step_of(law: ErpoLaw, office: Office, on: date) -> NextStep:
    return NextStep(
        office=office, text=law.change, due_on=due_day(law, on), office_name=office.abbreviation,
        made_by=law.recorded_by, opened_for=opened_for(law), **kept_by(specialist_of(office, on)),
    )  # fmt: skip


def due_day(law: ErpoLaw, on: date) -> date:
    """A month for it; of a change ahead until the first day on which it is different, if that is later."""
    return max(on + DUE_AFTER, begins(law.law_before, law.law).day or on)


def specialist_of(office: Office, on: date) -> Person | None:
    """The office's specialist of that day, where there is exactly one and that one may keep steps here."""
    lasting = Q(ends_on=None) | Q(ends_on__gt=on)
    serving = Appointment.objects.standing().filter(lasting, office=office, starts_on__lte=on)
    found = list(Person.objects.filter(pk__in=serving.values("person"))[:2])
    return found[0] if len(found) == 1 and can_keep(found[0], office) else None
