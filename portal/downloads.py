"""Lists as CSV: formula-safe, and streamed where they are long.

What is short is written at once. A long list goes out bit by bit from a transaction of its own
(`portal.middleware.streamed`): the memory of the process stays as it is and the first byte does not wait for the last.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse

from portal.hats import PortalRequest
from portal.models import AccessEvent

AT_ONCE = 500
"""Up to so many rows are written in the request's own transaction; longer lists go out in bits of as many."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTENT_TYPE = "text/csv; charset=utf-8"

Cells = Callable[[Any], list[Any]]
"""The cells of a row, in the order of the heads."""


def harmless(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def download(
    request: PortalRequest, name: str, heads: Sequence[str], rows: QuerySet[Any] | Sequence[Any], cells: Cells
) -> HttpResponse:
    """The rows as a file; the access trail keeps how many went out. A queryset says its order itself."""
    short = rows[: AT_ONCE + 1] if isinstance(rows, QuerySet) else rows
    if isinstance(rows, QuerySet) and len(short) > AT_ONCE:
        request.notes.append((AccessEvent.Kind.EXPORT, {"name": name, "begun": True}))
        sent = StreamingHttpResponse(bit_by_bit(request, name, heads, rows, cells), content_type=CONTENT_TYPE)
        response = cast(HttpResponse, sent)  # a sibling, which every caller only hands on
    else:
        request.notes.append((AccessEvent.Kind.EXPORT, {"name": name, "rows": len(short)}))
        response = HttpResponse(lines([heads], list) + lines(short, cells), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def lines(rows: Iterable[Any], cells: Cells) -> str:
    """So many lines of CSV."""
    written = StringIO()
    csv.writer(written).writerows([harmless(value) for value in cells(row)] for row in rows)
    return written.getvalue()


def bit_by_bit(
    request: PortalRequest, name: str, heads: Sequence[str], rows: QuerySet[Any], cells: Cells
) -> Iterator[str]:
    """The whole list from the database's own cursor. However it ends, the trail keeps how many rows were sent."""
    sent, is_whole = 0, False
    try:
        yield lines([heads], list)
        source = rows.iterator(chunk_size=AT_ONCE)
        while bit := list(islice(source, AT_ONCE)):
            sent += len(bit)
            yield lines(bit, cells)
        is_whole = True
    finally:
        request.notes.append((AccessEvent.Kind.EXPORT, {"name": name, "rows": sent, "whole": is_whole}))
