"""What may be said of a referral. Pure: codes in, answers out."""

from collections.abc import Mapping
from types import MappingProxyType

from grants.taxonomy import Because, Said

NOT_TAKEN_UP = frozenset({
    Because.NOT_ELIGIBLE, Because.NO_TIME, Because.MATCH, Because.TOO_LARGE, Because.NO_PARTNER,
    Because.REGISTRATION, Because.OTHER_MONEY, Because.OTHER,
})  # fmt: skip
BROUGHT_NOTHING = frozenset({
    Because.NOT_ELIGIBLE, Because.REGISTRATION, Because.SCORED_LOWER, Because.INCOMPLETE, Because.NOT_SAID,
    Because.OTHER,
})  # fmt: skip
BECAUSE: Mapping[str, frozenset[Because]] = MappingProxyType(
    {Said.NOT_RELEVANT: NOT_TAKEN_UP, Said.NOT_AWARDED: BROUGHT_NOTHING}
)
"""Which reasons fit what was said; whoever applies or was awarded money needs none."""
HAVE_APPLIED = frozenset({Said.APPLIED, Said.AWARDED, Said.NOT_AWARDED})
"""Whoever says one of these has applied."""
SETTLED = frozenset({Said.NOT_RELEVANT, Said.AWARDED, Said.NOT_AWARDED})
"""After these nothing more is to be asked."""

Word = tuple[str, str, str]
"""What was said, why, how much."""


def because_fits(said: str, because: str) -> bool:
    """Whether the reason is one of those for what was said."""
    return because in BECAUSE.get(said, frozenset())


def is_same(one: Word, other: Word) -> bool:
    """Whether the second word adds nothing to the first."""
    return one == other
