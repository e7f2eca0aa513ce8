"""What free text must not say: who a survivor is. Pure: text goes in, findings come out, nothing is kept.

Hard findings are refused wherever somebody types; soft ones need a reason. Patterns run over a plain copy of the
text (`portal.guard_plain`), and every repetition in them has a limit, so that time grows with the text and no faster.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.guard_births import birth_dates
from portal.guard_clients import client_ids
from portal.guard_names import names_and_details
from portal.guard_numbers import a_numbers, social_security
from portal.guard_plain import Plain, plain
from portal.guard_soft import addresses, dockets, phones


class Level(StrEnum):
    """What becomes of a text."""

    HARD = "hard"
    """Refused: it identifies somebody."""
    SOFT = "soft"
    """Kept only with a reason: it may identify somebody."""


class Kind(StrEnum):
    """What was found."""

    SSN = "ssn"
    A_NUMBER = "a_number"
    BIRTH_DATE = "birth_date"
    CLIENT_ID = "client_id"
    PHONE = "phone"
    STREET_ADDRESS = "street_address"
    DOCKET_NUMBER = "docket_number"
    NAME_AND_DETAIL = "name_and_detail"


HARD = frozenset({Kind.SSN, Kind.A_NUMBER, Kind.BIRTH_DATE, Kind.CLIENT_ID})


@dataclass(frozen=True)
class Finding:
    """One thing found, and where in the text as it was typed."""

    kind: Kind
    start: int
    end: int

    @property
    def level(self) -> Level:
        return Level.HARD if self.kind in HARD else Level.SOFT


Finder = Callable[[Plain], Iterator[re.Match[str]]]
FINDERS: dict[Kind, Finder] = {
    Kind.SSN: social_security,
    Kind.A_NUMBER: a_numbers,
    Kind.BIRTH_DATE: birth_dates,
    Kind.CLIENT_ID: client_ids,
    Kind.PHONE: phones,
    Kind.STREET_ADDRESS: addresses,
    Kind.DOCKET_NUMBER: dockets,
    Kind.NAME_AND_DETAIL: names_and_details,
}


def findings(text: str) -> list[Finding]:
    """Everything in the text that must not stand there, hard findings first, then as it stands in the text."""
    read = plain(text)
    found = {
        Finding(kind, *read.place(match)) for kind, finder in FINDERS.items() for match in finder(read) if match[0]
    }
    return sorted(found, key=lambda one: (one.level is Level.SOFT, one.start, one.end, one.kind))


def worst(found: list[Finding]) -> Level | None:
    """The level that decides; None where there is nothing."""
    return found[0].level if found else None
