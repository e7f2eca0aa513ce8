"""The link by which an organization confirms or mends its entry without an account."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.models.own_word import OwnWord
from partners.models.profile import Profile, RoleContact
from partners.taxonomy import Post
from portal.errors import Refused
from portal.models import Message, Office, Organization, Person
from specialists.nation import counting

SALT = "entry of an organization"
OPEN_FOR = timedelta(days=60)
ASKED = "ENTRY_ASKED"
"""The cause of the mail by which an office asks an organization about its entry."""


class EntryLink(NamedTuple):
    """What a link names: the organization, and the address to which it was sent."""

    organization_id: int
    email: str
    is_expired: bool = False

    @property
    def contacts(self) -> list[RoleContact]:
        """The roles in which the organization is reached at that address now."""
        found = RoleContact.objects.standing().filter(organization=self.organization_id, email__iexact=self.email)
        return list(found.order_by("is_confidential", "pk"))


def entry_path(organization_id: int, email: str) -> str:
    """The address that lets whoever reads this mailbox speak for the organization; nobody can make one up."""
    return reverse("entry-link", args=[signing.dumps([organization_id, email.lower()], salt=SALT)])


def entry_link_of(key: str) -> EntryLink | None:
    """What the key of a link names; None where somebody made it up."""
    try:
        return EntryLink(*signing.loads(key, salt=SALT, max_age=OPEN_FOR))
    except signing.SignatureExpired:
        return EntryLink(*signing.loads(key, salt=SALT))._replace(is_expired=True)
    except signing.BadSignature:
        return None


def whom_to_ask(organization: Organization) -> RoleContact | None:
    """The mailbox to which a question about the entry goes: the main office's, else the first in the list of roles.

    What the reader keeps to its own office comes last.
    """
    rows = RoleContact.objects.standing().filter(organization=organization).exclude(email="")
    posts = list(Post.values)
    return min(rows, key=lambda row: (row.is_confidential, posts.index(row.post), row.pk), default=None)


def why_not_asked(organization: Organization) -> str:
    """Why the organization cannot be sent a link; empty where it can."""
    entry = Profile.objects.standing().filter(organization=organization).order_by("is_confidential").first()
    if entry is None:
        return _("Nothing is entered yet that could be confirmed. Enter first what it is.")
    if entry.is_confidential and entry.answers.exists():
        return _("The tribe has answered. Once you change the entry, you can ask again.")
    if organization.is_confidential and not entry.facts.is_tribal:
        return _(
            "Only your office knows of this organization, so no mail goes there. Ask by telephone, and note the day."
        )
    if whom_to_ask(organization) is None:
        return _("No mailbox of the organization is on record. Add one, or ask by telephone and note the day.")
    return ""


def ask_about_entry(*, organization: Organization, office: Office, by: Person, on: date) -> RoleContact:
    """Send the link to the organization's mailbox, once a day and matter at most.

    What goes to whom only this office knows, or to a mailbox that it keeps to itself, nobody else reads in the ledger.
    """
    refusal, contact = why_not_asked(organization), whom_to_ask(organization)
    if refusal or contact is None:
        raise Refused(refusal)
    proposal = next((row for row in OwnWord(organization).proposals() if row.office_id == office.pk), None)
    about, period = f"organization:{organization.pk}", period_of(on, proposal)
    key: dict[str, Any] = {"about": about, "period": period, "recipient": contact.email}
    refuse_a_second(key)
    words = {
        "organization": organization,
        "office": office,
        "by": by,
        "link": settings.SITE_URL + entry_path(organization.pk, contact.email),
        "days": OPEN_FOR.days,
        "is_proposal": proposal is not None,
    }
    Message.objects.post(
        cause=ASKED,
        **key,
        subject=subject_of(office, proposal),
        text=render_to_string("mail/entry.txt", words),
        office=office,
        is_secret=True,
        is_private=organization.is_confidential or contact.is_confidential,
    )
    return contact


def period_of(on: date, proposal: Profile | None) -> str:
    """The day; a changed proposal is another matter on the same day."""
    return f"{on}:{proposal.pk}" if proposal else on.isoformat()


def refuse_a_second(key: Mapping[str, Any]) -> None:
    """Whichever office has asked. Counted, as none sees the mail of another."""
    with counting():
        is_asked = Message.objects.is_posted(cause=ASKED, **key)
    if is_asked:
        raise Refused(_("It was asked today already; the next mail can leave tomorrow."))


def subject_of(office: Office, proposal: Profile | None) -> str:
    """Whether a word is asked for or a confirmation; never who is asked."""
    named = {"office": office.abbreviation}
    if proposal:
        return _("%(office)s asks for your approval of what is said about you") % named
    return _("%(office)s asks: is this still so?") % named
