"""The moves of a vacancy: dated rows, superseded when undone. What only few may know stands in a row of its own."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models import OfficeOwned, Person, Recorded, RecordedQuerySet, recorded_now
from portal.tenancy import Commands, SameOffice, Wall
from specialists.models import letters
from specialists.models.nomination import Nomination
from specialists.models.response import Response
from specialists.models.staffing import FACT, SUPERSEDE
from specialists.stages import STEPS, Budget, Loss, ReturnReason, SpecialKind, Stage, StepKey

CANDIDATES: Commands = {"heads": "select insert", "oarm": "select insert", "eousa": "select insert"}
"""Who may read and write what is about a candidate."""


class MoveQuerySet(RecordedQuerySet):
    """Moves in their order, and how one is recorded."""

    def in_order(self) -> Self:
        """From the opening on."""
        return self.order_by("made_on", "id")

    def newest(self) -> "Move | None":
        return self.in_order().last()

    def record(
        self,
        vacancy: Any,
        step: StepKey,
        *,
        before: str,
        by: Person,
        made_on: date,
        detail: str = "",
        answers: bool = True,
    ) -> "Move":
        """Write down a step that the vacancy has just taken, with what it does to the live nomination.

        `answers`: whether it answers directives.
        """
        nomination, state = Nomination.objects.follow(vacancy, STEPS[step].nomination)
        made = Move.objects.create(
            office_id=vacancy.office_id, vacancy=vacancy, step=step, stage_from=before, stage=vacancy.stage,
            made_on=made_on, recorded_by=by, detail=detail, nomination=nomination, nomination_before=state,
        )  # fmt: skip
        if answers:
            Response.objects.settle_with_move(made, by=by)
        return made


class Move(Recorded):
    """A vacancy went from one stage to another on a day. Undone: superseded, never deleted."""

    vacancy = models.ForeignKey("specialists.Vacancy", models.PROTECT, related_name="moves", db_constraint=False)
    step = models.CharField(max_length=23, choices=StepKey.choices)
    stage_from = models.CharField(max_length=18, choices=Stage.choices, blank=True)
    stage = models.CharField(max_length=18, choices=Stage.choices)
    made_on = models.DateField()
    """The day on which it happened; `recorded_at` says when the portal learned of it."""
    detail = models.CharField(max_length=21, choices=[*Budget.choices, *SpecialKind.choices], blank=True)
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, null=True, blank=True, related_name="moves", db_constraint=False
    )
    nomination_before = models.CharField(max_length=11, blank=True)

    note: "MoveNote"
    objects: ClassVar[MoveQuerySet] = MoveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            SameOffice(name="move_of_own_vacancy", field="vacancy"),
            SameOffice(name="move_of_own_nomination", field="nomination"),
            SameOffice(name="move_replaces_own", field="replaces"),
            Wall(
                name="move_wall",
                office="select",
                heads="insert update:superseded_at",
                oarm=SUPERSEDE,
                eousa_reader="select",
                eousa=SUPERSEDE,
                jobs="select",
                totals=f"{FACT},vacancy_id,step,stage,made_on",
            ),
        ]
        indexes = [models.Index(fields=["office", "vacancy", "made_on"], name="move_by_vacancy")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} on {self.made_on}"

    def restore_nomination(self) -> None:
        """After this move was undone: the nomination stands again where it stood before, and both sides know."""
        if self.nomination:
            Nomination.objects.filter(pk=self.nomination.pk).update(state=self.nomination_before)
            letters.of_undoing(self.nomination, self)


class MoveNoteQuerySet(models.QuerySet["MoveNote"]):
    """Notes, and how one is kept."""

    def keep(self, move: Move, *, reason: str, text: str) -> None:
        """Keep what was said with a move; nothing said, nothing kept."""
        if reason or text:
            self.create(office_id=move.office_id, move=move, reason=reason, text=text, at=recorded_now())


class MoveNote(OfficeOwned):
    """Why a move was made: for those who may see candidates."""

    move = models.OneToOneField(Move, models.PROTECT, related_name="note", db_constraint=False)
    reason = models.CharField(_("reason"), max_length=18, choices=[*ReturnReason.choices, *Loss.choices], blank=True)
    text = models.TextField(_("note"), max_length=4000, blank=True)
    at = models.DateTimeField(default=recorded_now)

    objects: ClassVar[MoveNoteQuerySet] = MoveNoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            SameOffice(name="note_of_own_move", field="move"),
            Wall(name="move_note_wall", secret=["reason", "text"], **CANDIDATES),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.reason
