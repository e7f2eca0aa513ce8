"""The answer of a page about vacancies, as a sentence for people. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from specialists.sentences import day, days
from specialists.stages import Party, Stage, StepKey
from specialists.standing import Acts, Hiring


def turn(hiring: Hiring, office: str, *, is_own: bool) -> str:
    """N.D. Tex.: OARM has to decide on the nomination. Day 34 of 30, 4 days over target."""
    words = {"who": who(hiring.stage.turn.party, is_own=is_own), "act": hiring.stage.turn.act}
    said = _("%(who)s has to %(act)s.") % words
    return f"{capfirst(said) if is_own else f'{office}: {said}'} {clock(hiring)}"


def who(party: Party, *, is_own: bool) -> str:
    """Whose turn it is, as the reader calls them."""
    if is_own and party is Party.LEADERSHIP:
        return _("your office’s leadership")
    return _("your office") if is_own and party is Party.OFFICE else str(party.label)


def clock(hiring: Hiring) -> str:
    """Day 34 of 30, 4 days over target."""
    words = {"days": hiring.days, "target": hiring.target, "over": days(hiring.over)}
    if hiring.over:
        return _("Day %(days)d of %(target)d, %(over)s over target.") % words
    return _("Day %(days)d of %(target)d.") % words


def ended(stage: Stage, on: date | None, office: str, name: str) -> str:
    """How a vacancy ended."""
    words = {"office": office, "name": name, "on": day(on)}
    if stage is Stage.DESIGNATED:
        return _("The vacancy of %(office)s ended on %(on)s: %(name)s is the designated specialist.") % words
    return _("The vacancy of %(office)s was closed without a specialist on %(on)s.") % words


def since(hiring: Hiring, opened_on: date, today: date) -> str:
    """Where it stands since when, and for how long the gap is known."""
    return _("At “%(stage)s” since %(since)s. The gap is known since %(opened)s (%(days)s).") % {
        "stage": hiring.stage.label,
        "since": day(hiring.since),
        "opened": day(opened_on),
        "days": days((today - opened_on).days),
    }


def checks(steps: Sequence[str]) -> str:
    """The pre-employment checks in a few words, from the steps of the vacancy in order; empty where none are due yet.

    By the stage alone: whether the background investigation has ended is for those who may see its dates.
    """
    about = {StepKey.OFFER: _("not begun"), StepKey.BEGIN_CHECKS: _("under way"), StepKey.ENTER: _("entered on duty")}
    about |= {StepKey.LOSE_CANDIDATE: ""}
    return next((str(about[StepKey(step)]) for step in reversed(steps) if step in about), "")


def of_all(open_ones: Collection[Hiring]) -> str:
    """24 vacancies are open. OARM has 6, the oldest for 34 days (target 30); offices have 14, 5 over target; …"""
    if not open_ones:
        return _("No vacancy is open.")
    number = len(open_ones)
    counted = ngettext("%(n)d vacancy is open.", "%(n)d vacancies are open.", number) % {"n": number}
    return f"{counted} {'; '.join(_by_turn(open_ones))}."


def _by_turn(open_ones: Collection[Hiring]) -> Iterator[str]:
    waiting: dict[Acts, list[Hiring]] = defaultdict(list)
    for hiring in open_ones:
        waiting[hiring.acts].append(hiring)
    for acts in (Acts.OARM, Acts.OFFICE, Acts.EOUSA, Acts.INVESTIGATION):
        if found := waiting[acts]:
            yield _counted(acts, found)


def _counted(acts: Acts, found: Collection[Hiring]) -> str:
    """OARM has 6, the oldest for 34 days (target 30)."""
    number, over = len(found), sum(1 for each in found if each.over)
    words = {
        Acts.OARM: _("OARM has %(n)d"),
        Acts.OFFICE: ngettext("an office has %(n)d", "offices have %(n)d", number),
        Acts.EOUSA: _("EOUSA has %(n)d"),
        Acts.INVESTIGATION: ngettext("%(n)d waits for an investigation", "%(n)d wait for investigations", number),
    }[acts] % {"n": number}
    if acts is Acts.OARM:
        oldest = max(found, key=lambda each: each.days)
        longest = {"days": days(oldest.days), "target": oldest.target}
        return f"{words}, {_('the oldest for %(days)s (target %(target)d)') % longest}"
    return f"{words}, {_('%(n)d over target') % {'n': over}}" if over else words
