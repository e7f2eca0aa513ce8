"""Telling an organization of an entry that it took part in, and taking that back. Each sees what exactly leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.forms.sharing import ShareForm
from partners.models import NextStep, Outreach, Share
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Membership, Organization
from portal.pages import page, taken
from specialists.nation import counting


@dataclass(frozen=True)
class Partner:
    """One organization beside an entry: what it would read, or reads, and whether somebody there signs in."""

    organization: Organization
    outreach: Outreach
    steps: Sequence[NextStep]
    is_shared: bool
    has_people: bool

    @property
    def sees(self) -> str:
        """Exactly what leaves."""
        words = {"day": date_format(self.outreach.held_on, "DATE_FORMAT"), "did": self.outreach.get_did_display()}
        said = _("the day (%(day)s), that it was a “%(did)s”, your office and who answers them there") % words
        number = len(self.steps)
        if not number:
            return said
        steps = ngettext("and %(n)d next step", "and %(n)d next steps", number) % {"n": number}
        return f"{said}, {steps}"


@page(Permission.OUTREACH_LOG)
def outreach_share(request: PortalRequest, entry: UUID) -> HttpResponse:
    """Each organization of the entry, with what it reads of it; one press shares, one takes back."""
    outreach = standing_entry(request, entry)
    partners = partners_of(outreach)
    form = ShareForm(request.POST or None, among=[one.organization for one in partners])
    if taken(form, share_or_take_back, outreach=outreach, by=request.person, at=now()):
        messages.success(request, said(form.cleaned_data))
        return redirect("outreach-share", entry)
    shown = {"outreach": outreach, "partners": partners, "form": form}
    return render(request, "partners/outreach_share.html", shown, status=422 if form.errors else 200)


def standing_entry(request: PortalRequest, key: UUID) -> Outreach:
    rows = Outreach.objects.standing().filter(office=request.hat.office_id, key=key)
    found: Outreach | None = rows.select_related("office").with_organizations().first()
    if found is None:
        raise Http404
    return found


def partners_of(outreach: Outreach) -> list[Partner]:
    """Those who took part, and those who were told and are named no more: from them it can be taken back."""
    shared = {one.organization_id: one for one in Share.objects.open().filter(outreach=outreach).select_related(
        "organization"
    )}  # fmt: skip
    found = {one.pk: one for one in [*outreach.organizations, *(share.organization for share in shared.values())]}
    signing_in = signed_for(found)
    steps = list(outreach.next_steps.exclude(state=NextStep.State.DROPPED).select_related("organization"))
    return [
        Partner(
            organization=one,
            outreach=outreach,
            steps=[step for step in steps if step.partner == one],
            is_shared=key in shared,
            has_people=key in signing_in,
        )
        for key, one in found.items()
    ]


def signed_for(keys: Iterable[int]) -> set[int]:
    """Those of the organizations for which somebody signs in. Counted, as no office sees who."""
    with counting():
        held = Membership.objects.in_force().filter(organization__in=list(keys))
        return set(held.values_list("organization_id", flat=True))


def share_or_take_back(*, organization: Organization, does: str, outreach: Outreach, by: Any, at: Any) -> None:
    verb = Share.objects.share if does == ShareForm.SHARE else Share.objects.take_back
    verb(outreach, [organization], by=by, at=at)


def said(facts: dict[str, Any]) -> str:
    name = {"name": facts["organization"]}
    if facts["does"] == ShareForm.SHARE:
        return _("Shared with %(name)s. You can take it back at any time.") % name
    return _("%(name)s sees nothing of this entry any more.") % name
