"""Notices that are open now, for what stands beside a verdict: read once a minute for everybody."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.core.cache import cache

from grants.catalog import ProgramFacts
from grants.fit import Fit
from grants.models.opportunity import Opportunity

KEY, MINUTE = "grants:open", 60
SHOWN = (
    "title",
    "listings",
    "is_forecast",
    "is_demo",
    "opens_on",
    "closes_on",
    "archive_on",
    "withdrawn_on",
    "posted_as",
)


def open_now(at: datetime) -> list[Opportunity]:
    """Those that close first on top, each with `known_at`. What has closed since they were read is left out."""
    listed: list[Opportunity] = cache.get_or_set(KEY, partial(read, at), MINUTE) or []
    return [one for one in listed if one.is_open_at(at)]


def read(at: datetime) -> list[Opportunity]:
    """As the database has them now."""
    return list(Opportunity.objects.open_at(at).with_known().only(*SHOWN).order_by("closes_on", "pk"))


def of_program(program: ProgramFacts, listed: Iterable[Opportunity]) -> list[Opportunity]:
    """The open notices of a program; of a number that it shares none: they may be about something else."""
    if program.shares_listing:
        return []
    return [one for one in listed if not set(program.listings).isdisjoint(one.listings)]


def of_fit(one: Fit, listed: Sequence[Opportunity]) -> list[Opportunity]:
    """Those that such an applicant could answer: none where a state hands the money out, or nothing fits."""
    return [] if one.through_state or not one.may_fit else of_program(one.program, listed)
