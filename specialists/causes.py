"""Why offices, EOUSA and OARM are reminded about the post, and by which rungs: one table."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy

from portal.calendar import CENTER
from portal.ladder import Cause, Matter, Offices, Rung, Said, Unit, join
from specialists import audiences
from specialists.coverage import Answer
from specialists.models import Asking
from specialists.nation import by_office, facts
from specialists.standing import standing

SILENT = "SILENT"
END_OF_TIME = datetime.combine(date.max, time(), CENTER)


def silent(day: date, offices: Offices) -> Iterable[Matter]:
    """Offices that have no specialist and no answer, and have been asked: the ladder counts from the day on which
    they fell silent, or from the day on which EOUSA began it, whichever is later."""
    begun = Asking.objects.reminded(offices)
    found = by_office(facts(on=day, known=END_OF_TIME))
    for key, first in begun.items():
        stands = standing(key, found.get(key, []), day, is_reachable=True)
        if stands.answer is Answer.SILENT and first <= day:
            on = max(stands.since or first, first)
            yield Matter(SILENT, f"office:{key}", on.isoformat(), on, first, key, facts={"standing": stands})


def of_silence(matter: Matter, _rung: Rung, _day: date) -> Said:
    """The plain sentence, and where to answer."""
    return Said(title="", text="", path="/", act="")


join(*audiences.ALL)
join(
    Cause(
        SILENT,
        gettext_lazy("No specialist and no answer"),
        gettext_lazy("the office has no domestic violence specialist on record and has not said why"),
        (
            Rung(0, Unit.WORKING, "STAFFING", limits=(0, 5)),
            Rung(10, Unit.WORKING, "LEADERSHIP", limits=(3, 20)),
            Rung(20, Unit.WORKING, "DESK", limits=(5, 40)),
            Rung(25, Unit.WORKING, "EOUSA", is_weekly=True, limits=(5, 60)),
        ),
        silent,
        of_silence,
        order=10,
    )
)
