"""The library on the nation's page, on an office's, and in the quarterly report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners.models import Adoption, Edition, Review
from partners.parts import Part, Section
from partners.week import SHOWN, Waits
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office, Person
from portal.ownership import Line
from portal.panels import Panel

A_WEEK = timedelta(days=7)


def of_nation(request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many texts there are, how many offices work by one, and what waits for review."""
    reviews = request.hat.may(Permission.LIBRARY_REVIEW)
    return {
        "texts": Edition.objects.newest().count(),
        "offices": Adoption.objects.in_use().aggregate(n=Count("office", distinct=True))["n"],
        "waiting": Review.objects.waiting().count() if reviews else None,
    }


def of_office(_request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """By how many texts the office works; of these how many are withdrawn, or have a newer edition."""
    editions = list(Adoption.objects.in_use().filter(office=known["office"]).values_list("edition_id", flat=True))
    if not editions:
        return None
    newest = Edition.objects.newest().filter(pk__in=editions).count()
    return {"adopted": len(editions), "outdated": len(editions) - newest}


def decided(request: PortalRequest, day: date) -> Waits | None:
    """What EOUSA returned to those who wrote it, until they write on it; and for a week what it published."""
    if not request.hat.may(Permission.LIBRARY_WRITE):
        return None
    lines = since_last_week(gazetteer.offices()[request.hat.court_id], request.person, day)
    return Waits("", _("Decided about your texts for the library"), lines) if lines else None


def since_last_week(office: Office, person: Person, day: date) -> list[Line]:
    """In one query: what is to be mended first."""
    since = datetime.combine(day - A_WEEK, time(), office.zone)
    mine = Review.objects.filter(office=office).by_hand_of(person)
    published = mine.filter(decision=Review.Decision.PUBLISHED, decided_at__gte=since)
    found = (mine.unmended() | published).select_related("edition").order_by("-decision", "decided_at", "pk")
    return [line_of(review) for review in found.only("title", "decision", "draft", "edition__review")[:SHOWN]]


def line_of(review: Review) -> Line:
    """EOUSA returned “Screening sheet”: read why."""
    name = {"title": review.title}
    if review.decision == Review.Decision.RETURNED:
        said = _("EOUSA returned “%(title)s”: read why") % name
        return Line(review.pk, said, reverse("library-draft-detail", args=[review.draft_id]))
    said = _("EOUSA published “%(title)s”: read it in the library") % name
    return Line(review.pk, said, reverse("library-detail", args=[review.edition.pk]))


PANEL = Panel(
    "library", gettext_lazy("Library"), Permission.LIBRARY_VIEW, "partners/panel_library.html", of_nation, 75, True
)
OFFICE_PANEL = Panel(
    "library", gettext_lazy("Library"), Permission.LIBRARY_VIEW, "partners/panel_library_office.html", of_office, 75
)


# --- the report ------------------------------------------------------------------------------------------------------
def count(office: Office, quarter: date, known: datetime) -> dict[str, int]:
    """What the office adopted, handed in and had published in the quarter, as it was on record at an instant.

    A text that was handed in again after it had been returned is one text.
    """
    begins = datetime.combine(quarter, time(), office.zone)
    ends = min(datetime.combine(quarters.after(quarter), time(), office.zone), known)
    decided = Q(decision=Review.Decision.PUBLISHED, decided_at__gte=begins, decided_at__lt=ends)
    reviews = Review.objects.filter(office=office).aggregate(
        handed_in=Count("draft", filter=Q(asked_at__gte=begins, asked_at__lt=ends), distinct=True),
        published=Count("pk", filter=decided),
    )
    days = {"adopted_on__gte": quarter, "adopted_on__lte": quarters.last_day(quarter)}
    adopted = Adoption.objects.known_at(known).filter(office=office, **days)
    return {"adopted": adopted.count(), **reviews}


def told(kept: Mapping[str, int]) -> Sequence[Section]:
    """In sentences; nothing where nothing was done."""
    lines = list(sentences(kept))
    return [Section(_("Library"), paragraphs=[" ".join(lines)])] if lines else []


def sentences(kept: Mapping[str, int]) -> Iterator[str]:
    words = {
        "adopted": ngettext(
            "The office adopted %(n)d text of the library.", "The office adopted %(n)d texts of the library.",
            kept["adopted"],
        ),
        "handed_in": ngettext(
            "It handed in %(n)d text for review.", "It handed in %(n)d texts for review.", kept["handed_in"]
        ),
        "published": ngettext(
            "%(n)d text of the office was published.", "%(n)d texts of the office were published.",
            kept["published"],
        ),
    }  # fmt: skip
    for name, said in words.items():
        if kept[name]:
            yield said % {"n": kept[name]}


PART = Part("library", count, told)
