"""A vacancy on its way from a known gap to a designated specialist, and the moves that carry it."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.access import Role
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Person
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall
from specialists.clocks import EARLIEST
from specialists.models.appointment import Appointment
from specialists.models.filling import Filling
from specialists.models.move import Move, MoveNote
from specialists.models.undoing import Undoing, doubled
from specialists.stages import CLOSED, STEPS, TRAINING_DAYS, Budget, Stage, Step, StepKey

MOVES = "stage,moved_on,budget,closed_on,appointment_id,trained_on"


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Vacancies by whether they are open, and how one is opened."""

    def open(self) -> Self:
        """Those on their way."""
        return self.filter(closed_on=None)

    @transaction.atomic
    def begin(
        self, *, office: Office, by: Person, on: date, made_on: date | None = None, answers: bool = True
    ) -> "Vacancy":
        """Open the case: the office has no specialist, or will have none. `made_on`: when that became known.

        `answers`: whether that is also the office's word to directives about coverage.
        """
        day = made_on or on
        refuse_wrong_day(day, on=on)
        refuse_overlap(self.filter(office=office), day)
        with refusing(**doubled()):
            made = self.create(office=office, opened_on=day, moved_on=day)
        Move.objects.record(made, StepKey.OPEN, before="", by=by, made_on=day, answers=answers)
        return made


class Vacancy(Filling, Undoing, OfficeOwned):
    """The case of one office's empty post. Where it stands is kept here, how it came there in its moves.

    No candidate and no reason is kept here: who may see the office's staffing may see this.
    """

    opened_on = models.DateField()
    stage = models.CharField(max_length=18, choices=Stage.choices, default=Stage.GAP_KNOWN)
    moved_on = models.DateField()
    """The first day in the stage."""
    budget = models.CharField(max_length=21, choices=Budget.choices, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, blank=True, related_name="vacancy", db_constraint=False
    )
    """Whom the vacancy ended with: there is one if, and only if, it was filled."""
    trained_on = models.DateField(null=True, blank=True)
    """When the new specialist had been trained; followed up after closing."""

    moves: Any
    objects: ClassVar[VacancyQuerySet] = VacancyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        verbose_name_plural = "vacancies"
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["office"], name="one_open_vacancy_per_office", condition=Q(closed_on=None)),
            models.CheckConstraint(
                name="a_vacancy_is_filled_with_an_appointment",
                condition=Q(stage=Stage.DESIGNATED) ^ Q(appointment=None),
            ),
            models.CheckConstraint(
                name="a_vacancy_is_closed_when_it_ends", condition=Q(stage__in=sorted(CLOSED)) ^ Q(closed_on=None)
            ),
            models.CheckConstraint(
                name="only_a_filled_vacancy_is_trained", condition=Q(trained_on=None) | Q(stage=Stage.DESIGNATED)
            ),
            SameOffice(name="vacancy_appoints_own", field="appointment"),
            Wall(
                name="vacancy_wall",
                office="select",
                heads=f"insert update:{MOVES}",
                oarm="select update:stage,moved_on",
                eousa_reader="select",
                eousa=f"select insert update:{MOVES}",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["stage", "moved_on"], name="vacancy_by_stage")]

    def __str__(self) -> str:
        return f"vacancy from {self.opened_on}: {self.get_stage_display()}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def training_due_on(self) -> date | None:
        """When the new specialist should have been trained; None once that is done, or where nobody was designated."""
        if self.stage != Stage.DESIGNATED or self.trained_on or self.closed_on is None:
            return None
        return self.closed_on + timedelta(days=TRAINING_DAYS)

    def days_in_stage(self, day: date) -> int:
        """Days since the stage began, its first day counted as 0."""
        return (day - self.moved_on).days

    # --- moves -----------------------------------------------------------------------------------------------------
    def take(
        self,
        step: StepKey,
        *,
        acting: Role,
        by: Person,
        on: date,
        made_on: date | None = None,
        detail: str = "",
        reason: str = "",
        note: str = "",
        seen: str = "",
    ) -> Move:
        """Make a plain move: one that needs no more than a day, a code, a reason and a note.

        `seen`: the stage in which the vacancy was when the act was offered; in any other it is refused.
        """
        plain = STEPS[step]
        if acting not in plain.made_by:
            raise Refused(_("“%(step)s” is not for your role to do.") % {"step": plain.label})
        if not plain.is_plain:
            raise Refused(_("“%(step)s” needs more than a day: use its own form.") % {"step": plain.label})
        refuse_wrong_words(plain, detail, reason)
        if seen and seen != self.stage:
            self.refuse(step, made_on or on)
        with transaction.atomic():
            move = self.move(step, by=by, on=on, made_on=made_on, detail=detail, reason=reason, note=note)
            if step is StepKey.VOID:
                Move.objects.standing().filter(vacancy=self).exclude(pk=move.pk).update(superseded_at=move.recorded_at)
        return move

    def train(self, *, trained_on: date, by: Person, on: date) -> None:
        """Record that the new specialist has been trained."""
        if trained_on > on or (self.closed_on and trained_on < self.closed_on - timedelta(days=TRAINING_DAYS)):
            raise Refused(_("Training is recorded when it has taken place. Check the day."), field="trained_on")
        untrained = Vacancy.objects.filter(pk=self.pk, stage=Stage.DESIGNATED, trained_on=None)
        if not untrained.update(trained_on=trained_on):
            raise Refused(_("There is no training to record: nobody was designated, or it is recorded already."))
        self.trained_on = trained_on

    def hold(self) -> None:
        """Let nobody else move the vacancy until this transaction ends. Taken before any lock on what belongs to it."""
        list(Vacancy.objects.select_for_update(no_key=True).filter(pk=self.pk).values_list("pk"))

    @transaction.atomic
    def move(
        self,
        step: StepKey,
        *,
        by: Person,
        on: date,
        made_on: date | None = None,
        detail: str = "",
        reason: str = "",
        note: str = "",
        **changes: Any,
    ) -> Move:
        """The only way a stage changes. It changes once, however many people press the button."""
        day, to, before = made_on or on, self.lands_on(step), self.stage
        refuse_wrong_day(day, on=on)
        changes |= {"stage": to, "moved_on": day}
        changes |= {} if to.is_open else {"closed_on": day}
        changes |= {"budget": detail} if detail in Budget.values else {}
        movable = Vacancy.objects.filter(pk=self.pk, stage=before, moved_on__lte=day)
        if before not in STEPS[step].comes_from or not movable.update(**changes):
            self.refuse(step, day)
        self.refresh_from_db()
        move = Move.objects.record(self, step, before=before, by=by, made_on=day, detail=detail)
        MoveNote.objects.keep(move, reason=reason, text=note)
        return move

    def lands_on(self, step: StepKey) -> Stage:
        """The stage that a step leads to."""
        asked = Move.objects.standing().filter(vacancy=self, step=StepKey.REQUEST_SPECIAL).newest()
        if not STEPS[step].goes_back or asked is None:
            return STEPS[step].to
        return Stage.SCREENING if asked.stage_from == Stage.RETURNED else Stage(asked.stage_from)

    def refuse(self, step: StepKey, day: date) -> None:
        """Say why the vacancy did not move: where it is now, or on which day it moved last."""
        self.refresh_from_db()
        words = {"stage": self.get_stage_display(), "step": STEPS[step].label}
        if self.stage in STEPS[step].comes_from and self.moved_on > day:
            words["day"] = date_format(self.moved_on, "DATE_FORMAT")
            raise Refused(
                _("The vacancy is at “%(stage)s” since %(day)s. The move cannot be earlier than that.") % words,
                field="made_on",
            )
        raise Refused(
            _("This vacancy is now at “%(stage)s”, from where “%(step)s” is not possible. Look at it again.") % words
        )


