"""Builders of the directory: an organization as an office enters it, and as it speaks of itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from partners.models import OwnWord, Profile, Reach, RoleContact
from partners.models.entry_link import SALT
from partners.models.office_word import enter_organization
from portal.access import DatabaseRole
from portal.models import Membership, Organization, Person
from portal.models.owned import recording_at
from portal.tenancy import Binding, bound
from tests import make
from tests.make import DAY
from tests.partners.log import at_office


@contextmanager
def as_partner(organization: Organization) -> Iterator[None]:
    """Bound as somebody of the organization, or as its link binds."""
    with bound(Binding(DatabaseRole.PARTNER, organization_id=organization.pk)):
        yield


def entered(by: Person, name: str = "Harbor House (invented)", kind: str = "SHELTER", **facts: Any) -> Organization:
    """An organization that somebody's office has entered, as long ago as `on` says."""
    on = facts.pop("on", DAY)
    with recording_at(datetime.combine(on, time(12), tzinfo=make.NOW.tzinfo)), at_office(by) as member:
        assert member.office
        return enter_organization(office=member.office, name=name, kind=kind, by=by, on=on, **facts)


def contact(by: Person, organization: Organization, email: str, **facts: Any) -> RoleContact:
    """A mailbox of the organization, written down by somebody's office."""
    with at_office(by) as member:
        row = {"office_id": member.office_id, "post": "MAIN", "recorded_by": by}
        return RoleContact.objects.create(organization=organization, email=email, **row | facts)


def manager_of(organization: Organization, name: str = "Mara Quist") -> Person:
    return make.member(name, make.Role.MANAGER, organization=organization)


def said(organization: Organization, by: Person | None = None, **facts: Any) -> OwnWord:
    """The organization has written its entry itself."""
    word = OwnWord(organization, by)
    if "contacts" in facts:
        facts["contacts"] = {post: Reach(*reach) for post, reach in facts["contacts"].items()}
    with as_partner(organization):
        word.say(on=facts.pop("on", DAY), **{"kind": "SHELTER"} | facts)
    return word


def entries(organization: Organization) -> list[Profile]:
    """What stands, as the organization reads it."""
    with as_partner(organization):
        return list(Profile.objects.standing().filter(organization=organization).order_by("pk"))


def contacts(organization: Organization) -> dict[str, tuple[str, str]]:
    with as_partner(organization):
        rows = RoleContact.objects.standing().filter(organization=organization, is_confidential=False)
        return {row.post: (row.email, row.phone) for row in rows}


def link(organization: Organization, email: str, act: str = "", *arguments: object) -> str:
    key = signing.dumps([organization.pk, email], salt=SALT)
    return reverse(f"entry-link{act}", args=[key, *arguments])


def office_of(person: Person) -> Membership:
    return Membership.objects.select_related("office").get(person=person)


def half_a_year_before(day: date) -> date:
    return day - timedelta(days=183)
