"""Pages by key: no OFFSET and no count, so that the last page of a long list costs what the first one does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.errors import Unreadable


@dataclass(frozen=True)
class KeysetPage:
    """One page, with the marks that lead to its neighbors; an empty mark leads nowhere."""

    rows: list[Any]
    next: str
    previous: str


def keyset_page(rows: QuerySet[Any], ordering: str, mark: str, size: int) -> KeysetPage:
    """`size` rows at the mark, in the order of a field that is never null ("-sent_at"), ties broken by primary key.

    A mark is signed together with its order, so none can be made up: a wrong one is Refused.
    """
    signer = signing.Signer(salt=f"page by {ordering}")
    backwards, place = _read(signer, mark)
    found = list(_from(rows, ordering.lstrip("-"), place, descending=ordering.startswith("-") != backwards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)

    def leading_to(row: Any, *, back: bool) -> str:
        return signer.sign_object([back, str(_value(row, ordering.lstrip("-"))), str(row.pk)])

    return KeysetPage(
        found,
        next=leading_to(found[-1], back=False) if found and has_next else "",
        previous=leading_to(found[0], back=True) if found and has_previous else "",
    )


def sequence_page(rows: Sequence[Any], ordering: str, key: Callable[[Any], str], mark: str, size: int) -> KeysetPage:
    """The same of rows that are in order already and that no table holds: the mark names a row by its `key`."""
    signer = signing.Signer(salt=f"page by {ordering}")
    backwards, place = _read(signer, mark)
    keys = [key(row) for row in rows]
    start = 0
    if place is not None and place[1] in keys:
        at = keys.index(place[1])
        start = max(0, at - size) if backwards else at + 1
        size = at - start if backwards else size
    end = min(start + size, len(rows))

    def leading_to(at: int, *, back: bool) -> str:
        return signer.sign_object([back, "", keys[at]])

    return KeysetPage(
        list(rows[start:end]),
        next=leading_to(end - 1, back=False) if end < len(rows) else "",
        previous=leading_to(start, back=True) if start else "",
    )


def _read(signer: signing.Signer, mark: str) -> tuple[bool, tuple[str, str] | None]:
    """Whether to go backwards, and the place (value, primary key) from which; no mark is the beginning."""
    if not mark:
        return False, None
    try:
        backwards, value, key = signer.unsign_object(mark)
    except signing.BadSignature as error:
        sentence = _("This page belongs to another list or order. Start again from the first page.")
        raise Unreadable(sentence) from error
    return backwards, (value, key)


def _from(rows: QuerySet[Any], name: str, place: tuple[str, str] | None, *, descending: bool) -> QuerySet[Any]:
    sign, than = ("-", "lt") if descending else ("", "gt")
    ordered = rows.order_by(f"{sign}{name}", f"{sign}pk")
    if place is None:
        return ordered
    value, key = place
    from_there = Q(**{f"{name}__{than}e": value})  # says nothing new, and lets an index begin at the place
    return ordered.filter(from_there, Q(**{f"{name}__{than}": value}) | Q(**{name: value, f"pk__{than}": key}))


def _value(row: Any, name: str) -> Any:
    """The field of a row, also through relations: "office__abbreviation"."""
    for part in name.split("__"):
        row = getattr(row, part)
    return row
