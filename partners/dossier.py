"""Everything that whoever asks may read about one organization, under its own name and its doubles'."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from partners.entries import InWords
from partners.models import (
    Barrier,
    NamedContact,
    NextStep,
    Outreach,
    Partnership,
    Party,
    Profile,
    RoleContact,
    TribeAnswer,
    family,
)
from partners.models.office_word import has_members
from partners.promises import late_words
from partners.taxonomy import Post
from portal.access import Permission
from portal.hats import Hat
from portal.models import Organization

LATEST = 5
"""Entries of the log that are shown."""
EARLIER = 30
"""Earlier words that are shown."""
POSTS = list(Post)


@dataclass
class Dossier:
    """One organization as somebody reads it."""

    organization: Organization
    doubles: list[Organization]
    words: InWords | None = None
    proposal: InWords | None = None
    """What this office proposes to share of a tribe, and nobody else reads."""
    declined: TribeAnswer | None = None
    contacts: list[RoleContact] = field(default_factory=list)
    has_members: bool = False
    earlier: list[dict[str, Any]] = field(default_factory=list)
    partnerships: list[Partnership] = field(default_factory=list)
    entries: list[Outreach] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    barriers: list[tuple[Barrier, str]] = field(default_factory=list)
    """Each open one with how late somebody is to look again."""

    @property
    def may_begin(self) -> bool:
        """Whether the office does not work with it now."""
        return all(one.ended_on for one in self.partnerships)

    @property
    def is_answered(self) -> bool:
        """Whether the tribe has declined all that there is."""
        return self.declined is not None and self.words is not None and self.words.entry.is_confidential

    @property
    def waits_for_the_tribe(self) -> bool:
        """Whether something is proposed that nobody has said no to."""
        return self.proposal is not None and self.declined is None

    @property
    def may_be_confirmed(self) -> bool:
        """Whether there is an entry to which nobody has said no."""
        return self.words is not None and not self.is_answered

    @property
    def is_to_be_confirmed(self) -> bool:
        """Whether it is time to ask whether all of it is still so."""
        return self.words is not None and self.words.is_lapsed and self.may_be_confirmed

    @property
    def lacks_a_manager(self) -> bool:
        """Whether it is our partner and nobody signs in for it, though everybody may know who does."""
        return not (self.has_members or self.may_begin or self.organization.is_confidential)

    @property
    def may_be_asked(self) -> bool:
        """Whether a mail can ask our partner: there is an entry, a mailbox, and no secret that a mail would tell."""
        is_secret = self.organization.is_confidential and self.proposal is None
        if self.is_answered:
            return False
        has_mailbox = any(one.email for one in self.contacts)
        return self.words is not None and has_mailbox and not self.may_begin and not is_secret


def dossier(organization: Organization, hat: Hat, today: date) -> Dossier:
    """About ten queries, however much there is."""
    known = list(family(organization).select_related("office"))
    found = Dossier(organization, [one for one in known if one.pk != organization.pk])
    keys = [one.pk for one in known]
    written(found, keys, today)
    found.has_members = has_members(organization)
    if hat.may(Permission.PARTNERSHIP_VIEW):
        ours(found, keys)
    if hat.may(Permission.OUTREACH_VIEW):
        worked(found, keys)
    if hat.may(Permission.BARRIER_VIEW):
        found.barriers = [(row, late_words(row.recheck_on, today)) for row in Barrier.objects.at(keys)]
    return found


def written(found: Dossier, keys: list[int], today: date) -> None:
    """The entry, the contacts by role, and what was said before."""
    rows = list(
        Profile.objects.filter(organization__in=keys)
        .select_related("office", "recorded_by", "organization")
        .order_by("-recorded_at", "-pk")
    )
    own = found.organization.pk
    standing = [row for row in rows if row.superseded_at is None and row.organization_id == own]
    standing.sort(key=lambda row: row.is_confidential)
    if standing:
        found.words = InWords(standing[0], today)
        proposed(found, standing[-1], today)
    found.earlier = [told(row) for row in rows if row not in standing][:EARLIER]
    contacts = RoleContact.objects.standing().filter(organization__in=keys)
    found.contacts = sorted(contacts, key=lambda one: (one.organization_id != own, POSTS.index(Post(one.post)), one.pk))


def proposed(found: Dossier, row: Profile, today: date) -> None:
    """What this office proposes to share of a tribe, and whether the tribe declined."""
    if row.is_confidential and row.facts.is_tribal:
        found.proposal = InWords(row, today)
        found.declined = TribeAnswer.objects.filter(profile=row, says=TribeAnswer.Says.DECLINED).first()


def told(row: Profile) -> dict[str, Any]:
    """One earlier word: since when it was on record, by whom, what it said."""
    alone = _("the organization itself") if row.is_own_word else _("this portal")
    by = row.office.abbreviation if row.office else alone
    return {
        "at": row.recorded_at,
        "until": row.superseded_at,
        "by": by,
        "name": row.organization.name,
        "what": ", ".join(filter(None, [row.get_kind_display(), row.city, row.state])),
        "about": row.about,
    }


def ours(found: Dossier, keys: list[int]) -> None:
    """Our work with it: the standing partnership before those that ended, each with whom we know there."""
    people = Prefetch("named_contacts", NamedContact.objects.standing().order_by("name"), to_attr="people")
    rows = Partnership.objects.filter(organization__in=keys).select_related("owner", "organization")
    found.partnerships = sorted(rows.prefetch_related(people), key=lambda one: (one.ended_on is not None, -one.pk))


def worked(found: Dossier, keys: list[int]) -> None:
    """The last entries of the log and the open next steps."""
    named = Party.objects.filter(organization__in=keys).values("outreach")
    found.entries = list(Outreach.objects.newest_first().filter(pk__in=named)[:LATEST])
    steps = NextStep.objects.open().filter(organization__in=keys).select_related("owner")
    found.steps = list(steps.order_by("due_on", "pk"))
