"""How EOUSA has tuned the ladder: the days of a rung, each change kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal import ladder
from portal.errors import Refused
from portal.models.owned import OnRecord, RecordedQuerySet
from portal.models.people import Person
from portal.tenancy import Wall


class RungSettingQuerySet(RecordedQuerySet):
    """What was set, and the ladders as they are with it."""

    def ladders(self) -> Mapping[str, Sequence[ladder.Rung]]:
        """Each cause's rungs with the days that hold now: one query."""
        found = {(row.cause, row.rung): row.days for row in self.standing()}
        return {
            cause.key: [replace(rung, days=found.get((cause.key, n), rung.days)) for n, rung in enumerate(cause.rungs)]
            for cause in ladder.causes()
        }

    def if_tuned(self, *, cause: str, rung: int, days: int) -> Mapping[str, Sequence[ladder.Rung]]:
        """The ladders as they would be if this rung had so many days."""
        found = dict(self.ladders())
        rungs = list(found[cause])
        rungs[rung] = replace(rungs[rung], days=days)
        return found | {cause: rungs}

    def remembered(self) -> "Remembered":
        """Every setting there ever was: one query."""
        return Remembered(list(self.order_by("recorded_at", "pk")))

    @transaction.atomic
    def tune(self, *, cause: str, rung: int, days: int, by: Person) -> None:
        """Set the days of a rung. What was told stays told; what is still to come moves."""
        here = ladder.cause_of(cause)
        if here is None or not 0 <= rung < len(here.rungs):
            raise Refused(_("There is no such rung."))
        least, most = here.rungs[rung].limits
        if not least <= days <= most:
            raise Refused(
                _("This rung takes from %(least)d to %(most)d days.") % {"least": least, "most": most}, field="days"
            )
        refuse_overtaking(self.ladders()[cause], rung, days)
        standing = self.standing().filter(cause=cause, rung=rung).first()
        if standing is None:
            RungSetting.objects.create(cause=cause, rung=rung, days=days, recorded_by=by)
        elif standing.days != days:
            standing.supersede(by=by, days=days)


def refuse_overtaking(rungs: Sequence[ladder.Rung], number: int, days: int) -> None:
    """Refuse days by which a rung would come before the one below it, or after the one above."""
    moved = ladder.signed_days(replace(rungs[number], days=days))
    for other, rung in enumerate(rungs):
        is_alike = other != number and rung.unit == rungs[number].unit
        if is_alike and (moved < ladder.signed_days(rung)) != (number < other) and moved != ladder.signed_days(rung):
            words = {"nth": other + 1, "days": rung.days}
            raise Refused(
                _("Rungs keep their order: rung %(nth)d is set to %(days)d days. Set that one first.") % words,
                field="days",
            )


class RungSetting(OnRecord):
    """The days of one rung of one cause, from when to when they held. National: the ladder is the same for all."""

    cause = models.CharField(max_length=40)
    rung = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    objects: ClassVar[RungSettingQuerySet] = RungSettingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "rung"], name="a_rung_is_set_once", condition=Q(superseded_at=None)
            ),
            Wall(
                name="rung_setting_wall",
                office="select",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:superseded_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.rung}: {self.days}"


class Remembered:
    """The rungs as they were when something was written."""

    def __init__(self, rows: Sequence[RungSetting]) -> None:
        self.rows = rows

    def rung(self, cause: str, number: int, at: datetime) -> ladder.Rung | None:
        """The rung as it was then; None where nobody knows it any more."""
        here = ladder.cause_of(cause)
        if here is None or number >= len(here.rungs):
            return None
        set_then = [row for row in self.rows if (row.cause, row.rung) == (cause, number) and row.recorded_at <= at]
        return replace(here.rungs[number], days=set_then[-1].days) if set_then else here.rungs[number]
