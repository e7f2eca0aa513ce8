"""What waits for an organization, as the apps tell it: an invitation to act for it says so. Pure: declarations only."""

from collections.abc import Callable, Iterable

Finder = Callable[[int], Iterable[str]]
"""Gives, for an organization, sentences that whoever asks may write to it."""
_finders: list[Finder] = []


def waits_there(finder: Finder) -> None:
    """Declare something that may wait."""
    _finders.append(finder)


def waits_for(organization_id: int | None) -> list[str]:
    """Every sentence, as far as whoever asks may read what waits."""
    return [said for finder in _finders for said in finder(organization_id)] if organization_id else []
