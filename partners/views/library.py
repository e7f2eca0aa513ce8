"""The library: every text that is published, and one of them as it is read."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.forms.library import LibraryFilters
from partners.library import UNREAD, agencies_of, duties_of, listed, narrowed, states_of
from partners.library_withdrawn import lines, worked_by
from partners.markup import shown as as_html
from partners.models import Adoption, Edition, Review
from partners.models.library_text import Genre
from partners.views.library_acts import edition_or_404, writer_of
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page


def title_url(edition: Edition) -> str:
    return reverse("library-detail", args=[edition.pk])


COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda e: e.title, sort="title", url=title_url),
    Column("genre", gettext_lazy("What it is"), lambda e: Genre(e.genre).label, sort="genre"),
    Column("source", gettext_lazy("From"), lambda e: e.source),
    Column("published_on", gettext_lazy("Published"), lambda e: e.published_on, sort="published_on", low=True),
    Column("number", gettext_lazy("Edition"), lambda e: e.number, sort="number", numeric=True, low=True),
    Column("adopted_by", gettext_lazy("Adopted by offices"), lambda e: e.adopted_by, sort="adopted_by", numeric=True),
    Column("summary", gettext_lazy("In one or two sentences"), lambda e: e.summary, export_only=True),
    Column("duties", gettext_lazy("Duties"), lambda e: " ".join(map(str, e.duties)), export_only=True),
    Column("states", gettext_lazy("States"), lambda e: " ".join(e.states), export_only=True),
    Column("agencies", gettext_lazy("Kinds of agency"), lambda e: " ".join(e.agencies), export_only=True),
    Column("link", gettext_lazy("Link"), lambda e: e.link, export_only=True),
]


@page(Permission.LIBRARY_VIEW)
def library_list(request: PortalRequest) -> HttpResponse:
    """What is published, the newest edition of each work; also as CSV."""
    office = writer_of(request)
    form = LibraryFilters(request.GET, is_of_an_office=office is not None)
    is_good = form.is_valid()
    listing = Listing(
        request,
        narrowed(listed(), form.cleaned_data, office=office),
        COLUMNS,
        "-published_on",
        form,
        api_url=reverse("api-library-list"),
        empty=_("No text matches these filters. Take one away."),
    )
    if listing.wants_export and is_good:
        return listing.export("library")
    shown = {
        "listing": listing,
        "problems": form.errors,
        "sentence": answer(office),
        "may_write": request.hat.may(Permission.LIBRARY_WRITE),
        "waiting": Review.objects.waiting().count() if request.hat.may(Permission.LIBRARY_REVIEW) else None,
        "withdrawn": lines(worked_by([office.pk])) if office else [],
    }
    return render(request, "partners/library_list.html", shown, status=200 if is_good else 400)


def answer(office: Office | None) -> str:
    """12 texts are published. Your office works by 3."""
    texts = Edition.objects.newest().count()
    said = ngettext("%(n)d text is published.", "%(n)d texts are published.", texts) % {"n": texts}
    adopted = Adoption.objects.in_use()
    if office:
        own = adopted.filter(office=office).count()
        return f"{said} {ngettext('Your office works by %(n)d.', 'Your office works by %(n)d.', own) % {'n': own}}"
    offices = adopted.aggregate(n=Count("office", distinct=True))["n"]
    more = ngettext("%(n)d office has adopted any.", "%(n)d offices have adopted one or more.", offices)
    return f"{said} {more % {'n': offices}}"


@page(Permission.LIBRARY_VIEW)
def library_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One edition as it is read, who wrote it, who works by it, and its other editions."""
    edition = edition_or_404(pk)
    adopters = list(
        Adoption.objects.in_use()
        .filter(work=edition.work)
        .select_related("office", "edition")
        .defer(*(f"edition__{name}" for name in UNREAD))
        .order_by("office__abbreviation")
    )
    others = list(Edition.objects.filter(work=edition.work).exclude(pk=pk).defer(*UNREAD).order_by("-number"))
    ours = next((one for one in adopters if one.office_id == request.hat.office_id), None)
    shown = about(edition) | {
        "edition": edition,
        "text": as_html(edition.body),
        "adopters": adopters,
        "others": others,
        "newer": next((one for one in others if one.number > edition.number and not one.withdrawn_on), None),
        "ours": ours,
        "is_adopted": bool(ours and ours.edition_id == pk),
        "may_adopt": request.hat.may(Permission.LIBRARY_ADOPT),
        "may_write": request.hat.may(Permission.LIBRARY_WRITE),
        "may_review": request.hat.may(Permission.LIBRARY_REVIEW),
        "is_own": edition.office_id == request.hat.office_id,
    }
    return render(request, "partners/library_detail.html", shown)


def about(text: Any) -> dict[str, str]:
    """By what it is found, in words."""
    return {"duties": duties_of(text), "states": states_of(text), "agencies": agencies_of(text)}
