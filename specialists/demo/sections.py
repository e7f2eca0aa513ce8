"""An invented section in the District of Columbia, whose office truly is of another kind than the others."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.invented import Told
from portal.models import Office, Person, recording_at
from portal.tenancy import acting_as
from specialists.models import Section

AGO = 21
"""Days since it began: somebody serves there full time already, so no figure of the three years changes."""


def invent(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """As the desk officer was told it by telephone."""
    erin, day = cast["Erin Cole"], on - timedelta(days=AGO)
    instant = datetime.combine(day, time(10), CENTER)
    with recording_at(instant), acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        office = Office.objects.get(court_id="dcd")
        if not Section.objects.filter(office=office).exists():
            Section.objects.open(
                office=office, name="Sexual and Domestic Violence Section (invented)", head_name="Quinn Mercer",
                deputies=2, attorneys=14, advocates=6, interviewers=2, starts_on=day, by=erin, on=day,
            )  # fmt: skip
    told(1, 1)
