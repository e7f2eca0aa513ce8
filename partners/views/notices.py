"""Forms of courts: what all offices saw, one form, a new one, and one that is mended."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import notices
from partners.forms.notices import NoticeFilters, ObservationForm
from partners.forms.steps import partners_of
from partners.models import NoticeForm
from partners.models.notice import may_reply
from partners.views.step_acts import data_of, own_office, today_at
from portal.access import EOUSA_ROLES, ORGANIZATION_ROLES, Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office, Organization
from portal.pages import page, taken

FACTS = (
    "state", "court", "form", "language", "version", "carries", "seen_on", "note", "is_tribal", "joined_on",
)  # fmt: skip
COLUMNS = (
    Column("form", gettext_lazy("Form"), lambda row: row.form, sort="form"),
    Column("court", gettext_lazy("Court"), lambda row: row.court, sort="court"),
    Column("state", gettext_lazy("State"), notices.state_of, sort="state"),
    Column("carries", gettext_lazy("Carries the notice"), lambda row: row.get_carries_display(), sort="carries"),
    Column("seen_on", gettext_lazy("Last seen"), lambda row: row.seen_on, sort="seen_on"),
    Column("office", gettext_lazy("By"), lambda row: row.office_name, sort="office_name", low=True),
    Column("language", gettext_lazy("Language"), lambda row: row.get_language_display(), sort="language", low=True),
    Column("version", gettext_lazy("Version"), lambda row: row.version, low=True),
    Column("tribal", gettext_lazy("Tribal"), lambda row: _("yes") if row.is_tribal else "", low=True),
    Column("said", gettext_lazy("The reply"), lambda row: notices.replied(row.said), low=True),
    Column("said_by", gettext_lazy("Reply by"), notices.replier, low=True),
    Column("joined_on", gettext_lazy("Takes part since"), lambda row: row.joined_on, export_only=True),
    Column("note", gettext_lazy("Note"), lambda row: row.note, export_only=True),
)


def is_partner(request: PortalRequest) -> bool:
    return request.hat.role in ORGANIZATION_ROLES


def today_of(request: PortalRequest) -> date:
    """The day by the office's own clock; elsewhere the portal's."""
    return today_at(own_office(request)) if request.hat.is_of_an_office else localdate()


def notice_or_404(request: PortalRequest, key: UUID) -> NoticeForm:
    """As it stands, whoever wrote it, if whoever asks may read it."""
    return get_object_or_404(notices.standing(request.hat), key=key)


def own_notice_or_404(request: PortalRequest, key: UUID) -> NoticeForm:
    """One of the own office's: only that one changes it."""
    return get_object_or_404(notices.standing(request.hat).filter(office=request.hat.office_id), key=key)


# --- all of them -----------------------------------------------------------------------------------------------------
@page(Permission.NOTICE_VIEW)
def notice_list(request: PortalRequest) -> HttpResponse:
    """What offices saw, and state by state; to whoever may reply, its own. Also as CSV."""
    rows, day = notices.standing(request.hat), today_of(request)
    form = NoticeFilters(request.GET, is_of_an_office=request.hat.is_of_an_office)
    is_good = form.is_valid()
    listing = Listing(
        request,
        notices.narrowed(rows, form.cleaned_data, day, request.hat.office_id),
        COLUMNS,
        "state",
        form,
        row_url=notices.page_of,
        api_url=reverse("api-notice-list"),
        empty=_("No form is like this. Take a filter away."),
        stamps={"on": day.isoformat(), "basis": str(notices.OBSERVATION)},
    )
    if listing.wants_export and is_good:
        return listing.export(f"notice-forms-{day.isoformat()}")
    plain = NoticeForm.objects.standing()
    shown = by_state(request, plain) | {
        "listing": listing,
        "problems": form.errors,
        "sentence": notices.sentence_of(plain, day, is_partner=is_partner(request)),
        "may_edit": request.hat.may(Permission.NOTICE_EDIT),
    }
    if not shown["states"].rows:
        listing.empty = ""  # no filter hides anything: the sentence says that there is nothing
    return render(request, "partners/notice_list.html", shown, status=200 if is_good else 400)


