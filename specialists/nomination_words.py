"""Where a nomination stands and whose turn it is, in sentences. Pure: what it needs is passed in."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from specialists.stages import STEPS, NominationState, Stage, StepKey

STANDS = {
    NominationState.PREPARED: gettext_lazy("The nomination of %(who)s for %(office)s is being prepared."),
    NominationState.SENT: gettext_lazy(
        "The nomination of %(who)s for %(office)s is with OARM, day %(day)s of %(target)s."
    ),
    NominationState.RETURNED: gettext_lazy(
        "The nomination of %(who)s for %(office)s is back with the office, day %(day)s of %(target)s."
    ),
    NominationState.APPROVED: gettext_lazy("The nomination of %(who)s for %(office)s is approved."),
    NominationState.CONDITIONAL: gettext_lazy("The nomination of %(who)s for %(office)s is approved with conditions."),
    NominationState.DECLINED: gettext_lazy("The nomination of %(who)s for %(office)s was declined."),
    NominationState.WITHDRAWN: gettext_lazy("The nomination of %(who)s for %(office)s was withdrawn."),
    NominationState.DONE: gettext_lazy("%(office)s: %(who)s is the designated specialist."),
}


def stands(nomination: Any, day: date, who: str) -> str:
    """Where it is, day n of the target. `who`: the name, or initials where those have to do."""
    facts = {
        "who": who,
        "office": nomination.office.abbreviation,
        "day": nomination.vacancy.days_in_stage(day),
        "target": Stage(nomination.vacancy.stage).turn.target,
    }
    return str(STANDS[NominationState(nomination.state)]) % facts


def turn(nomination: Any) -> str:
    """Who acts next, and what is to be done."""
    said = {
        NominationState.PREPARED: unsent,
        NominationState.SENT: with_oarm,
        NominationState.RETURNED: lambda _nomination: _(
            "Next: the office mends it, and the US Attorney or First Assistant sends it again."
        ),
        NominationState.APPROVED: under_way,
        NominationState.CONDITIONAL: under_way,
    }
    state = NominationState(nomination.state)
    return said[state](nomination) if state in said else _("Nobody has to act on it any more.")


def unsent(nomination: Any) -> str:
    if may_be_sent(nomination):
        return _("Next: the US Attorney or First Assistant sends it to OARM.")
    return _("It can be sent once screening has begun. The vacancy is at “%(stage)s”.") % {
        "stage": nomination.vacancy.get_stage_display()
    }


def may_be_sent(nomination: Any) -> bool:
    """Whether the vacancy has come as far."""
    return nomination.vacancy.stage in STEPS[StepKey.NOMINATE].comes_from


def with_oarm(nomination: Any) -> str:
    if nomination.claimed_by:
        return _("Next: %(name)s of OARM decides.") % {"name": nomination.claimed_by.name}
    return _("Next: OARM decides. No analyst has taken it yet.")


def under_way(nomination: Any) -> str:
    turn = Stage(nomination.vacancy.stage).turn
    return _("Next: %(who)s has to %(act)s.") % {"who": turn.party.label, "act": turn.act}


def queue(days: Collection[int], target: int, *, is_mine: bool) -> str:
    """6 nominations wait for you. The oldest has waited 34 days (target 30)."""
    if not days:
        return _("No nomination waits for you.") if is_mine else _("No nomination is with OARM.")
    count = {"n": len(days)}
    if is_mine:
        waits = ngettext("%(n)d nomination waits for you.", "%(n)d nominations wait for you.", len(days)) % count
    else:
        waits = ngettext("%(n)d nomination is with OARM.", "%(n)d nominations are with OARM.", len(days)) % count
    oldest = ngettext("The oldest has waited %(n)d day", "The oldest has waited %(n)d days", max(days))
    only = ngettext("It has waited %(n)d day", "It has waited %(n)d days", max(days))
    told = (only if len(days) == 1 else oldest) % {"n": max(days)}
    return f"{waits} {told} {_('(target %(target)d).') % {'target': target}}"


def shares(*, back: int, mine: int, free: int) -> str:
    """1 of them is back with you. 4 are on your desk. 2 nobody has taken."""
    parts = {
        ngettext("%(n)d of them is back with you.", "%(n)d of them are back with you.", back): back,
        ngettext("%(n)d is on your desk.", "%(n)d are on your desk.", mine): mine,
        ngettext("%(n)d nobody has taken.", "%(n)d nobody has taken.", free): free,
    }
    return " ".join(words % {"n": count} for words, count in parts.items() if count)


def came_back(returned_on: date, reason: str, sent_on: date) -> str:
    """back with you: returned Nov 3 for “bar certificate”, came back Nov 20"""
    facts = {"returned": date_format(returned_on, "M j"), "why": reason, "back": date_format(sent_on, "M j")}
    if not reason:
        return _("returned %(returned)s, came back %(back)s") % facts
    return _("returned %(returned)s for “%(why)s”, came back %(back)s") % facts


def mailed(names: Collection[str], side: str) -> str:
    """Who is told by mail, or that nobody can be."""
    if not names:
        return _("Nobody can be told by mail: %(side)s has nobody on record. Tell them yourself.") % {"side": side}
    listed = get_text_list(list(names), _("and"))
    return _("Mail goes to %(names)s: initials and what happened, no name and no reason.") % {"names": listed}


def analysts(count: int) -> str:
    return ngettext("%(n)d analyst of OARM", "%(n)d analysts of OARM", count) % {"n": count}


def package(missing: Collection[Any]) -> str:
    """complete, or how much is missing and what."""
    if not missing:
        return _("complete")
    named = ", ".join(str(document.label) for document in missing)
    return ngettext("%(n)d missing: %(what)s", "%(n)d missing: %(what)s", len(missing)) % {
        "n": len(missing),
        "what": named,
    }
