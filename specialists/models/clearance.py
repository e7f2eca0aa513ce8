"""The pre-employment checks of a candidate and the end of a temporary appointment: dates that few may see."""

from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall
from specialists.clocks import LONGEST
from specialists.models import letters
from specialists.models.move import Move
from specialists.models.nomination import Nomination
from specialists.models.staffing import SUPERSEDE
from specialists.models.vacancy import Vacancy
from specialists.stages import Stage, StepKey

DATES = ("background_opened_on", "background_closed_on", "drug_test_on", "not_to_exceed_on")


class ClearanceQuerySet(RecordedQuerySet):
    """The checks of a vacancy's candidate, and how they are recorded."""

    def of(self, vacancy: Vacancy) -> "Clearance | None":
        return self.standing().filter(vacancy=vacancy).first()

    def enter(self, *, vacancy: Vacancy, by: Person, on: date, **dates: date | None) -> "Clearance":
        """Record what is known of the checks, in place of what was known before."""
        standing = self.of(vacancy)
        made = Clearance(office_id=vacancy.office_id, vacancy=vacancy, recorded_by=by, **dates)
        made.refuse_slips(on=on)
        with refusing(one_record_of_checks=_("Somebody else has just recorded these checks. Look at them again.")):
            if standing:
                return standing.supersede(by=by, **dates) or standing
            made.save(force_insert=True)
        return made

    @transaction.atomic
    def enter_on_duty(
        self, *, vacancy: Vacancy, by: Person, on: date, made_on: date | None = None, **dates: date | None
    ) -> "Clearance":
        """The candidate has entered on duty. The drug test comes before; a temporary appointment names its last day."""
        day = made_on or on
        if not dates.get("drug_test_on") or (dates["drug_test_on"] or day) > day:
            raise Refused(_("The drug test comes before the entry on duty. Record its day."), field="drug_test_on")
        made = self.enter(vacancy=vacancy, by=by, on=on, **dates)
        vacancy.move(StepKey.ENTER, by=by, on=on, made_on=made_on)
        return made


class Clearance(Recorded):
    """Background investigation, drug test, and the not-to-exceed date of a temporary appointment."""

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="clearances", db_constraint=False)
    background_opened_on = models.DateField(null=True, blank=True)
    background_closed_on = models.DateField(null=True, blank=True)
    drug_test_on = models.DateField(null=True, blank=True)
    not_to_exceed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[ClearanceQuerySet] = ClearanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["vacancy"], name="one_record_of_checks", condition=Q(superseded_at=None)),
            models.CheckConstraint(
                name="a_background_ends_after_it_begins",
                condition=Q(background_closed_on=None) | Q(background_closed_on__gte=F("background_opened_on")),
            ),
            SameOffice(name="clearance_of_own_vacancy", field="vacancy"),
            SameOffice(name="clearance_replaces_own", field="replaces"),
            Wall(name="clearance_wall", secret=DATES, heads=SUPERSEDE, oarm=SUPERSEDE, eousa=SUPERSEDE, jobs="select"),
        ]

    def __str__(self) -> str:
        return f"checks of vacancy {self.vacancy_id}"

    @transaction.atomic
    def extend(self, *, not_to_exceed_on: date, by: Person, on: date) -> "Clearance":
        """OARM extends the temporary appointment: a later last day, of which the office is told."""
        if self.not_to_exceed_on is None:
            raise Refused(_("There is no temporary appointment to extend."))
        if not_to_exceed_on <= self.not_to_exceed_on:
            raise Refused(_("An extension ends later than before."), field="not_to_exceed_on")
        if not_to_exceed_on > on + LONGEST:
            raise Refused(_("That is more than ten years ahead. Check the year."), field="not_to_exceed_on")
        extended = self.supersede(by=by, not_to_exceed_on=not_to_exceed_on) or self
        if nomination := Nomination.objects.filter(vacancy_id=self.vacancy_id).order_by("pk").last():
            letters.of_extension(nomination, extended)
        return extended

    def refuse_slips(self, *, on: date) -> None:
        """Refuse checks that begin or end in the future, or end before they begin."""
        if self.vacancy.stage not in {Stage.OFFERED, Stage.CHECKS, Stage.ENTERED, Stage.DESIGNATED}:
            raise Refused(_("Checks belong to a candidate with a conditional offer."))
        for name in DATES[:3]:
            day: Any = getattr(self, name)
            if day and day > on:
                raise Refused(_("The day is in the future. Record it when it has happened."), field=name)
        if self.not_to_exceed_on and not on - LONGEST < self.not_to_exceed_on < on + LONGEST:
            raise Refused(_("That is more than ten years from now. Check the year."), field="not_to_exceed_on")
        self._refuse_before_offer()
        self._refuse_wrong_background()

    def _refuse_before_offer(self) -> None:
        offered = Move.objects.standing().filter(vacancy=self.vacancy_id, step=StepKey.OFFER).newest()
        for name in DATES[:3]:
            day: Any = getattr(self, name)
            if offered and day and day < offered.made_on:
                raise Refused(_("The checks come after the conditional offer. Check the day."), field=name)

    def _refuse_wrong_background(self) -> None:
        opened, closed = self.background_opened_on, self.background_closed_on
        if closed and not opened:
            raise Refused(_("Name the day on which the investigation was opened."), field="background_opened_on")
        if closed and opened and closed < opened:
            raise Refused(_("The investigation cannot end before it began."), field="background_closed_on")
