"""Builders of the log: entries, steps and shares as somebody of an office writes them, and what a partner sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import models

from partners.duties import Duty
from partners.models import NextStep, Outreach, Share
from partners.taxonomy import Did
from portal.access import DATABASE_ROLE, Role
from portal.models import Membership, Organization, Person
from portal.tenancy import Binding, bound
from tests.make import DAY, NOW


def membership(person: Person) -> Membership:
    return Membership.objects.select_related("office").get(person=person, ended_at=None)


@contextmanager
def at_office(person: Person) -> Iterator[Membership]:
    """Bound as the web binds this person."""
    member = membership(person)
    with bound(
        Binding(DATABASE_ROLE[Role(member.role)], member.office_id, member.organization_id, person_id=person.pk)
    ):
        yield member


def entry(by: Person, *, organizations: list[Organization], **facts: Any) -> Outreach:
    """A standing entry of the person's office."""
    defaults = {"held_on": DAY - timedelta(days=3), "did": Did.MEETING, "duty": Duty.FIREARMS, "line": "A meeting"}
    with at_office(by) as member:
        assert member.office
        on = facts.pop("on", DAY)
        said = defaults | facts
        made: Outreach = Outreach.objects.log(office=member.office, organizations=organizations, by=by, on=on, **said)
    return made


def step(by: Person, of: Outreach | None, text: str, **facts: Any) -> NextStep:
    with at_office(by) as member:
        assert member.office
        defaults = {"due_on": DAY + timedelta(days=7), "on": DAY}
        return NextStep.objects.promise(office=member.office, outreach=of, text=text, by=by, **defaults | facts)


def share(of: Outreach, organization: Organization, **facts: Any) -> Share:
    with at_office(of.recorded_by):
        return Share.objects.create(
            office_id=of.office_id, outreach=of, organization=organization, held_on=of.held_on, did=of.did,
            office_name="N.D. Tex.", shared_at=NOW, **facts,
        )  # fmt: skip


def seen_by(person: Person, model: type[models.Model]) -> list[Any]:
    """The keys of the rows that the person may see."""
    with at_office(person):
        return list(model._default_manager.order_by("pk").values_list("pk", flat=True))
