"""The directory as a list: its filters, its columns, in two queries however long it is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Lower
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.entries import InWords
from partners.forms.directory import DirectoryFilters
from partners.models import Partnership, Profile
from partners.models.profile import lapsed
from portal import gazetteer
from portal.country import fold
from portal.listing import Column
from portal.models import Organization

NEVER = date(1, 1, 1)
"""Sorts what was never verified before everything else."""


# --- rows ------------------------------------------------------------------------------------------------------------
def listed(filters: DirectoryFilters, *, office_id: int | None, today: date) -> QuerySet[Organization]:
    """The organizations that the filters ask for, each with what it is sorted by and its entry as `entries`."""
    rows: QuerySet[Organization] = Organization.objects.in_use().filter(named(filters.asked("name")))
    entries = Profile.objects.standing().filter(organization=OuterRef("pk"))
    if wanted := entry_filter(filters, today):
        rows = rows.filter(Exists(entries.filter(wanted)))
    rows = sortable(rows, entries)
    if office_id is None:
        return rows
    partnerships = Partnership.objects.standing().filter(office=office_id)
    if filters.is_ours:
        counted = Coalesce("organization__merged_into", "organization")
        rows = rows.filter(pk__in=partnerships.annotate(counts=counted).values("counts"))
    return rows.annotate(since=Coalesce(*began(partnerships), Value(NEVER), output_field=DateField()))


def began(partnerships: QuerySet[Partnership]) -> Iterator[Subquery]:
    """Since when the office works with it: by its own name, or by a double's."""
    for name in ("organization", "organization__merged_into"):
        yield Subquery(partnerships.filter(**{name: OuterRef("pk")}).order_by("began_on").values("began_on")[:1])


def sortable(rows: QuerySet[Organization], entries: QuerySet[Profile]) -> QuerySet[Organization]:
    entry = entries.order_by("is_confidential")
    place = Subquery(entry.annotate(place=Concat("state", Value(" "), "city")).values("place")[:1])
    text = {"output_field": CharField()}
    standing = Profile.objects.standing().order_by("is_confidential")
    return rows.annotate(
        by_name=Lower("name"),
        by_kind=Coalesce(Subquery(entry.values("kind")[:1]), Value(""), **text),
        by_place=Coalesce(place, Value(""), **text),
        by_verified=Coalesce(Subquery(entry.values("verified_on")[:1]), Value(NEVER)),
    ).prefetch_related(Prefetch("profiles", standing, to_attr="entries"))


def named(typed: str) -> Q:
    """Those whose name, or that of a double, holds every word."""
    wanted = Q()
    for word in typed.split():
        doubles = Organization.objects.filter(merged_into=OuterRef("pk"), name__icontains=word)
        wanted &= Q(name__icontains=word) | Q(Exists(doubles))
    return wanted


def entry_filter(filters: DirectoryFilters, today: date) -> Q:
    """What is asked of the entry itself; nothing is no condition."""
    asked = {
        "kind": filters.asked("kind"),
        "populations__contains": filters.asked("population") and [filters.asked("population")],
        "services__contains": filters.asked("service") and [filters.asked("service")],
        "languages__contains": filters.asked("language") and [filters.asked("language")],
    }
    wanted = Q(**{column: value for column, value in asked.items() if value})
    wanted &= in_place(filters.asked("place")) & in_state(filters.asked("state"))
    if filters.asked("unverified"):
        wanted &= lapsed(today)
    return wanted


def in_place(typed: str) -> Q:
    """Those that sit in a city of this name, or serve a county of this name."""
    if not typed.strip():
        return Q()
    counties = gazetteer.country().called(fold(typed.partition(",")[0]))
    served = Q(counties__overlap=[county.fips for county in counties]) if counties else Q()
    whole = Q(statewide__overlap=sorted({county.state for county in counties})) if counties else Q()
    return Q(city__icontains=typed.partition(",")[0].strip()) | served | whole


def in_state(code: str) -> Q:
    """Those that sit in the state or serve it whole or in part."""
    if not code:
        return Q()
    counties = [county.fips for county in gazetteer.country().states.get(code, [])]
    return Q(state=code) | Q(statewide__contains=[code]) | Q(counties__overlap=counties)


# --- columns ---------------------------------------------------------------------------------------------------------
def entry_of(row: Any) -> Profile | None:
    """The entry that counts: the open one, else the one that the office keeps to itself."""
    return next(iter(row.entries), None)


def in_words(row: Any) -> InWords | None:
    entry = entry_of(row)
    return InWords(entry, localdate()) if entry else None


def word(name: str) -> Any:
    """What the entry says under this name; empty where nothing is entered."""
    return lambda row: getattr(in_words(row), name, "")


def name_of(row: Any) -> str:
    return _("%(name)s (only your office)") % {"name": row.name} if row.is_confidential else str(row.name)


def place_of(row: Any) -> str:
    entry = entry_of(row)
    return ", ".join(filter(None, [entry.city, entry.state])) if entry else ""


def since_of(row: Any) -> date | None:
    return None if row.since == NEVER else row.since


def detail_url(row: Any) -> str:
    return reverse("organization-detail", args=[row.pk])


def verified_of(row: Any) -> str:
    found = in_words(row)
    return found.verified if found else _("nothing entered yet")


COLUMNS = (
    Column("name", gettext_lazy("Organization"), name_of, "by_name", url=detail_url),
    Column("kind", gettext_lazy("Kind"), word("kind"), "by_kind"),
    Column("place", gettext_lazy("Place"), place_of, "by_place", low=True),
    Column("verified", gettext_lazy("Verified"), verified_of, "by_verified"),
    Column("reporting", gettext_lazy("In OVW’s reports"), word("reporting"), export_only=True),
    Column("legal_form", gettext_lazy("Legal form"), word("legal_form"), export_only=True),
    Column("counties", gettext_lazy("Counties"), word("counties"), export_only=True),
    Column("statewide", gettext_lazy("Served whole"), word("statewide"), export_only=True),
    Column("populations", gettext_lazy("Populations"), word("populations"), export_only=True),
    Column("languages", gettext_lazy("Languages"), word("languages"), export_only=True),
    Column("services", gettext_lazy("Services"), word("services"), export_only=True),
)
OF_AN_OFFICE = Column("since", gettext_lazy("Partner since"), since_of, "since", low=True)


def columns(*, is_of_an_office: bool) -> tuple[Column, ...]:
    return (*COLUMNS[:4], OF_AN_OFFICE, *COLUMNS[4:]) if is_of_an_office else COLUMNS
