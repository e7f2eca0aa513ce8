"""The directory as somebody reads it: what of it the wall lets through, by name."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partners.models import Partnership, Profile
from partners.resembling import beginning_alike, resembling
from portal.country import fold
from portal.models import Organization

SUGGESTED = 8
"""So many names are offered while somebody types."""
folded = lru_cache(maxsize=16_384)(fold)


class Suggestion(NamedTuple):
    """An organization that may be meant, with what tells it from another of a similar name."""

    pk: int
    name: str
    kind: str
    place: str
    is_ours: bool

    @property
    def detail(self) -> str:
        """shelter · Dallas, TX · partner of your office"""
        return " · ".join(filter(None, [self.kind, self.place, _("partner of your office") if self.is_ours else ""]))


def known_names() -> list[tuple[int, str]]:
    """Every name that whoever is bound may read, a double's as one of the entry that counts. One query."""
    rows = Organization.objects.order_by("name", "pk").values_list("pk", "merged_into", "name")
    return [(target or pk, name) for pk, target, name in rows]


def our_partners(office_id: int | None) -> set[int]:
    """The organizations with which the office works now."""
    if office_id is None:
        return set()
    rows = Partnership.objects.standing().filter(office=office_id)
    return {target or pk for pk, target in rows.values_list("organization", "organization__merged_into")}


def near_names(name: str, *, office_id: int | None, without: Iterable[int] = (), kind: str = "") -> list[Suggestion]:
    """“Is it one of these?” the entries that may be the one of this name, the most alike first.

    Of the same `kind`, where that is known, a rare first word is enough.
    """
    skipped = set(without)
    known = [one for one in known_names() if one[0] not in skipped]
    found = resembling(name, known)
    return suggestions([*found, *akin(name, known, kind, besides=found)], our_partners(office_id))


def akin(name: str, known: list[tuple[int, str]], kind: str, *, besides: list[int]) -> list[int]:
    """Those of the kind that begin with the same rare word."""
    begun = [pk for pk in beginning_alike(name, known) if pk not in besides] if kind else []
    return [pk for pk, row in entries_of(begun).items() if row.kind == kind] if begun else []


def suggested(typed: str, *, office_id: int | None) -> list[Suggestion]:
    """What somebody may mean who has typed so far: names that hold every word of it, own partners first.

    Where few do, names that resemble it follow.
    """
    words = fold(typed).split()
    if not words:
        return []
    names, ours = known_names(), our_partners(office_id)
    holding = {pk: beginning(words, name) for pk, name in names if holds(name, words)}
    found = sorted(holding, key=lambda pk: (pk not in ours, holding[pk]))[:SUGGESTED]
    if len(found) < SUGGESTED // 2 and len(typed) > 2:
        found += [pk for pk in resembling(typed, names) if pk not in holding]
    return suggestions(found[:SUGGESTED], ours)


def holds(name: str, words: list[str]) -> bool:
    return all(word in folded(name) for word in words)


def beginning(words: list[str], name: str) -> tuple[bool, str]:
    """Sorts names that begin with what was typed before those that hold it somewhere."""
    plain = folded(name)
    return not plain.startswith(" ".join(words)), plain


def suggestions(keys: list[int], ours: set[int]) -> list[Suggestion]:
    """The organizations of these keys, in this order. Two queries."""
    named = Organization.objects.in_bulk(keys)
    rows = entries_of(keys)
    return [
        Suggestion(pk, named[pk].name, kind_of(rows.get(pk)), place_of(rows.get(pk)), pk in ours)
        for pk in keys
        if pk in named
    ]


def entries_of(keys: Iterable[int]) -> dict[int, Profile]:
    """The entry of each that counts: the open one, else the one that the office keeps to itself."""
    rows: QuerySet[Profile] = Profile.objects.standing().filter(organization__in=keys).order_by("-is_confidential")
    return {row.organization_id: row for row in rows}


def kind_of(row: Profile | None) -> str:
    return row.get_kind_display() if row else ""


def place_of(row: Profile | None) -> str:
    """Dallas, TX"""
    return ", ".join(filter(None, [row.city, row.state])) if row else ""
