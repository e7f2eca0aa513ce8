"""Texts that were handed in for the library, as EOUSA reads them and decides."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.forms.library import DECIDED, ReturnForm, ReviewFilters
from partners.markup import shown as as_html
from partners.models import Edition, Review
from partners.models.library_text import Genre
from partners.views.library import about
from partners.views.library_acts import Words, asked, posted, today_of
from portal.access import Permission
from portal.calendar import CENTER, local_day
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page


def review_url(review: Review) -> str:
    return reverse("review-detail", args=[review.pk])


def decision(review: Review) -> str:
    return review.get_decision_display() or _("waiting")


COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda r: r.title, sort="title", url=review_url),
    Column("genre", gettext_lazy("What it is"), lambda r: Genre(r.genre).label, sort="genre", low=True),
    Column("source", gettext_lazy("From"), lambda r: r.source),
    Column("asked_at", gettext_lazy("Handed in"), lambda r: local_day(r.asked_at, CENTER), sort="asked_at"),
    Column("asked_by", gettext_lazy("By"), lambda r: r.asked_by.name, low=True),
    Column("decision", gettext_lazy("Decision"), decision),
]


@page(Permission.LIBRARY_REVIEW)
def review_list(request: PortalRequest) -> HttpResponse:
    """What waits, the oldest first; or what was decided."""
    form = ReviewFilters(request.GET)
    is_good = form.is_valid()
    is_decided = form.cleaned_data.get("state") == DECIDED
    rows = Review.objects.exclude(decision="") if is_decided else Review.objects.waiting()
    listing = Listing(
        request, rows.select_related("office", "asked_by").defer("body"), COLUMNS,
        "-asked_at" if is_decided else "asked_at", form, api_url=reverse("api-review-list"),
        empty=_("Nothing was decided yet.") if is_decided else _("Nothing waits for a decision."),
    )  # fmt: skip
    if listing.wants_export and is_good:
        return listing.export("library-reviews")
    shown = {"listing": listing, "problems": form.errors, "sentence": answer(request, Review.objects.waiting())}
    return render(request, "partners/review_list.html", shown, status=200 if is_good else 400)


def answer(request: PortalRequest, waiting: QuerySet[Review]) -> str:
    """3 texts wait for EOUSA, the oldest for 12 days."""
    instants = list(waiting.order_by("asked_at").values_list("asked_at", flat=True))
    if not instants:
        return _("No text waits for EOUSA’s review.")
    oldest = local_day(instants[0], CENTER)
    if len(instants) == 1:
        return _("1 text waits for EOUSA’s review, since %(day)s.") % {"day": date_format(oldest, "F j")}
    days = (today_of(request) - oldest).days
    said = ngettext(
        "%(n)d texts wait for EOUSA’s review, the oldest for %(days)d day.",
        "%(n)d texts wait for EOUSA’s review, the oldest for %(days)d days.",
        days,
    )
    return said % {"n": len(instants), "days": days}


def review_or_404(pk: int) -> Review:
    rows = Review.objects.select_related("office", "asked_by", "decided_by", "copied_from__office")
    return get_object_or_404(rows.defer("copied_from__body", "copied_from__found_by"), pk=pk)


@page(Permission.LIBRARY_REVIEW)
def review_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """A text as it was handed in, with what it would take the place of."""
    review = review_or_404(pk)
    editions = Edition.objects.filter(work=review.work).defer("body", "found_by").order_by("-number")
    shown: dict[str, Any] = about(review) | {
        "review": review,
        "genre": Genre(review.genre).label,
        "text": as_html(review.body),
        "editions": list(editions),
        "is_mine": review.is_written_by(request.person),
    }
    return render(request, "partners/review_detail.html", shown)


def told_of_decision(request: PortalRequest, review: Review) -> HttpResponse:
    """It is decided: back to the text, with who decided what, and when."""
    assert review.decided_by
    assert review.decided_at
    words = {
        "name": review.decided_by.name,
        "decision": review.get_decision_display(),
        "day": date_format(local_day(review.decided_at, CENTER), "F j, Y"),
    }
    if review.decided_by == request.person:
        said = _("You have decided about this text already, on %(day)s: %(decision)s.")
    else:
        said = _("%(name)s has decided about this text already, on %(day)s: %(decision)s.")
    messages.info(request, said % words)
    return redirect(review_url(review))


@page(Permission.LIBRARY_REVIEW)
def review_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Make it an edition."""
    review = review_or_404(pk)
    if review.decision:
        return told_of_decision(request, review)
    words: Words = {
        "title": _("Publish"),
        "place": review.title,
        "sentence": _("Publish “%(title)s”?") % {"title": review.title},
        "will": [
            _("Every office reads it as it is below, with %(source)s as its source.") % {"source": review.source},
            _("Look once more for names: nothing in it may identify a survivor, a defendant or an open case."),
            _("Offices that work by an earlier edition are shown that there is a newer one."),
        ],
        "submit": _("Publish it"),
        "done": _("“%(title)s” is published.") % {"title": review.title},
    }
    words |= about(review) | {"review": review, "text": as_html(review.body)}
    verb = partial(review.publish, by=request.person, on=today_of(request))
    template = "partners/review_publish.html"
    return asked(request, Form(posted(request)), verb, words, back=review_url(review), template=template)


@page(Permission.LIBRARY_REVIEW)
def review_return(request: PortalRequest, pk: int) -> HttpResponse:
    """Back to those who wrote it."""
    review = review_or_404(pk)
    if review.decision:
        return told_of_decision(request, review)
    words = {
        "title": _("Return"),
        "place": review.title,
        "sentence": _("Return “%(title)s” to be mended?") % {"title": review.title},
        "will": [_("%(source)s reads your words and may hand the text in again.") % {"source": review.source}],
        "submit": _("Return it"),
        "done": _("“%(title)s” is returned.") % {"title": review.title},
    }
    verb = partial(review.send_back, by=request.person)
    return asked(request, ReturnForm(posted(request)), verb, words, back=review_url(review))
