"""What an office says of an organization in the directory: enters it, mends it, asks it, keeps it to itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Func, Q, TextField, Value
from django.utils.translation import gettext as _

from partners.kinds import FACTS, Kind
from partners.models.own_word import Reach, has_statement
from partners.models.partnership import Partnership
from partners.models.profile import VERIFIED_FOR, Profile, RoleContact
from portal.calendar import CENTER, local_day
from portal.errors import Refused
from portal.models import Invitation, Membership, Office, Organization, Person, is_inventing
from portal.pages import refusing
from specialists.nation import counting

LOCKS = 95
"""The family of advisory locks on the directory; the other half of a lock's key is the office's that enters."""


@transaction.atomic
def enter_organization(
    *, office: Office, name: str, kind: str, by: Person, on: date, is_confidential: bool = False, **facts: Any
) -> Organization:
    """Enter an organization as a partner of the office; pressed twice, it is entered once.

    Of a tribe nothing is read by others before it has approved: its entry is the office's own until then.
    """
    name = " ".join(name.split())
    one_at_a_time(office.pk)
    organization = entered_before(office, name, kind)
    if organization is None:
        hidden = is_confidential or FACTS[Kind(kind)].is_tribal
        organization = Organization.objects.create(
            name=name, office=office, is_confidential=hidden, is_demo=is_inventing()
        )
        own = {"office": office, "is_confidential": hidden, "kind": kind, "recorded_by": by}
        Profile.objects.create(organization=organization, **own, **stated(facts, on))
    Partnership.objects.begin(office=office, organizations=[organization], by=by, on=on)
    return organization


def one_at_a_time(key: int) -> None:
    """Let nobody else begin with the same key until this transaction ends."""
    lock = Func(Value(LOCKS), Value(key), function="pg_advisory_xact_lock", output_field=TextField())
    list(Office.objects.order_by("pk").values_list(lock)[:1])


def entered_before(office: Office, name: str, kind: str) -> Organization | None:
    """What the office has entered by the same name as the same kind, or the entry of which that is a double."""
    rows = Profile.objects.standing().filter(kind=kind, organization__office=office, organization__name__iexact=name)
    row = rows.select_related("organization__merged_into").first()
    return (row.organization.merged_into or row.organization) if row else None


def stated(facts: dict[str, Any], on: date) -> dict[str, Any]:
    """With the day of what the organization states; today where none is named."""
    return facts | {"stated_on": facts.get("stated_on") or on} if has_statement(facts) else facts | {"stated_on": None}


@dataclass(frozen=True)
class OfficeWord:
    """One organization as one office reads it and writes about it."""

    office: Office
    organization: Organization

    def rows(self) -> list[Profile]:
        """The open entry before the one that the office keeps to itself; each may be missing."""
        found = Profile.objects.standing().filter(organization=self.organization).order_by("is_confidential")
        return list(found.select_related("office", "recorded_by"))

    def open_row(self) -> Profile | None:
        return next((row for row in self.rows() if not row.is_confidential), None)

    def private_row(self) -> Profile | None:
        return next((row for row in self.rows() if row.is_confidential), None)

    def why_kept_by_itself(self, on: date) -> str:
        """The sentence that refuses an edit while the organization keeps its own entry; empty while it does not."""
        row = self.open_row()
        if row is None or not (is_fresh_word(row, on) or has_members(self.organization)):
            return ""
        named = {"name": self.organization.name}
        return _("%(name)s keeps its entry itself; tell it what is wrong.") % named

    def why_not_mine(self, on: date) -> str:
        """The sentence that refuses an edit; empty for a partner that does not keep its entry itself."""
        return self.why_kept_by_itself(on) or self.why_no_partner()

    def why_no_partner(self) -> str:
        """The sentence that refuses words about an organization that the office neither entered nor works with."""
        is_ours = Q(organization=self.organization) | Q(organization__merged_into=self.organization)
        partners = Partnership.objects.standing().filter(is_ours, office=self.office)
        if self.organization.office_id == self.office.pk or partners.exists() or self.open_row() is None:
            return ""
        named = {"name": self.organization.name}
        return _("Your office does not work with %(name)s. Make it a partner before you write about it.") % named

    @transaction.atomic
    def edit(self, *, by: Person, on: date, name: str, kind: str, **facts: Any) -> None:
        """Put a changed entry in the place of the one that stands. Of a tribe this is a proposal that waits for it."""
        name = " ".join(name.split())
        facts = stated(facts, on) | {"kind": kind}
        row = self._to_replace(kind, on)
        self._rename(name, kind)
        sentence = _("Somebody else has just written this entry. Look at it again.")
        with refusing(one_open_profile_per_organization=sentence, one_confidential_profile_per_office=sentence):
            if row is None:
                hidden = self.organization.is_confidential or FACTS[Kind(kind)].is_tribal
                own = {"office": self.office, "is_confidential": hidden, "recorded_by": by}
                Profile.objects.create(organization=self.organization, **own, **facts)
            elif any(getattr(row, key) != value for key, value in facts.items()):
                row.supersede(by=by, office=self.office, **facts)

    def _to_replace(self, kind: str, on: date) -> Profile | None:
        """The row whose place an edit takes. Raises Refused where the organization keeps it."""
        if refusal := self.why_no_partner() if FACTS[Kind(kind)].is_tribal else self.why_not_mine(on):
            raise Refused(refusal)
        if FACTS[Kind(kind)].is_tribal:
            return self.private_row()
        return self.open_row() or self.private_row()

    def _rename(self, name: str, kind: str) -> None:
        if name == self.organization.name:
            return
        if FACTS[Kind(kind)].is_tribal and not self.organization.is_confidential:
            raise Refused(_("The name of a tribe is changed by the tribe."), field="name")
        if self.organization.office_id != self.office.pk:
            raise Refused(_("The name is changed by the office that entered it. Tell that office."), field="name")
        Organization.objects.filter(pk=self.organization.pk).update(name=name)

    @transaction.atomic
    def verify(self, *, by: Person, on: date, asked_on: date) -> None:
        """Put on record that the organization was asked on a day, and that all is as it stands."""
        row = next(iter(self.rows()), None)
        if row is None:
            raise Refused(_("Nothing is entered yet that could be confirmed. Enter first what it is."))
        if not row.is_confidential and row.facts.is_tribal:
            raise Refused(_("A tribe confirms its entry itself."))
        if refusal := self.why_not_mine(on):
            raise Refused(refusal)
        refuse_day(asked_on, row.verified_on, on)
        if asked_on != row.verified_on:
            row.supersede(by=by, office=self.office, verified_on=asked_on)

    @transaction.atomic
    def reach(self, *, by: Person, on: date, post: str, email: str, phone: str) -> None:
        """Say how a role is reached, in place of what is on record. Both empty: it is reached no more."""
        if refusal := self.why_not_mine(on):
            raise Refused(refusal)
        hidden = self.keeps_to_itself()
        rows = RoleContact.objects.standing().filter(organization=self.organization, post=post, is_confidential=hidden)
        row = rows.first()
        said = Reach(email, phone)
        if said == (Reach(row.email, row.phone) if row else Reach()):
            return
        sentence = _("Somebody else has just written down this contact. Look at it again.")
        with refusing(one_open_contact_per_role=sentence, one_confidential_contact_per_role=sentence):
            if row:
                row.supersede(by=by, **({"office": self.office, "email": email, "phone": phone} if any(said) else {}))
            else:
                RoleContact.objects.create(
                    organization=self.organization, office=self.office, is_confidential=hidden, post=post,
                    email=email, phone=phone, recorded_by=by,
                )  # fmt: skip

    @transaction.atomic
    def reach_all(self, *, by: Person, on: date, contacts: Mapping[str, Reach]) -> None:
        """Say how each role is reached."""
        for post, (email, phone) in contacts.items():
            self.reach(by=by, on=on, post=post, email=email, phone=phone)

    def contacts(self) -> list[RoleContact]:
        """The contacts that `reach` would put others in the place of."""
        rows = RoleContact.objects.standing().filter(organization=self.organization)
        return list(rows.filter(is_confidential=self.keeps_to_itself()))

    def keeps_to_itself(self) -> bool:
        """Whether what this office writes about it is read by nobody else: the whole entry, or that of a tribe."""
        row = next(iter(self.rows()), None)
        return self.organization.is_confidential or bool(row and row.facts.is_tribal)

    @transaction.atomic
    def conceal(self, *, by: Person, on: date) -> None:
        """Keep to the office that the organization exists, with every row about it."""
        self._refuse_if_others(on)
        if double := self.private_row():
            double.supersede(by=by)
        for model in (Profile, RoleContact):
            model.objects.filter(organization=self.organization, office=self.office).update(is_confidential=True)
        Organization.objects.filter(pk=self.organization.pk).update(is_confidential=True)

    def _refuse_if_others(self, on: date) -> None:
        """Only what nobody else has anything to do with can vanish before their eyes."""
        if self.organization.office_id != self.office.pk:
            raise Refused(_("Another office entered this organization. Only that office could keep it to itself."))
        if is_invited(self.organization, on):
            raise Refused(
                _("Somebody is invited to act for this organization, and EOUSA sees who is. Withdraw that first.")
            )
        if is_elsewhere(self.organization, self.office):
            raise Refused(
                _("Others work with this organization or have written about it, so it stays in the directory. What "
                  "only your office may read belongs into the note of your partnership.")
            )  # fmt: skip

    @transaction.atomic
    def disclose(self, *, by: Person, on: date) -> None:
        """Let every office read about it."""
        row = self.private_row()
        if row and row.facts.is_tribal:
            raise Refused(_("This waits for the tribe’s approval. Until then only your office reads it."))
        for model in (Profile, RoleContact):
            model.objects.filter(organization=self.organization, office=self.office).update(is_confidential=False)
        Organization.objects.filter(pk=self.organization.pk).update(is_confidential=False)


def refuse_day(asked_on: date, known: date | None, on: date) -> None:
    """Refuse a day on which nobody can have been asked, or that says less than what is known."""
    if asked_on > on:
        raise Refused(_("The day is in the future. Enter the day on which you asked."), field="asked_on")
    if known and asked_on < known:
        raise Refused(_("A later day is on record already."), field="asked_on")


def is_fresh_word(row: Profile, on: date) -> bool:
    """Whether the organization itself wrote this within the last half year."""
    return row.is_own_word and local_day(row.recorded_at, CENTER) + VERIFIED_FOR > on


def has_members(organization: Organization) -> bool:
    """Whether somebody signs in for it. Counted, as no office sees who."""
    with counting():
        return Membership.objects.in_force().filter(organization=organization).exists()


def is_invited(organization: Organization, on: date) -> bool:
    """Whether an invitation to act for it is open. Counted, as an office sees its own only."""
    with counting():
        return Invitation.objects.waiting_on(on).filter(organization=organization).exists()


def is_elsewhere(organization: Organization, office: Office) -> bool:
    """Whether anybody but the office has to do with it: its own people, another office, another entry."""
    others = ~Q(office=office) | Q(office=None)
    written: list[models.QuerySet[Any]] = [
        Profile.objects.filter(others, organization=organization),
        RoleContact.objects.filter(others, organization=organization),
        Organization.objects.filter(merged_into=organization),
    ]
    if any(rows.exists() for rows in written) or has_members(organization):
        return True
    with counting():
        return Partnership.objects.filter(organization=organization).exclude(office=office).exists()
