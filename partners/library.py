"""The library as its readers see it: what is published, by what it is found, and who works by it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from partners.duties import Duty
from partners.kinds import Kind
from partners.models import Adoption, Edition
from partners.models.library_text import Text
from portal.country import STATES
from portal.models import Office

UNREAD = ("body", "found_by")
"""What a list does not read of an edition."""


def listed() -> QuerySet[Edition]:
    """Of each work the edition that counts, with `adopted_by`, without its text."""
    found: QuerySet[Edition] = Edition.objects.newest().with_adopters().select_related("office").defer(*UNREAD)
    return found


def narrowed(rows: QuerySet[Edition], asked: Mapping[str, Any], *, office: Office | None = None) -> QuerySet[Edition]:
    """Those that are asked for; `office`: whose adoptions are meant by “ours”."""
    wanted = Q(**{"genre": asked["genre"]} if asked.get("genre") else {})
    if asked.get("duty"):
        wanted &= Q(duties__contains=[asked["duty"]])
    for name, column in (("state", "states"), ("agency", "agencies")):
        if asked.get(name):
            wanted &= Q(**{column: []}) | Q(**{f"{column}__contains": [asked[name]]})
    if asked.get("ours"):
        wanted &= Q(work__in=Adoption.objects.in_use().filter(office=office).values("work"))
    found = rows.filter(wanted)
    return found.saying(asked["words"]) if asked.get("words") else found  # type: ignore[attr-defined]


def duties_of(text: Text) -> str:
    return listing_of(Duty(code).label for code in sorted(text.duties))


def states_of(text: Text) -> str:
    """By name; none: everywhere."""
    return listing_of(STATES.get(code, code) for code in text.states) or _("everywhere")


def agencies_of(text: Text) -> str:
    """By kind; none: all."""
    return listing_of(Kind(code).label for code in text.agencies) or _("every kind of agency")


def listing_of(words: Iterable[Any]) -> str:
    return "; ".join(str(word) for word in words)
