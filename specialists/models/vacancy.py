"""A vacancy on its way from a known gap to a designated specialist, and the moves that carry it."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.access import Role
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Person
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall
from specialists.clocks import EARLIEST
from specialists.coverage import Authority, Kind
from specialists.models.appointment import Appointment
from specialists.models.move import Move, MoveNote
from specialists.models.response import Response
from specialists.stages import CLOSED, STEPS, TRAINING_DAYS, Budget, SpecialKind, Stage, Step, StepKey

UNDO = timedelta(days=1)
"""For how long the author may undo the last move."""
MOVES = "stage,moved_on,budget,closed_on,appointment_id,trained_on"


def doubled() -> dict[str, str]:
    """What to say when the office has a vacancy already."""
    return {"one_open_vacancy_per_office": _("This office has an open vacancy already. Move that one.")}


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Vacancies by whether they are open, and how one is opened."""

    def open(self) -> Self:
        """Those on their way."""
        return self.filter(closed_on=None)

    @transaction.atomic
    def begin(self, *, office: Office, by: Person, on: date, made_on: date | None = None) -> "Vacancy":
        """Open the case: the office has no specialist, or will have none. `made_on`: when that became known."""
        day = made_on or on
        refuse_wrong_day(day, on=on)
        with refusing(**doubled()):
            made = self.create(office=office, opened_on=day, moved_on=day)
        Move.objects.record(made, StepKey.OPEN, before="", by=by, made_on=day)
        return made


