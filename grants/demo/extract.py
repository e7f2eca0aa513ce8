"""Writes an extract in the way that Grants.gov does: for the demonstration, and for tests of what reads one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACE = "http://apply.grants.gov/system/OpportunityDetail-V1.0"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<Grants xmlns="{NAMESPACE}">\n'
TAIL = "</Grants>\n"
TWICE = {
    "Description", "AdditionalInformationOnEligibility", "CategoryExplanation", "CloseDateExplanation",
    "EstimatedSynopsisCloseDateExplanation", "GrantorContactText",
}  # fmt: skip
"""Elements that are escaped twice."""
Fields = Mapping[str, str | Sequence[str]]
"""Texts by element; several for one that repeats. What is not said is left out."""


def extract(records: Iterable[str]) -> Iterator[str]:
    """The file, bit by bit."""
    yield HEAD
    yield from records
    yield TAIL


def record(fields: Fields, *, is_forecast: bool = False) -> str:
    """One notice."""
    kind = "OpportunityForecastDetail_1_0" if is_forecast else "OpportunitySynopsisDetail_1_0"
    texts = (
        f"<{name}>{escape(escape(text)) if name in TWICE else escape(text)}</{name}>"
        for name, said in fields.items()
        for text in ([said] if isinstance(said, str) else said)
    )
    return f"<{kind}>{''.join(texts)}</{kind}>\n"
