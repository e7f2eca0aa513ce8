"""The one list: filters in the address, sortable columns, keyset pages, and export of exactly what is on screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.downloads import download
from portal.hats import PortalRequest
from portal.keyset import KeysetPage, keyset_page, sequence_page

EMPTY = (None, "")


@dataclass(frozen=True)
class Column:
    """One column. `value` gives the cell of a row; `sort` is a field of a queryset or a key function of a row."""

    key: str
    label: Any
    value: Callable[[Any], Any]
    sort: str | Callable[[Any], Any] | None = None
    numeric: bool = False
    html: Callable[[Any], str] | None = None
    """The cell as a component shows it, where plain text says less."""
    url: Callable[[Any], str] | None = None
    export_only: bool = False
    """Stands in the download and not on the page."""
    low: bool = False
    """Left out on a phone; the row's own page has it."""

    @property
    def classes(self) -> str:
        """The classes of its head and cells."""
        return " ".join(name for name, holds in (("numeric", self.numeric), ("low", self.low)) if holds)

    def cell(self, row: Any) -> dict[str, Any]:
        value = self.value(row)
        return {
            "text": in_text(value) if value is not None else "",
            "html": self.html(row) if self.html else "",
            "classes": self.classes,
            "url": self.url(row) if self.url else "",
        }


def in_text(value: Any) -> str:
    """As the reader's language writes it; a time says by which clock."""
    if isinstance(value, datetime):
        here = localtime(value)
        return f"{localize(here)} {here.tzname()}"
    return str(localize(value))


def address_of(route: str, asked: Mapping[str, str]) -> str:
    """The same list in the API, by the same filters."""
    return f"{reverse(route)}?{urlencode(asked)}" if asked else reverse(route)


@dataclass
class Listing:
    """A list as asked for by the address: `?sort=-days&page=…` besides the filters' own names.

    `rows` is a queryset, which is paged by key and never counted, or a sequence: shown whole, or, where `key` names
    each row, in pages too.
    Filter first, with the `filters` form; this sorts, pages, links and exports.
    """

    request: PortalRequest
    rows_in: QuerySet[Any] | Sequence[Any]
    columns_in: Sequence[Column]
    sort: str
    filters: Form = field(default_factory=Form)
    row_url: Callable[[Any], str] | None = None
    api_url: str = ""
    api_label: str = "API"
    empty: str = ""
    sentence: str = ""
    size: int = 50
    key: Callable[[Any], str] | None = None
    stamps: Mapping[str, str] = field(default_factory=dict)
    """Columns that every exported row carries with the same value: the days it is true for and known by."""

    def __post_init__(self) -> None:
        self.by_key = {column.key: column for column in self.columns_in}
        asked = self.request.GET.get("sort", "")
        sortable = asked.lstrip("-") in self.by_key and self.by_key[asked.lstrip("-")].sort is not None
        self.sorted_by = asked if sortable else self.sort
        self.next_url = self.previous_url = ""
        rows = self.rows_in
        self.shown = self._page(rows) if isinstance(rows, QuerySet) else self._in_memory(rows)
        self.sentence = self.sentence or self._counted()

    def _counted(self) -> str:
        more = self.next_url or self.previous_url
        if more:
            return _("%(count)d on this page") % {"count": len(self.shown)}
        return ngettext("%(count)d row", "%(count)d rows", len(self.shown)) % {"count": len(self.shown)}

    @property
    def _descending(self) -> bool:
        return self.sorted_by.startswith("-")

    @property
    def _sort_column(self) -> Column:
        return self.by_key[self.sorted_by.lstrip("-")]

    def _in_order(self, rows: Sequence[Any]) -> list[Any]:
        """The rows by the sorted column; those with an empty cell come last in either direction."""
        key = self._sort_column.sort
        assert callable(key), "a list in memory sorts by a function"
        filled = sorted((row for row in rows if key(row) not in EMPTY), key=key, reverse=self._descending)
        return filled + [row for row in rows if key(row) in EMPTY]

    def _in_memory(self, rows: Sequence[Any]) -> list[Any]:
        """A sequence whole, or one page of it; an export takes all."""
        found = self._in_order(rows)
        if self.key is None or self.wants_export:
            return found
        return self._turned(sequence_page(found, self.sorted_by, self.key, self.request.GET.get("page", ""), self.size))

    def _page(self, rows: QuerySet[Any]) -> list[Any]:
        """One page of the queryset; an export reads all of it by itself, and nothing here."""
        name = self._sort_column.sort
        assert isinstance(name, str), "a queryset sorts by a field"
        ordering = f"-{name}" if self._descending else name
        if self.wants_export:
            self.rows_in = rows.order_by(ordering, "-pk" if self._descending else "pk")
            return []
        return self._turned(keyset_page(rows, ordering, self.request.GET.get("page", ""), self.size))

    def _turned(self, page: KeysetPage) -> list[Any]:
        """The rows of a page, with the addresses of its neighbors."""
        self.next_url = self._address(page=page.next) if page.next else ""
        self.previous_url = self._address(page=page.previous) if page.previous else ""
        return page.rows

    def _address(self, **changes: str) -> str:
        """This address with other values; a page mark goes with a new sort or filter."""
        query = self.request.GET.copy()
        for name in ("page", "format"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    @cached_property
    def columns(self) -> list[dict[str, Any]]:
        """The heads: label, whether sorted, and the address that sorts by it."""
        return [self._head(column) for column in self._on_page]

    @cached_property
    def _on_page(self) -> list[Column]:
        return [column for column in self.columns_in if not column.export_only]

    def _head(self, column: Column) -> dict[str, Any]:
        is_sorted = column.key == self.sorted_by.lstrip("-")
        towards = f"-{column.key}" if is_sorted and not self._descending else column.key
        return {
            "key": column.key,
            "label": column.label,
            "classes": column.classes,
            "sort_url": self._address(sort=towards) if column.sort else "",
            "sorted": ("descending" if self._descending else "ascending") if is_sorted else "",
        }

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as the component shows them: the first cell leads to the row, or where its own column says."""
        return [self._row(row) for row in self.shown]

    def _row(self, row: Any) -> dict[str, Any]:
        cells = [column.cell(row) for column in self._on_page]
        return {"cells": cells, "url": self.row_url(row) if self.row_url else cells[0]["url"]}

    @property
    def total(self) -> int:
        return len(self.shown)

    @property
    def export_url(self) -> str:
        return self._address(format="csv")

    @property
    def wants_export(self) -> bool:
        return self.request.GET.get("format") == "csv"

    def export(self, name: str) -> HttpResponse:
        """The rows of this very address as CSV, however many they are."""
        stamps = dict(self.stamps)
        if not settings.OFFICIAL_SITE:
            stamps["notice"] = "Demonstration, not a government site"
        heads = [*(column.key for column in self.columns_in), *stamps]
        values, same = [column.value for column in self.columns_in], [*stamps.values()]
        rows = self.rows_in if isinstance(self.rows_in, QuerySet) else self.shown
        return download(self.request, name, heads, rows, lambda row: [*(value(row) for value in values), *same])
