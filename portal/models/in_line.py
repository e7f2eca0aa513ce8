"""Who is really told next of what waits: the ladder passes over at once whom it cannot reach."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import ladder
from portal.ladder import Matter, Step
from portal.models.planning import Coming, addressed
from portal.models.suppression import Suppression


@dataclass(frozen=True)
class InLine:
    """The next rung of a matter that reaches somebody, and whether another before it reaches nobody."""

    coming: Coming
    is_passed_on: bool = False

    @property
    def who(self) -> str:
        return str(ladder.audience_of(self.coming.rung.audience).label)


def by_matter(turns: Iterable[Coming]) -> dict[Matter, list[Coming]]:
    """The turns of each matter, the soonest first."""
    ordered = sorted(turns, key=lambda one: (ladder.key_of(one.matter), one.on, one.number))
    return {matter: list(group) for matter, group in groupby(ordered, key=lambda one: one.matter)}


def next_in_line(turns: Mapping[Matter, Sequence[Coming]]) -> dict[Matter, InLine]:
    """Whom each matter's ladder tells next, of all turns that its rungs have ahead; bound as a job."""
    refused = Suppression.objects.addresses()
    ahead = {matter: list(some) for matter, some in turns.items() if some}
    found: dict[Matter, InLine] = {}
    while ahead:
        for matter in reached([some[0].step for some in ahead.values()], refused):
            some = ahead.pop(matter)
            found[matter] = InLine(some[0], is_passed_on=len(some) < len(turns[matter]))
        ahead = {matter: passed_on(some) for matter, some in ahead.items() if len(some) > 1}
    return found


def reached(steps: Sequence[Step], refused: Collection[str]) -> set[Matter]:
    """The matters of those of these steps that find somebody."""
    return {reminder.step.matter for reminder in addressed(steps, refused) if reminder.to}


def passed_on(turns: Sequence[Coming]) -> list[Coming]:
    """What is ahead once the first of these has reached nobody: the rung after it comes as early."""
    lost, *rest = turns
    moved = [replace(one, on=min(one.on, lost.on)) if one.number == lost.number + 1 else one for one in rest]
    return sorted(moved, key=lambda one: (one.on, one.number))


def in_words(one: Coming) -> str:
    """Who is told next, and when, for those who are told now."""
    words = {"who": ladder.audience_of(one.rung.audience).label, "day": date_format(one.on, "DATE_FORMAT")}
    return _("Unless that is settled, the next to be reminded is, on %(day)s: %(who)s.") % words
