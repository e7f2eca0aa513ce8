"""Which of all the government's notices are kept: by numbers of the Assistance Listings, and by agencies. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from grants.feed.cleaning import line

EVERY = "*"
"""As a listing: all notices there are."""


class Choice(NamedTuple):
    """A notice is kept that has one of these numbers or comes from one of these agencies."""

    listings: frozenset[str]
    agencies: frozenset[str]

    def takes(self, texts: Mapping[str, Sequence[str]]) -> bool:
        """Asked before anything is cleaned: most records go by unread."""
        if EVERY in self.listings or self.listings.intersection(map(str.strip, texts.get("CFDANumbers", ()))):
            return True
        return any(line(code) in self.agencies for code in texts.get("AgencyCode", ())[:1])


def choice(listings: Iterable[str], agencies: Iterable[str]) -> Choice:
    return Choice(frozenset(filter(None, listings)), frozenset(filter(None, agencies)))
