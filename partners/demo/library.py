"""Writes the invented library: three editions, one text in review, one draft, each act bound as whoever does it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from partners.demo import library_texts as texts
from partners.models import Adoption, Edition, LibraryDraft, Review
from portal import gazetteer
from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.invented import Told
from portal.models import Office, Person, recording_at
from portal.tenancy import acting_as

AFTERNOON = time(15)


@dataclass(frozen=True)
class Writer:
    """Somebody who acts, for an office or for EOUSA."""

    by: Person
    office: Office | None
    role: DatabaseRole
    today: date

    @contextmanager
    def acting(self, ago: int) -> Iterator[date]:
        """Bound as the person, on a day so long ago."""
        day = self.today - timedelta(days=ago)
        instant = min(datetime.combine(day, AFTERNOON, CENTER), now())
        office_id = self.office.pk if self.office else None
        with recording_at(instant), acting_as(self.role, office_id=office_id, person_id=self.by.pk):
            yield day

    def handed_in(self, facts: Mapping[str, Any], ago: int) -> Review:
        with self.acting(ago):
            return LibraryDraft.objects.begin(office=self.office, by=self.by, **facts).hand_in(by=self.by)

    def adopt(self, edition: Edition, ago: int) -> None:
        assert self.office
        with self.acting(ago) as day:
            Adoption.objects.adopt(edition=edition, office=self.office, by=self.by, on=day)


@transaction.atomic
def invent_library(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """All of it, unless it is there."""
    offices = gazetteer.offices()
    erin = Writer(cast["Erin Cole"], None, DatabaseRole.EOUSA, on)
    ezra = Writer(cast["Ezra Ross"], None, DatabaseRole.EOUSA, on)
    alma = Writer(cast["Alma Reyes"], offices["txnd"], DatabaseRole.OFFICE, on)
    otis = Writer(cast["Otis Green"], offices["nysd"], DatabaseRole.OFFICE, on)
    leo = Writer(cast["Leo Vance"], offices["lawd"], DatabaseRole.HEADS, on)
    with erin.acting(0):
        if Edition.objects.exists():
            return
    sheet = published(alma.handed_in(texts.SCREENING, 210), erin, 200)
    storage = published(otis.handed_in(texts.STORAGE, 120), erin, 111)
    interview = published(ezra.handed_in(texts.INTERVIEW, 60), erin, 55)
    alma.adopt(sheet, 199)
    otis.adopt(sheet, 150)
    leo.adopt(sheet, 40)
    alma.adopt(storage, 90)
    leo.adopt(interview, 20)
    otis.handed_in(texts.WAITING, 6)
    with alma.acting(2):
        LibraryDraft.objects.begin(office=alma.office, by=alma.by, **texts.BEGUN)
    told(1, 1)


def published(review: Review, by: Writer, ago: int) -> Edition:
    with by.acting(ago) as day:
        return review.publish(by=by.by, on=day)
