"""The rows of an uploaded file, with the fate of each, read part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, overload

from partners.importing.judging import Fate
from partners.models import Upload, UploadPart

AT_ONCE = 50
"""Rows of a page."""


class Shown(NamedTuple):
    """A row as it is shown."""

    number: int
    cells: list[str]
    fate: str
    words: str


@dataclass(frozen=True)
class Rows(Sequence[Shown]):
    """The rows of one fate, or all; no more than one part is in memory at a time."""

    upload: Upload
    fate: str = ""

    def __len__(self) -> int:
        return sum(self.upload.count(fate) for fate in Fate if self.fate in {"", fate})

    def __iter__(self) -> Iterator[Shown]:
        return chain.from_iterable(self._of(part) for part in self.upload.parts.order_by("number").iterator(1))

    @overload
    def __getitem__(self, place: int) -> Shown: ...
    @overload
    def __getitem__(self, place: slice) -> list[Shown]: ...
    def __getitem__(self, place: int | slice) -> Shown | list[Shown]:
        if isinstance(place, slice):
            return self.page(place.start or 0)
        return self.page(place)[0]

    def page(self, start: int) -> list[Shown]:
        """So many rows from the given place on."""
        found: list[Shown] = []
        for pk, fates in self.upload.parts.order_by("number").values_list("pk", "fates"):
            here = fates.count(self.fate) if self.fate else len(fates)
            if start >= here:
                start -= here
                continue
            found += list(self._of(UploadPart.objects.get(pk=pk)))[start : start + AT_ONCE - len(found)]
            start = 0
            if len(found) >= AT_ONCE:
                break
        return found

    def _of(self, part: UploadPart) -> Iterator[Shown]:
        for place, (row, fate) in enumerate(zip(part.rows, part.fates, strict=False)):
            if self.fate in {"", fate}:
                yield Shown(row[0], row[1], fate, part.words.get(str(place), ""))
