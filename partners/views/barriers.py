"""Barriers: all of the office or of the organization, one of them, a new one, and one that is said better."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import barriers
from partners.forms.barriers import BarrierFilters, BarrierForm, NewBarrierForm
from partners.forms.steps import partners_of
from partners.models import Barrier
from partners.models.barrier import office_named
from partners.views.step_acts import data_of, own_office, today_at
from portal.access import ORGANIZATION_ROLES, Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Organization
from portal.pages import page, taken

WHAT = Column("what", gettext_lazy("In the way"), lambda row: row.what, sort="what")
KIND = Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display(), sort="kind")
STATE = Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), sort="state", low=True)
REST = (
    Column("service", gettext_lazy("Service"), lambda row: row.get_service_display(), export_only=True),
    Column("remedy", gettext_lazy("Remedy"), lambda row: row.remedy, export_only=True),
    Column("closed_on", gettext_lazy("Closed on"), lambda row: row.closed_on, export_only=True),
    Column("reason", gettext_lazy("Why it stays"), lambda row: row.reason, export_only=True),
)
WHERE = Column("organization", gettext_lazy("Organization"), lambda row: row.partner)
OFFICE = Column("office", gettext_lazy("Office"), lambda row: row.office_name, sort="office_name")
OF_OFFICE = (
    Column("owner", gettext_lazy("Looked at by"), lambda row: row.owner_name or _("the queue"), low=True),
    Column("side", gettext_lazy("Who does it"), lambda row: row.get_side_display(), low=True),
    STATE,
    Column("said", gettext_lazy("The organization says"), lambda row: barriers.answered(row.said), low=True),
    *REST,
)
OF_ORGANIZATION = (
    STATE,
    Column("said", gettext_lazy("You said"), lambda row: barriers.answered(row.said)),
    *REST,
)


def columns(day: date, *, is_partner: bool) -> tuple[Column, ...]:
    """What is late stands beside its day."""
    again = Column(
        "recheck_on", _("Look again on"), lambda row: row.recheck_on, sort="recheck_on",
        html=lambda row: barriers.looked_at(row, day),
    )  # fmt: skip
    return (WHAT, OFFICE, KIND, again, *OF_ORGANIZATION) if is_partner else (WHAT, WHERE, KIND, again, *OF_OFFICE)


def is_partner(request: PortalRequest) -> bool:
    return request.hat.role in ORGANIZATION_ROLES


def barrier_or_404(request: PortalRequest, key: UUID) -> Barrier:
    """As it stands, if whoever asks may read it."""
    return get_object_or_404(barriers.standing(request.hat), key=key)


# --- all of them -----------------------------------------------------------------------------------------------------
@page(Permission.BARRIER_VIEW)
def barrier_list(request: PortalRequest) -> HttpResponse:
    """An office's own, or to an organization what offices see at it; also as CSV."""
    rows = barriers.standing(request.hat)
    is_own = is_partner(request)
    day = localdate() if is_own else today_at(own_office(request))
    form = BarrierFilters(request.GET, partners=None if is_own else barriers.where(rows))
    is_good = form.is_valid()
    listing = Listing(
        request,
        barriers.narrowed(rows, form.cleaned_data | {"me": request.hat.person_id}, day),
        columns(day, is_partner=is_own),
        "recheck_on",
        form,
        row_url=lambda row: reverse("barrier-detail", args=[row.key]),
        api_url=reverse("api-barrier-list"),
        empty=_("No barrier is like this. Take a filter away."),
        stamps={"on": day.isoformat()},
    )
    if listing.wants_export and is_good:
        return listing.export(f"barriers-{day.isoformat()}")
    open_rows = rows.filter(state=Barrier.State.OPEN)
    said = barriers.of_organization(list(open_rows)) if is_own else barriers.of_office(rows, day)
    shown = {"listing": listing, "problems": form.errors, "sentence": said, "is_partner": is_own}
    shown["may_edit"] = request.hat.may(Permission.BARRIER_EDIT)
    return render(request, "partners/barrier_list.html", shown, status=200 if is_good else 400)


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.BARRIER_VIEW)
def barrier_detail(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """What is in the way, how it stands, what the organization says, and what was done."""
    found = barrier_or_404(request, barrier)
    is_own = is_partner(request)
    day = localdate() if is_own else today_at(found.office)
    rows = list(barriers.readable(request.hat).filter(key=barrier).order_by("pk"))
    answers = list(barriers.answers_to(found, request.hat))
    said = barriers.said_last(answers) if is_own else ""
    shown = {
        "barrier": found,
        "sentence": " ".join(filter(None, [said, barriers.how_it_stands(found, day)])),
        "answers": answers,
        "history": barriers.history(rows, is_partner=is_own),
        "zone": (office_named(found.office_name) if is_own else found.office).zone,
        "is_partner": is_own,
        "may_edit": request.hat.may(Permission.BARRIER_EDIT),
    }
    return render(request, "partners/barrier_detail.html", shown)


# --- a new one, and one said better ----------------------------------------------------------------------------------
@page(Permission.BARRIER_EDIT)
def barrier_create(request: PortalRequest) -> HttpResponse:
    """At the organization that the address names, or at another with which the office works."""
    office, asked = own_office(request), organization_of(request)
    among = partners_of(office) | Organization.objects.in_use().filter(pk__in=[asked] if asked else [])
    initial = {"organization": asked, "owner": request.person.pk}
    form = NewBarrierForm(data_of(request), office=office, among=among.order_by("name", "pk"), initial=initial)
    made: list[Barrier] = []
    record = partial(Barrier.objects.record, office=office)
    if taken(form, lambda **facts: made.append(record(**facts)), by=request.person, on=today_at(office)):
        messages.success(request, _("The barrier is on record."))
        return redirect("barrier-detail", made[0].key)
    back = reverse("organization-detail", args=[asked]) if asked else reverse("barrier-list")
    shown = {"form": form, "back": back}
    return render(request, "partners/barrier_create.html", shown, status=422 if form.errors else 200)


def organization_of(request: PortalRequest) -> int | None:
    """The entry that counts of the organization that the address names; None where it names none."""
    asked = request.GET.get("organization", "")
    if not (asked.isdecimal() and asked.isascii() and len(asked) < 10):
        return None
    found = Organization.objects.filter(Q(pk=asked)).first()
    return (found.merged_into_id or found.pk) if found else None


@page(Permission.BARRIER_EDIT)
def barrier_edit(request: PortalRequest, barrier: UUID) -> HttpResponse:
    """Say better what is in the way. What was said before stays in its history."""
    found = barrier_or_404(request, barrier)
    initial: dict[str, Any] = {name: getattr(found, name) for name in ("kind", "service", "what", "remedy", "side")}
    form = BarrierForm(data_of(request), initial=initial)
    if taken(form, found.change, by=request.person, on=today_at(found.office)):
        messages.success(request, _("The barrier is changed."))
        return redirect("barrier-detail", found.key)
    shown = {"form": form, "barrier": found}
    return render(request, "partners/barrier_edit.html", shown, status=422 if form.errors else 200)
