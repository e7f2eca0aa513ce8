"""Everything that the page of one office shows, read in a fixed number of queries however long its history is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from portal.models import County, Membership, Message, Office, OfficeContact, Person
from specialists.changes import events_between
from specialists.coverage import Fact, Source, Span, timeline
from specialists.models import DesignatedCommunity, Desk, PointOfContact, Section, StaffContact
from specialists.models.section import KEPT
from specialists.nation import checked, facts, is_refused, refusal
from specialists.standing import Standing, standing

MESSAGES_SHOWN = 10


def office_with_all(court_id: str, known: datetime) -> Office | None:
    """The office with its counties, contacts, desk officer and what it has under 18 USC 925D: one query."""
    of_office = {"office": OuterRef("pk")}
    counties = County.objects.filter(Q(office=OuterRef("pk")) | Q(other_office=OuterRef("pk")), is_current=True)
    contacts = OfficeContact.objects.filter(**of_office).order_by("pk")
    desk = Desk.objects.standing().filter(**of_office)
    points = PointOfContact.objects.standing().filter(**of_office).order_by("starts_on")
    communities = DesignatedCommunity.objects.filter(district=OuterRef("pk"), valid_to=None)
    return (
        Office.objects.filter(court_id=court_id)
        .annotate(
            all_counties=ArraySubquery(counties.order_by("name").values(row=JSONObject(name="name", split="split"))),
            all_contacts=ArraySubquery(
                contacts.values(row=JSONObject(kind="kind", value="value", verified_on="verified_on"))
            ),
            staff_contacts=staff(known),
            desks=ArraySubquery(desk.values(row=JSONObject(id="person_id", name="person__name"))),
            points=ArraySubquery(
                points.values(row=JSONObject(pk="pk", name="name", email="email", since="starts_on", until="ends_on"))
            ),
            sections=sections(),
            communities=ArraySubquery(communities.values(row=JSONObject(name="name", month="designated_in"))),
        )
        .first()
    )


def staff(known: datetime) -> ArraySubquery:
    """Whom the office has named for its posts, each with what came back from the address."""
    own = StaffContact.objects.standing().filter(office=OuterRef("pk")).order_by("pk")
    own = own.annotate(is_refused=is_refused("email", known), refusal=refusal("email", known))
    facts = ("post", "name", "email", "is_refused", "refusal")
    return ArraySubquery(own.values(row=JSONObject(**{name: name for name in facts})))


def sections() -> ArraySubquery:
    """Every entry of the office's sections, the newest first."""
    own = Section.objects.standing().filter(office=OuterRef("pk")).order_by("-starts_on", "-pk")
    return ArraySubquery(own.values(row=JSONObject(pk="pk", **{name: name for name in KEPT})))


@dataclass(frozen=True)
class Dossier:
    """One office as of today: how it stands, who works there, what was said to it."""

    office: Office
    standing: Standing
    facts: list[Fact]
    members: list[Membership]
    names: dict[int, str]
    is_reachable: bool
    """Whether somebody there can be told, as far as the reader may know."""

    @property
    def spans(self) -> list[Span]:
        return timeline(self.facts, self.standing.day)

    def of(self, source: Source) -> list[Fact]:
        """The facts of one kind, newest first."""
        return sorted((f for f in self.facts if f.source is source), key=lambda f: (f.starts_on, f.row), reverse=True)

    @property
    def serving(self) -> list[Fact]:
        """The appointments that hold today or are still to come."""
        today = self.standing.day
        return [f for f in self.of(Source.APPOINTMENT) if f.ends_on is None or f.ends_on > today]

    @property
    def absences(self) -> list[Fact]:
        """The absences that run today or are still to come."""
        today = self.standing.day
        return [f for f in self.of(Source.ABSENCE) if f.ends_on is None or f.ends_on > today]

    @property
    def happened(self) -> list[dict[str, Any]]:
        """The events behind the answers, newest first, with names."""
        events = events_between(self.facts, date.min, self.standing.day)
        return [
            {
                "on": event.on,
                "sentence": event.sentence(
                    self.names.get(event.fact.person_id or 0, ""), self.names.get(event.fact.stand_in_id or 0, "")
                ),
            }
            for event in reversed(events)
        ]


def dossier(office: Office, on: date, known: datetime, also_named: Iterable[int] = ()) -> Dossier:
    """Read the office's facts, members and the names in them: three queries, one more to check what is shared."""
    begun = facts(on=date.max, known=known, office_id=office.pk)
    held = Membership.objects.in_force().filter(office=office).select_related("person").order_by("role", "pk")
    members: list[Any] = list(held.annotate(is_refused=is_refused("person__email", known)))
    contacts = getattr(office, "staff_contacts", [])
    is_reachable = not all([*(one.is_refused for one in members), *(one["is_refused"] for one in contacts)])
    people = {fact.person_id for fact in begun} | {fact.stand_in_id for fact in begun} | set(also_named)
    names = dict(Person.objects.filter(pk__in=filter(None, people)).values_list("pk", "name"))
    stands = checked(standing(office.pk, begun, on, is_reachable=is_reachable), known)
    return Dossier(office, stands, begun, members, names, is_reachable)


def messages_to(office: Office) -> list[Message]:
    """The latest messages about the office: who was told what, and what became of it."""
    return list(Message.objects.filter(office=office).select_related("person", "decided_by")[:MESSAGES_SHOWN])
