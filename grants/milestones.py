"""The way to an application, as data: what has to be done, how long before the deadline, why, and who says so.

The days are ours: an agency publishes at most how long a step may take. Where it does, that is the source, and the
days leave room for it; everything else is called a proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.ladder import Unit


class Way(models.TextChoices):
    """By which way an application goes. The codes stand in addresses and nowhere else."""

    JUSTICE = "justice", _("a federal notice of the Department of Justice")
    TRIBAL = "tribal", _("a federal notice of the Department of Justice, for tribes")
    FEDERAL = "federal", _("a federal notice of another department")
    STATE = "state", _("money that your state hands out")
    UNKNOWN = "unknown", _("I do not know")


class Sureness(models.TextChoices):
    """How sure a milestone is. Stored nowhere."""

    PUBLISHED = "PUBLISHED", _("published by the agency; check the notice")
    USUAL = "USUAL", _("usual; the notice may differ")
    PROPOSAL = "PROPOSAL", _("our proposal")


@dataclass(frozen=True)
class Step:
    """Something to do on the way. `days` before its deadline: working days, or calendar days."""

    key: str
    name: Any
    why: Any
    days: int
    unit: Unit
    ways: frozenset[Way]
    sureness: Sureness
    source: Any
    ends_at: tuple[int, int] | None = None
    """The hour and minute, Eastern time, at which the system closes on the last day."""
    is_second: bool = False
    """Counted to the second deadline, where there are two."""


WORKING, CALENDAR = Unit.WORKING, Unit.CALENDAR
DOJ = (Way.JUSTICE, Way.TRIBAL)
FEDERAL = (*DOJ, Way.FEDERAL, Way.UNKNOWN)
PROPOSAL, PUBLISHED, USUAL = Sureness.PROPOSAL, Sureness.PUBLISHED, Sureness.USUAL
OURS = _("Proposal of this site.")
JUSTGRANTS = _("Department of Justice, JustGrants training page “Application Submission”.")
GRANTS_GOV = _("Grants.gov: registration can take up to four weeks.")
USUAL_HOURS = _("The hours that notices of the Department of Justice usually name; the notice counts.")


def step(key: str, ways: Iterable[Way], days: int, unit: Unit, name: Any, why: Any, **rest: Any) -> Step:
    facts = {"sureness": PROPOSAL, "source": OURS, **rest}
    return Step(key, name, why, days, unit, frozenset(ways), **facts)


STEPS: tuple[Step, ...] = (
    step(
        "sam", FEDERAL, 30, CALENDAR, _("Register at SAM.gov, or renew; you get your Unique Entity ID (UEI)"),
        _("Without an active registration nothing can be sent; it ends every year, and checking can take weeks."),
        sureness=PUBLISHED, source=JUSTGRANTS,
    ),
    step(
        "intent", FEDERAL, 28, CALENDAR, _("Letter of intent, if the notice asks for one"),
        _("Its own day stands in the notice and comes before the deadline; for some programs it is required."),
    ),
    step(
        "uei", (Way.STATE,), 28, CALENDAR, _("Get a Unique Entity ID (UEI) at SAM.gov"),
        _("A state may pass federal money only to organizations that have one."),
        sureness=PUBLISHED, source=_("2 CFR 25.300; the days are our proposal."),
    ),
    step(
        "grants_gov", FEDERAL, 25, CALENDAR, _("Register at Grants.gov, and name who may sign there"),
        _("Only somebody whom your organization has authorized can send the forms."),
        sureness=PUBLISHED, source=GRANTS_GOV,
    ),
    step(
        "resolution", (Way.TRIBAL,), 24, CALENDAR, _("Put the resolution on the agenda of the tribal council"),
        _("A council meets on its own days, and notices for tribes usually ask for its resolution."),
    ),
    step(
        "data", Way, 15, WORKING, _("Ask for figures and letters of support"),
        _("Whoever has the figures needs time to count, and letters are signed by busy people."),
    ),
    step(
        "state_account", (Way.STATE,), 14, WORKING, _("Open an account where your state takes applications"),
        _("Most states take them in a system of their own; the state agency names it."),
    ),
    step(
        "partners", Way, 12, WORKING, _("Partners sign the memorandum of understanding (MOU)"),
        _("Some programs pay only together with a partner, and every partner has somebody who must sign."),
    ),
    step(
        "match", Way, 11, WORKING, _("Written commitments for the match, if the program asks for one"),
        _("Who gives money or time in kind must say so in writing; some programs ask for no match."),
    ),
    step(
        "board", Way, 10, WORKING, _("Approval by your board, or whoever must agree"),
        _("Boards meet once a month or less; without approval nobody may sign."),
    ),
    step(
        "justgrants", DOJ, 8, WORKING, _("Accounts and roles in JustGrants"),
        _("The people who complete, sign and send the application each need a role there."),
        sureness=USUAL, source=JUSTGRANTS,
    ),
    step(
        "sf424", DOJ, 5, WORKING, _("Send forms SF-424 and SF-LLL in Grants.gov"),
        _("It is the first of two steps: without it the application cannot be sent in JustGrants."),
        sureness=USUAL, source=USUAL_HOURS, ends_at=(23, 59),
    ),
    step(
        "application", DOJ, 2, WORKING, _("Send the full application in JustGrants"),
        _("It takes a while to upload, and an error that the system finds must be mended before it closes."),
        sureness=USUAL, source=USUAL_HOURS, ends_at=(20, 59), is_second=True,
    ),
    step(
        "everything", (Way.FEDERAL,), 3, WORKING, _("Send everything in Grants.gov"),
        _("Other departments take the whole application there; errors must be mended before it closes."),
        sureness=USUAL, source=_("The hour that notices usually name; the notice counts."), ends_at=(23, 59),
    ),
    step(
        "sent", (Way.STATE, Way.UNKNOWN), 3, WORKING, _("Send the application"),
        _("Whoever takes it also names the hour: read it in the notice, and do not wait for the last day."),
    ),
)  # fmt: skip
"""In the order in which they are done."""


def steps_of(way: Way) -> list[Step]:
    return [one for one in STEPS if way in one.ways]