class Vacancy(OfficeOwned):
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
    ) -> Move:
        """Make a plain move: one that needs no more than a day, a code, a reason and a note."""
        plain = STEPS[step]
        if acting not in plain.made_by:
            raise Refused(_("“%(step)s” is not for your role to do.") % {"step": plain.label})
        if not plain.is_plain:
            raise Refused(_("“%(step)s” needs more than a day: use its own form.") % {"step": plain.label})
        refuse_wrong_words(plain, detail, reason)
        return self.move(step, by=by, on=on, made_on=made_on, detail=detail, reason=reason, note=note)

    def designate(
        self, *, name: str, email: str, kind: str, starts_on: date, by: Person, on: date, made_on: date | None = None
    ) -> Appointment:
        """Designate the specialist: who entered on duty, or a sitting AUSA at any time before OARM. Closes the vacancy
        and creates the appointment."""
        step = StepKey.DESIGNATE if self.stage == Stage.ENTERED else StepKey.DESIGNATE_SITTING
        refuse_kind(kind)
        facts = {"authority": Authority.AUSA_542, "kind": kind, "starts_on": starts_on}
        return self._fill(step, name=name, email=email, by=by, on=on, made_on=made_on, **facts)

    def appoint_special(
        self,
        *,
        name: str,
        email: str,
        kind: str,
        starts_on: date,
        ends_on: date | None = None,
        by: Person,
        on: date,
        made_on: date | None = None,
    ) -> Appointment:
        """EOUSA appoints the special AUSA whom the office asked for. Under 28 USC 543 that fills the post; under
        18 USC 925D alone it does not, and the vacancy begins again at the gap."""
        refuse_kind(kind)
        asked = Move.objects.standing().filter(vacancy=self, step=StepKey.REQUEST_SPECIAL).newest()
        is_partial = asked is not None and asked.detail == SpecialKind.SAUSA_925D
        authority = Authority.SAUSA_925D if is_partial else Authority.SAUSA_543
        facts = {"authority": authority, "kind": kind, "starts_on": starts_on, "ends_on": ends_on}
        if not is_partial:
            step = StepKey.APPOINT_SPECIAL
            return self._fill(step, name=name, email=email, by=by, on=on, made_on=made_on, **facts)
        with transaction.atomic():
            self.move(StepKey.APPOINT_PARTIAL, by=by, on=on, made_on=made_on)
            return self._appoint(name=name, email=email, by=by, on=on, **facts)

    def cover(
        self, *, name: str, email: str, starts_on: date, ends_on: date | None = None, by: Person, on: date
    ) -> Appointment:
        """Record acting cover while the vacancy goes on: the office counts as acting for its period."""
        if not self.is_open:
            raise Refused(_("This vacancy is closed. Cover belongs to one that is open."))
        facts = {"authority": Authority.AUSA_542, "kind": Kind.ACTING, "starts_on": starts_on, "ends_on": ends_on}
        return self._appoint(name=name, email=email, by=by, on=on, **facts)

    def train(self, *, trained_on: date, by: Person, on: date) -> None:
        """Record that the new specialist has been trained."""
        if trained_on > on or (self.closed_on and trained_on < self.closed_on - timedelta(days=TRAINING_DAYS)):
            raise Refused(_("Training is recorded when it has taken place. Check the day."), field="trained_on")
        untrained = Vacancy.objects.filter(pk=self.pk, stage=Stage.DESIGNATED, trained_on=None)
        if not untrained.update(trained_on=trained_on):
            raise Refused(_("There is no training to record: nobody was designated, or it is recorded already."))
        self.trained_on = trained_on

    @transaction.atomic
    def undo(self, *, by: Person, at: datetime) -> Move:
        """Take the last move back: by its author, within a day. The move stays readable, with when it was undone."""
        self.hold()
        last = Move.objects.standing().filter(vacancy=self).newest()
        if last is not None and last.step == StepKey.APPOINT_PARTIAL:
            raise Refused(_("An appointment went with this move. EOUSA takes that off the record first."))
        if last is None or last.step == StepKey.OPEN:
            raise Refused(_("The opening cannot be undone. Close the vacancy, with the reason “opened in error”."))
        if last.recorded_by_id != by.pk or last.recorded_at < at - UNDO:
            raise Refused(_("Only who made the last move can undo it, and only within a day."))
        appointment = Appointment.objects.filter(vacancy=self).first()
        last.supersede(by=by)
        with refusing(**doubled()):
            self._turn_back(last)
        last.restore_nomination()
        Response.objects.reopen(last)
        if appointment:
            appointment.withdraw(by=by)
        self.refresh_from_db()
        return last

    def _turn_back(self, last: Move) -> None:
        """Set the vacancy back to where it was before its last move."""
        standing = Move.objects.standing().filter(vacancy=self)
        before = standing.newest()
        facts: dict[str, Any] = {"stage": last.stage_from, "moved_on": before.made_on if before else self.opened_on}
        if last.stage in CLOSED:
            facts |= {"closed_on": None, "appointment": None}
        if last.detail in Budget.values:
            named = standing.filter(detail__in=Budget.values).newest()
            facts["budget"] = named.detail if named else ""
        if not Vacancy.objects.filter(pk=self.pk, stage=last.stage, trained_on=None).update(**facts):
            raise Refused(_("The vacancy has moved on meanwhile, or its training is recorded. It stays as it is."))

    @transaction.atomic
    def _fill(self, step: StepKey, *, by: Person, on: date, made_on: date | None, **facts: Any) -> Appointment:
        """Close the vacancy with an appointment: both or neither, and once."""
        self.hold()
        if not Vacancy.objects.filter(pk=self.pk, stage=self.stage).exists():
            self._refuse(step, made_on or on)
        appointment = self._appoint(by=by, on=on, **facts)
        self.move(step, by=by, on=on, made_on=made_on, appointment=appointment)
        return appointment

    def hold(self) -> None:
        """Let nobody else move the vacancy until this transaction ends. Taken before any lock on what belongs to it."""
        list(Vacancy.objects.select_for_update(no_key=True).filter(pk=self.pk).values_list("pk"))

    def _appoint(self, *, by: Person, on: date, **facts: Any) -> Appointment:
        return Appointment.objects.appoint_named(office=self.office, by=by, on=on, **facts)

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
        day, to, before = made_on or on, STEPS[step].to, self.stage
        refuse_wrong_day(day, on=on)
        changes |= {"stage": to, "moved_on": day}
        changes |= {} if to.is_open else {"closed_on": day}
        changes |= {"budget": detail} if detail in Budget.values else {}
        movable = Vacancy.objects.filter(pk=self.pk, stage=before, moved_on__lte=day)
        if before not in STEPS[step].comes_from or not movable.update(**changes):
            self._refuse(step, day)
        self.refresh_from_db()
        move = Move.objects.record(self, step, before=before, by=by, made_on=day, detail=detail)
        MoveNote.objects.keep(move, reason=reason, text=note)
        return move

    def _refuse(self, step: StepKey, day: date) -> None:
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


def refuse_wrong_day(day: date, *, on: date) -> None:
    """Refuse a move in the future, or before anything is on record."""
    if day > on:
        raise Refused(_("The day is in the future. A move is recorded when it has happened."), field="made_on")
    if day < EARLIEST:
        raise Refused(_("The day is before 1994. Check the year."), field="made_on")


def refuse_kind(kind: str) -> None:
    """A vacancy ends with a specialist, full time or with other duties besides; cover does not end it."""
    if kind not in {Kind.FULL_TIME, Kind.COLLATERAL}:
        raise Refused(_("Designate full time or as a collateral duty. Record acting cover as cover."), field="kind")


def refuse_wrong_words(step: Step, detail: str, reason: str) -> None:
    """Refuse a move that does not say what it has to say, or says what belongs to another."""
    if step.details and detail not in step.details:
        raise Refused(_("Choose one of the codes of “%(step)s”.") % {"step": step.label}, field="detail")
    if step.reasons and reason not in step.reasons.values:
        raise Refused(_("Choose a reason."), field="reason")
    if (detail and not step.details) or (reason and not step.reasons):
        raise Refused(_("“%(step)s” takes no such code.") % {"step": step.label})
