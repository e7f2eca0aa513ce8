"""The library on the nation's page, on an office's, and in the quarterly report."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners.models import Adoption, Edition, Review
from partners.parts import Part, Section
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.panels import Panel


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


PANEL = Panel(
    "library", gettext_lazy("Library"), Permission.LIBRARY_VIEW, "partners/panel_library.html", of_nation, 75, True
)
OFFICE_PANEL = Panel(
    "library", gettext_lazy("Library"), Permission.LIBRARY_VIEW, "partners/panel_library_office.html", of_office, 75
)


# --- the report ------------------------------------------------------------------------------------------------------
def count(office: Office, quarter: date, known: datetime) -> dict[str, int]:
    """What the office adopted, handed in and had published in the quarter, as it was on record at an instant."""
    begins = datetime.combine(quarter, time(), office.zone)
    ends = min(datetime.combine(quarters.after(quarter), time(), office.zone), known)
    decided = Q(decision=Review.Decision.PUBLISHED, decided_at__gte=begins, decided_at__lt=ends)
    reviews = Review.objects.filter(office=office).aggregate(
        handed_in=Count("pk", filter=Q(asked_at__gte=begins, asked_at__lt=ends)),
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
