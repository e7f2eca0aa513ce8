"""The link in the mail of a directive: it opens one page and acts once."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import ClassVar

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from portal.access import Role
from portal.errors import Refused
from portal.models import Membership, OfficeOwned, Person, Suppression, why_refused
from portal.tenancy import SameOffice, Wall
from specialists.models.contact import StaffContact
from specialists.models.response import How, Response
from specialists.models.vacancy import Vacancy

OPEN_FOR = timedelta(days=30)
"""How long after the due date a link still answers: whoever is late has to find the door open."""


@dataclass(frozen=True)
class Addressee:
    """Somebody at an office who is written to."""

    name: str
    email: str
    post: str
    person_id: int | None = None
    leads: bool = False
    """Whether they can give the answer: the US Attorney or the First Assistant."""
    refused: str = ""
    """Why nothing is written to them, where it is so."""


def addressees(offices: Collection[int]) -> dict[int, list[Addressee]]:
    """By office, whom to write to. An office where nobody can be reached is not in the answer."""
    found = {office: [one for one in people if not one.refused] for office, people in known_people(offices).items()}
    return {office: people for office, people in found.items() if people}


def known_people(offices: Collection[int]) -> dict[int, list[Addressee]]:
    """By office, its leadership with accounts, then its staffing contacts, each address once; also who is not written
    to, with the reason. Four queries, for EOUSA."""
    refused = {address: why_refused(reason) for address, reason in Suppression.objects.reasons().items()}
    return {
        office: [replace(one, refused=refused.get(one.email, "")) for one in people]
        for office, people in people_of(offices).items()
    }


def people_of(offices: Collection[int]) -> dict[int, list[Addressee]]:
    """By office, who is on record: three queries."""
    found: dict[int, dict[str, Addressee]] = defaultdict(dict)
    leaders = Membership.objects.in_force().filter(office__in=offices, role=Role.LEADERSHIP, person__is_active=True)
    for member in leaders.select_related("person").order_by("pk"):
        email = member.person.email.lower()
        one = Addressee(member.person.name, email, member.get_role_display(), member.person_id, True)
        found[member.office_id or 0].setdefault(email, one)
    contacts = list(StaffContact.objects.standing().filter(office__in=offices))
    contacts.sort(key=lambda contact: POSTS.index(contact.post))
    people = dict(Person.objects.filter(email__in={c.email.lower() for c in contacts}).values_list("email", "pk"))
    for contact in contacts:
        email = contact.email.lower()
        post, leads = contact.get_post_display(), contact.post in LEADING
        one = Addressee(contact.name, email, post, people.get(email), leads)
        found[contact.office_id].setdefault(email, one)
    return {office: list(by_email.values()) for office, by_email in found.items()}


def is_hiring_likely(response: Response) -> bool:
    """Whether the office can be hiring: it has no specialist for good, or a vacancy is open."""
    return not response.is_filled or Vacancy.objects.open().filter(office=response.office_id).exists()


POSTS = list(StaffContact.Post)
LEADING = {StaffContact.Post.US_ATTORNEY, StaffContact.Post.FIRST_ASSISTANT}


def hash_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def last_moment(due_on: date) -> datetime:
    """Until when the link of a directive with this due date acts."""
    return datetime.combine(due_on + OPEN_FOR, time(23, 59, 59), get_default_timezone())


class AnswerLinkQuerySet(models.QuerySet["AnswerLink"]):
    """Links, and how they are made."""

    def make(
        self, told: Iterable[tuple[Response, Addressee]], *, due_on: date, at: datetime
    ) -> list[tuple["AnswerLink", str]]:
        """A link with its key for each who has none for this response, also when two make them at once."""
        made = {}
        for response, one in told:
            key = secrets.token_urlsafe(32)
            made[hash_of(key)] = key, AnswerLink(
                response=response, office_id=response.office_id, name=one.name, email=one.email,
                person_id=one.person_id, key_hash=hash_of(key), made_at=at, expires_at=last_moment(due_on),
            )  # fmt: skip
        self.bulk_create([link for _key, link in made.values()], ignore_conflicts=True)
        ours = self.filter(key_hash__in=made).select_related("response__office", "person").order_by("pk")
        return [(link, made[link.key_hash][0]) for link in ours]


class AnswerLink(OfficeOwned):
    """One recipient's way to answer without a password. Only the key's hash is kept; it acts once."""

    class Act(models.TextChoices):
        ACKNOWLEDGE = "ACKNOWLEDGE", "acknowledge"
        HIRING = "HIRING", "still hiring"

    response = models.ForeignKey(Response, models.PROTECT, related_name="links")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_for = models.CharField(max_length=11, choices=Act.choices, blank=True)

    objects: ClassVar[AnswerLinkQuerySet] = AnswerLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["response", "email"], name="one_link_per_response_and_recipient"),
            SameOffice(name="answer_link_of_own_response", field="response"),
            Wall(
                name="answer_link_wall",
                secret=["key_hash"],
                app="select",
                office="select update:used_at,used_for",
                oarm="select",
                eousa_reader="select",
                eousa="select insert",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def who(self) -> str:
        """As whom it acts."""
        return self.name or self.email

    def offers(self) -> list[str]:
        """What it can still do: nothing that somebody has done already, and nothing that needs a sign-in."""
        response = self.response
        acts = [] if response.acknowledged_at else [self.Act.ACKNOWLEDGE]
        is_hiring = response.asks_more and not response.hiring_at and is_hiring_likely(response)
        return [*acts, self.Act.HIRING] if is_hiring else [*acts]

    def why_closed(self, *, at: datetime) -> str:
        """Who has answered and when, or why the link no longer acts; '' while it does."""
        response = self.response
        if response.withdrawn_at:
            why = {"why": response.directive.withdrawn_because}
            return _("This directive was withdrawn. Nothing is owed. The reason: %(why)s") % why
        if self.used_at or response.answered_at or not self.offers():
            return " ".join(response.told())
        if self.expires_at <= at:
            day = {"day": date_format(localdate(self.expires_at))}
            return _("This link expired on %(day)s. Sign in to answer.") % day
        return ""

    @transaction.atomic
    def act(self, *, what: str, at: datetime) -> None:
        """Do it, once however often the button is pressed. Never changes coverage."""
        unused = AnswerLink.objects.filter(pk=self.pk, used_at=None, expires_at__gt=at)
        if what not in self.offers() or not unused.update(used_at=at, used_for=what):
            raise Refused(_("Somebody was quicker, or the link has been used. Open it again to see."))
        self.used_at, self.used_for = at, what
        if what == self.Act.ACKNOWLEDGE:
            self.response.acknowledge(by=self.person, name=self.who, how=How.BY_LINK, at=at)
        else:
            self.response.say_hiring(by=self.person, name=self.who, at=at)