def by_state(request: PortalRequest, rows: Any) -> dict[str, Any]:
    """The states with what was seen there, and those without; a partner reads only what it may reply to."""
    states, is_own = notices.by_state(rows), is_partner(request)
    return {"states": states, "is_partner": is_own, "unseen": "" if is_own else notices.unseen(states)}


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.NOTICE_VIEW)
def notice_detail(request: PortalRequest, notice: UUID) -> HttpResponse:
    """What somebody saw on it, and what the state or the court replies."""
    found = notice_or_404(request, notice)
    rows = notices.readable(request.hat).filter(key=notice, office=found.office_id).order_by("-pk")
    is_own = request.hat.is_of_an_office and request.hat.office_id == found.office_id
    shown = {
        "notice": found,
        "state": notices.state_of(found),
        "is_old": notices.is_old(found, today_of(request)),
        "replies": list(notices.replies_to(found)),
        "earlier": notices.seen_before(list(rows)),
        "is_partner": is_partner(request),
        "names_whoever": is_own or request.hat.role in EOUSA_ROLES,
        "may_edit": is_own and request.hat.may(Permission.NOTICE_EDIT),
        "may_reply": request.hat.may(Permission.NOTICE_REPLY),
    }
    return render(request, "partners/notice_detail.html", shown)


# --- a new one, and one mended ---------------------------------------------------------------------------------------
@page(Permission.NOTICE_EDIT)
def notice_create(request: PortalRequest) -> HttpResponse:
    """A form that somebody of the office has in hand."""
    office = own_office(request)
    day = today_at(office)
    form = ObservationForm(
        data_of(request), among=who_may_reply(office), initial={"state": office.state, "seen_on": day}
    )
    made: list[NoticeForm] = []
    observe = partial(NoticeForm.objects.observe, office=office)
    if taken(form, lambda **facts: made.append(observe(**facts)), by=request.person, on=day):
        messages.success(request, _("The form is on record."))
        return redirect("notice-detail", made[0].key)
    return render(request, "partners/notice_create.html", {"form": form}, status=422 if form.errors else 200)


def who_may_reply(office: Office, besides: int | None = None) -> Any:
    """The courts and state agencies with which the office works and which every office knows, and the one that stands
    there."""
    known = partners_of(office).filter(is_confidential=False) | Organization.objects.in_use().filter(
        pk__in=[besides] if besides else []
    )
    return known.filter(pk__in=may_reply()).order_by("name", "pk")


def seen_before(found: NoticeForm) -> str:
    """Which day stands until now, for whoever mends a word without having seen the form."""
    return _("The day on which you saw what you write here. If you only mend a word, choose the day that stands: "
             "%(day)s.") % {"day": date_format(found.seen_on, "DATE_FORMAT")}  # fmt: skip


@page(Permission.NOTICE_EDIT)
def notice_edit(request: PortalRequest, notice: UUID) -> HttpResponse:
    """It has changed, or was told wrong."""
    found = own_notice_or_404(request, notice)
    office = own_office(request)
    day, replier = today_at(office), found.replier
    initial = {name: getattr(found, name) for name in FACTS} | {"organization": replier, "seen_on": day}
    among = who_may_reply(office, replier.pk if replier else None)
    form = ObservationForm(data_of(request), among=among, initial=initial)
    form.fields["seen_on"].help_text = seen_before(found)
    if taken(form, found.change, by=request.person, on=day):
        messages.success(request, _("The form’s entry is changed."))
        return redirect("notice-detail", found.key)
    shown = {"form": form, "notice": found}
    return render(request, "partners/notice_edit.html", shown, status=422 if form.errors else 200)
