"""An organization's own questions about federal money: all, one, and a new one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants import rates
from grants.counties import full_name
from grants.forms.ask import OwnAskForm, OwnQuestionFilters, asked_key
from grants.models import GuidanceRequest
from grants.models.asking import ask
from grants.taxonomy import AddressUse, Channel, Violence
from grants.views.asked_question import Door, add_to, question_page, questions
from partners.models import Profile
from partners.taxonomy import Need
from portal import gazetteer
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.listing import Column, Listing, address_of
from portal.models import Organization, Person
from portal.pages import page, taken

State = GuidanceRequest.State


def own(request: PortalRequest) -> QuerySet[Any]:
    """The questions of the organization, each with its need and its county."""
    rows = GuidanceRequest.objects.filter(organization=request.hat.organization_id)
    return rows.annotate(need=F("question_rows__need"), county=F("question_rows__county"))


def county_named(row: Any) -> str:
    county = gazetteer.country().counties.get(row.county)
    return full_name(county) if county else ""


COLUMNS = (
    Column("asked_on", gettext_lazy("Asked on"), lambda row: row.asked_on, sort="asked_at"),
    Column("need", gettext_lazy("Need"), lambda row: Need(row.need).label, sort="need"),
    Column("county", gettext_lazy("County"), county_named, low=True),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display(), sort="state"),
    Column("due_on", gettext_lazy("Answer due on"), lambda row: row.due_on, sort="due_on", low=True),
    Column("owner_name", gettext_lazy("Who answers"), lambda row: row.owner_name, low=True),
)


@page(Permission.GUIDANCE_ASK)
def guidance_own_list(request: PortalRequest) -> HttpResponse:
    """All questions of the organization, the newest first; also as CSV."""
    rows, day = own(request), localdate()
    filters = OwnQuestionFilters(request.GET)
    is_good = filters.is_valid()
    wanted = {name: value for name, value in filters.cleaned_data.items() if value}
    listing = Listing(
        request,
        rows.filter(**wanted),
        COLUMNS,
        "-asked_on",
        filters,
        row_url=lambda row: reverse("guidance-own-detail", args=[row.pk]),
        api_url=address_of("api-guidance-request-list", wanted),
        empty=_("No question is like this. Take a filter away, or ask one."),
        stamps={"on": day.isoformat()},
    )
    if listing.wants_export and is_good:
        return listing.export(f"own-questions-{day.isoformat()}")
    shown = {"listing": listing, "problems": filters.errors, "sentence": sentence_of(rows)}
    return render(request, "grants/guidance_own_list.html", shown, status=200 if is_good else 400)


def sentence_of(rows: QuerySet[GuidanceRequest]) -> str:
    """How many wait, first."""
    waiting = rows.filter(state__in=[State.WAITING, State.CONSULTING]).count()
    said = ngettext(
        "%(n)d of your questions waits for an answer.", "%(n)d of your questions wait for an answer.", waiting
    )
    return said % {"n": waiting} if waiting else _("None of your questions waits for an answer.")


def door_or_404(request: PortalRequest, pk: int) -> Door:
    rows = questions().filter(organization=request.hat.organization_id)
    return Door(get_object_or_404(rows, request=pk), person=request.person)


@page(Permission.GUIDANCE_ASK)
def guidance_own_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One question, as whoever has its link reads it."""
    return question_page(request, door_or_404(request, pk))


@page(Permission.GUIDANCE_ASK)
def guidance_own_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Say more to it."""
    return add_to(request, door_or_404(request, pk))


# --- a new one -------------------------------------------------------------------------------------------------------
@page(Permission.GUIDANCE_ASK)
def guidance_ask(request: PortalRequest) -> HttpResponse:
    """The form, shorter: who asks, and what it is, is known."""
    organization = get_object_or_404(Organization, pk=request.hat.organization_id)
    entry = Profile.objects.standing().filter(organization=organization).order_by("is_confidential").first()
    form = OwnAskForm(request.POST if request.method == "POST" else None, initial=initial_of(request, entry))
    asking = Asking(organization, request.person, entry.kind if entry else "", now())
    if taken(form, asking.ask) and asking.made:
        until = {"day": date_format(asking.made.due_on, "DATE_FORMAT"), "who": asking.made.owner_name}
        messages.success(request, _("Sent. %(who)s answers by %(day)s, and you get a mail.") % until)
        return redirect("guidance-own-detail", asking.made.pk)
    return render(request, "grants/guidance_ask.html", {"form": form}, status=422 if form.errors else 200)


def initial_of(request: PortalRequest, entry: Profile | None) -> dict[str, Any]:
    """A county of the entry, unless the address names another; need and kinds of violence that the address names."""
    asked = request.GET.get("county") or (entry.counties[0] if entry and entry.counties else "")
    county, need = gazetteer.country().counties.get(asked), request.GET.get("need", "")
    return {
        "place": full_name(county) if county else "",
        "need": need if need in Need.values else "",
        "violence": [code for code in request.GET.getlist("violence") if code in Violence.values],
    }


class Asking:
    """Somebody signed in asks: what is known of them goes with the question."""

    def __init__(self, organization: Organization, by: Person, kind: str, at: datetime) -> None:
        self.organization, self.by, self.kind, self.at = organization, by, kind, at
        self.made: GuidanceRequest | None = None

    def ask(self, *, key: UUID | None, reminds: bool, **said: Any) -> None:
        """Pressed twice, it is asked once."""
        if not rates.is_within(f"person:{self.by.pk}", rates.OF_QUESTION):
            raise Refused(_("Too many questions came in a short time. Please send this again in an hour."))
        self.made = ask(
            asked=asked_key(key, said | {"by": self.by.pk}), at=self.at, organization=self.organization, by=self.by,
            email=self.by.email, kind=self.kind, channel=Channel.SIGNED_IN,
            address_use=AddressUse.REMINDERS if reminds else AddressUse.ANSWER, **said,
        )  # fmt: skip