def refuse_overlap(earlier: models.QuerySet[Vacancy], day: date) -> None:
    """Refuse a vacancy that would begin before the office's last one ended: a day has one vacancy at most."""
    last = earlier.exclude(closed_on=None).exclude(voided()).order_by("-closed_on").first()
    if last and last.closed_on and day < last.closed_on:
        raise Refused(
            _("The office’s last vacancy ended on %(day)s. A new one begins on that day or later.")
            % {"day": date_format(last.closed_on, "DATE_FORMAT")},
            field="made_on",
        )


def voided() -> Exists:
    """Of vacancies: taken off the record, because they were opened in error."""
    return Exists(Move.objects.standing().filter(vacancy=OuterRef("pk"), step=StepKey.VOID))


def refuse_wrong_day(day: date, *, on: date) -> None:
    """Refuse a move in the future, or before anything is on record."""
    if day > on:
        raise Refused(_("The day is in the future. A move is recorded when it has happened."), field="made_on")
    if day < EARLIEST:
        raise Refused(_("The day is before 1994. Check the year."), field="made_on")


def refuse_wrong_words(step: Step, detail: str, reason: str) -> None:
    """Refuse a move that does not say what it has to say, or says what belongs to another."""
    if step.details and detail not in step.details:
        raise Refused(_("Choose one of the codes of “%(step)s”.") % {"step": step.label}, field="detail")
    if step.reasons and reason not in step.reasons.values:
        raise Refused(_("Choose a reason."), field="reason")
    if unasked(step, detail, reason):
        raise Refused(_("“%(step)s” takes no such code.") % {"step": step.label})


def unasked(step: Step, detail: str, reason: str) -> bool:
    """Whether a code is said that the step does not take."""
    return bool(detail and not step.details) or bool(reason and not step.reasons)
