"""Reminders of people who follow a notice: each step before its day, and a deadline that has moved.

They are of a person, of no office: nobody else has to act. The ledger names no notice, since EOUSA reads it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import deadline_words as words
from grants.deadlines import Milestone, way
from grants.models import Follow, Opportunity, OpportunityVersion
from grants.models.following import deadline_of, is_ahead, kind_of, posted
from portal.access import MAY, DatabaseRole, Permission
from portal.calendar import CENTER, at_hour, local_day
from portal.ladder import Audience, Cause, Direction, Matter, Offices, Recipient, Rung, Said, Unit
from portal.tenancy import current
from specialists.audiences import members, recipient

DUE, MOVED = "MILESTONE_DUE", "DEADLINE_MOVED"
AHEAD = timedelta(days=40)
"""No rung comes earlier before its step."""
TAKES_WEEKS = frozenset({"sam", "uei"})
"""Told also where its day had passed when somebody began to follow."""
DATES = frozenset({"closes_on", "estimated_close_on", "is_forecast"})
Pair = tuple[Follow, Opportunity]


# --- what waits -----------------------------------------------------------------------------------------------------
def followed() -> list[Pair]:
    """Who follows which notice, of a forecast the one that was posted of it. Nothing for those who may not read it.

    Whose role has ended is passed over: what somebody followed is nobody else's, and nothing is told to nobody.
    """
    binding = current()
    if binding is None or binding.role is not DatabaseRole.JOBS:
        return []
    people = members(MAY[Permission.DEADLINE_FOLLOW]).values("person")
    follows = list(Follow.objects.standing().filter(person__in=people).order_by("pk"))
    notices = Opportunity.objects.select_related("posted_as").in_bulk({one.opportunity for one in follows})
    found = [(one, notices[one.opportunity]) for one in follows if one.opportunity in notices]
    return [(one, posted(notice)) for one, notice in found]


def due(day: date, _offices: Offices) -> Iterator[Matter]:
    """The steps to the deadlines of notices that somebody follows, while one can still work toward them."""
    begins = at_hour(day, 0, CENTER)
    for follow, notice in followed():
        closes_on = deadline_of(notice)
        if closes_on and is_ahead(notice, begins):
            found = way(kind_of(notice), closes_on, today=day)
            yield from (step_of(follow, notice, one, closes_on) for one in found if is_told(one, follow, day))


def is_told(one: Milestone, follow: Follow, day: date) -> bool:
    """Whether its day lies ahead of whoever began to follow, or takes weeks; and not too far ahead."""
    return one.on <= day + AHEAD and (one.on >= follow.followed_on or one.step.key in TAKES_WEEKS)


def step_of(follow: Follow, notice: Opportunity, one: Milestone, closes_on: date) -> Matter:
    """A new deadline is a new matter."""
    return Matter(
        DUE, f"follow:{follow.pk}:{one.step.key}", closes_on.isoformat(), one.on, follow.followed_on,
        person_id=follow.person_id, facts={"notice": notice, "milestone": one},
    )  # fmt: skip


def moved(_day: date, _offices: Offices) -> Iterator[Matter]:
    """Deadlines that have moved, and notices that have gone, since somebody began to follow them."""
    pairs = followed()
    versions = changes_of({notice.pk for _follow, notice in pairs})
    for follow, notice in pairs:
        if notice.withdrawn_on and notice.withdrawn_on >= follow.followed_on:
            yield news_of(follow, notice, f"gone:{notice.withdrawn_on}", notice.withdrawn_on, "")
        elif (version := versions.get(notice.pk)) and version.noted_at > follow.followed_at:
            on = local_day(version.noted_at, CENTER)
            yield news_of(follow, notice, f"version:{version.pk}", on, old_day(version))


def changes_of(notices: Collection[int]) -> Mapping[int, OpportunityVersion]:
    """Of each notice the newest change of its deadline: one query."""
    found: QuerySet[OpportunityVersion] = OpportunityVersion.objects.filter(opportunity__in=notices)
    return {one.opportunity_id: one for one in found.order_by("noted_at", "pk") if is_of_dates(one)}


def is_of_dates(version: OpportunityVersion) -> bool:
    return any(change["field"] in DATES for change in version.changes)


def old_day(version: OpportunityVersion) -> str:
    """The deadline of before, as far as the change says."""
    return next((str(one["old"] or "") for one in version.changes if one["field"] in DATES - {"is_forecast"}), "")


def news_of(follow: Follow, notice: Opportunity, period: str, on: date, before: str) -> Matter:
    return Matter(
        MOVED, f"follow:{follow.pk}", period, on, max(on, follow.followed_on), person_id=follow.person_id,
        facts={"notice": notice, "before": before},
    )  # fmt: skip


def followers(matters: Collection[Matter]) -> Mapping[Matter, Sequence[Recipient]]:
    """Who follows, as long as they hold a role that may: one query."""
    held = members(MAY[Permission.DEADLINE_FOLLOW]).filter(person__in={matter.person_id for matter in matters})
    found = {member.person_id: recipient(member) for member in held}
    return {matter: [found[matter.person_id]] for matter in matters if matter.person_id in found}


# --- in words -------------------------------------------------------------------------------------------------------
def notice_of(matter: Matter) -> Opportunity:
    notice = matter.facts["notice"]
    assert isinstance(notice, Opportunity)
    return notice


def named(notice: Opportunity) -> str:
    return _("“%(title)s” (%(number)s)") % {"title": notice.title, "number": notice.number}


def of_step(matter: Matter, _rung: Rung, day: date) -> Said:
    """What to do by when, why, and for which notice."""
    notice, one = notice_of(matter), matter.facts["milestone"]
    facts = {"day": words.day_of(one.on), "what": one.step.name}
    title = _("By %(day)s: %(what)s") if one.on >= day else _("Should have been done by %(day)s: %(what)s")
    closes_on = deadline_of(notice) or day
    estimated = _("The day is the agency’s estimate.") if notice.is_forecast else ""
    text = [str(one.step.why), _("For %(notice)s.") % {"notice": named(notice)}, words.left(closes_on, day), estimated]
    return Said(title % facts, " ".join(filter(None, text)), page_of(notice), _("See every step"))


def of_move(matter: Matter, _rung: Rung, _day: date) -> Said:
    """The new day, and the old one; or that the notice has gone."""
    notice = notice_of(matter)
    if notice.withdrawn_on:
        text = _("%(notice)s is no longer at Grants.gov. Ask the agency before you work on.")
        return Said(
            _("A notice that you follow has gone"), text % {"notice": named(notice)}, page_of(notice), _("Open it")
        )
    closes_on = deadline_of(notice)
    facts = {"notice": named(notice), "day": words.day_of(closes_on) if closes_on else ""}
    now = _("%(notice)s closes on %(day)s.") if closes_on else _("%(notice)s gives no closing day any more.")
    before = matter.facts["before"]
    then = _("Before, it was %(day)s.") % {"day": words.day_of(date.fromisoformat(before))} if before else ""
    text = " ".join(filter(None, [now % facts, then, _("Every step has its new day.")]))
    return Said(_("The deadline of a notice that you follow has moved"), text, page_of(notice), _("See every step"))


def page_of(notice: Opportunity) -> str:
    return reverse("opportunity-calendar", args=[notice.pk])


FOLLOWER = Audience("FOLLOWER", gettext_lazy("whoever follows the notice"), followers, is_of_the_office=False)
WHAT_OTHERS_FOLLOW: Any = gettext_lazy("notices that people follow")
CAUSES: tuple[Audience | Cause, ...] = (
    FOLLOWER,
    Cause(
        DUE,
        gettext_lazy("A step on the way to a deadline"),
        gettext_lazy("you follow this notice"),
        (Rung(2, Unit.WORKING, FOLLOWER.key, Direction.BEFORE, limits=(0, 20)),),
        due,
        of_step,
        unforeseen=WHAT_OTHERS_FOLLOW,
        is_national=True,
        order=97,
    ),
    Cause(
        MOVED,
        gettext_lazy("The deadline of a notice that somebody follows has moved"),
        gettext_lazy("you follow this notice"),
        (Rung(0, Unit.WORKING, FOLLOWER.key, limits=(0, 5)),),
        moved,
        of_move,
        unforeseen=WHAT_OTHERS_FOLLOW,
        is_national=True,
        order=98,
    ),
)
