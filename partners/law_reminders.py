"""Reminders of a change of law: the next morning what has changed and from when, and of the step while it is open.

Two causes, because rungs count from one day: one from the day on which the step was opened, one from its due day.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners import law_words as words
from partners.models import ErpoLaw, NextStep
from partners.models.law_steps import OPENED_FOR
from partners.promises import due_words, week_end
from partners.step_audiences import KEEPER
from partners.step_reminders import A_DAY, READ_STEPS
from partners.week import Waits, how_many
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.ladder import Audience, Cause, Direction, Matter, Offices, Rung, Unit
from portal.ownership import Line
from portal.tenancy import current
from specialists.audiences import DESK, LEADERSHIP

CHANGED, DUE = "LAW_CHANGED", "LAW_STEP_DUE"
WORKING, BEFORE = Unit.WORKING, Direction.BEFORE


def changed(day: date, offices: Offices) -> Iterator[Matter]:
    """The changes of law about which an office has an open step, until that is due."""
    for step, facts in steps(offices):
        made = local_day(step.made_at, step.office.zone)
        if step.due_on > day:
            yield matter(CHANGED, step, made, made, facts)


def due(_day: date, offices: Offices) -> Iterator[Matter]:
    """The same steps, by their due day."""
    for step, facts in steps(offices):
        yield matter(DUE, step, step.due_on, local_day(step.made_at, step.office.zone), facts)


def matter(cause: str, step: NextStep, on: date, made: date, facts: words.Facts) -> Matter:
    about, name = f"step:{step.pk}", facts.state
    return Matter(
        cause, about, on.isoformat(), on, made + A_DAY, step.office_id, facts={"step": step, "law": facts}, name=name
    )


def steps(offices: Offices) -> Iterator[tuple[NextStep, words.Facts]]:
    """The open steps that a change of law has opened, each with the law: three queries, one where there is none."""
    binding = current()
    if binding is None or binding.role not in READ_STEPS:
        return
    found = NextStep.objects.open().filter(office__in=offices, opened_for__startswith=OPENED_FOR)
    opened = list(found.select_related("office", "organization").order_by("due_on", "pk"))
    laws = laws_of({step.opened_for for step in opened}) if opened else {}
    yield from ((step, laws[step.opened_for]) for step in opened if step.opened_for in laws)


def laws_of(opened_for: set[str]) -> dict[str, words.Facts]:
    """What each of these was opened for: as it stands on record by now, compared with what stood before it."""
    keys = {int(each.removeprefix(OPENED_FOR)) for each in opened_for}
    rows = ErpoLaw.objects.filter(pk__in=keys).select_related("replaces")
    now = {row.code: row for row in ErpoLaw.objects.standing().filter(code__in={row.code for row in rows})}
    return {f"{OPENED_FOR}{row.pk}": words.facts_of(row, now.get(row.code, row)) for row in rows}


def waiting(request: PortalRequest, day: date) -> Waits | None:
    """On the page of the week: one's own steps about a change of law that are not due yet. Those of the queue stand
    there already."""
    mine = NextStep.objects.open().filter(office=request.hat.office_id, owner=request.hat.person_id)
    rows = mine.filter(opened_for__startswith=OPENED_FOR, due_on__gt=week_end(day)).order_by("due_on", "pk")
    n, found = how_many(rows)
    if not n:
        return None
    said = ngettext(
        "The law of your state changes: %(n)d next step waits.",
        "The law of your state changes: %(n)d next steps wait.",
        n,
    )
    lines = [
        Line(
            one.pk,
            _now("%(text)s: %(due)s") % {"text": one.text, "due": due_words(one.due_on, day)},
            words.page_of(one),
        )
        for one in found
    ]
    return Waits(said % {"n": n}, _now("Changes of law"), lines)


CAUSES: tuple[Audience | Cause, ...] = (
    Cause(
        CHANGED,
        _("A change of law in the office’s state"),
        _("EOUSA put on record that the law of the state changes, and the office has an open next step about it"),
        (
            Rung(0, WORKING, KEEPER.key, limits=(0, 2)),
            Rung(10, WORKING, LEADERSHIP.key, limits=(3, 20)),
            Rung(40, WORKING, DESK.key, limits=(21, 120)),
        ),
        changed,
        words.of_change,
        unforeseen=_("next steps"),
        order=88,
    ),
    Cause(
        DUE,
        _("The next step about a change of law"),
        _("EOUSA put on record that the law of the state changes, and the office’s next step about it is not done"),
        (
            Rung(1, WORKING, KEEPER.key, BEFORE, limits=(0, 10)),
            Rung(1, WORKING, KEEPER.key, limits=(1, 5)),
            Rung(10, WORKING, LEADERSHIP.key, limits=(5, 19)),
            Rung(20, WORKING, DESK.key, limits=(20, 60)),
        ),
        due,
        words.of_step,
        unforeseen=_("next steps"),
        order=89,
    ),
)
