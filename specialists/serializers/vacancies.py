"""What the API asks and answers about vacancies, their moves and nominations."""

from typing import Any

from django.utils.timezone import localdate, now
from rest_framework import serializers

from portal.serializers import Question
from portal.serializers_prose import ProseSerializerField
from specialists.models import Move, Nomination, Vacancy
from specialists.serializers.coverage import COURT, NOW, KnownField, OfficeQuestion
from specialists.stages import Budget, NominationState, Party, ReturnReason, SpecialKind, Stage, StepKey

MADE_ON = "The day on which it happened; today unless said. Never before the previous move, never in the future."


class VacancyQuestion(OfficeQuestion):
    """Which vacancies, in which order."""

    stage = serializers.ChoiceField(required=False, choices=Stage.choices, help_text="Only those in this stage.")
    acts_next = serializers.ChoiceField(required=False, choices=Party.choices, help_text="Only those that wait for it.")
    budget = serializers.ChoiceField(
        required=False, choices=Budget.choices, help_text="What pays, or why nothing does."
    )
    is_open = serializers.BooleanField(required=False, allow_null=True, default=None, help_text="Only open, or closed.")
    ordering = serializers.ChoiceField(
        required=False,
        default="moved_on",
        choices=["moved_on", "-moved_on", "opened_on", "-opened_on"],
        help_text="Field to sort by; with a minus, backwards.",
    )


class MoveQuestion(OfficeQuestion):
    """Which moves, in which order."""

    vacancy = serializers.IntegerField(
        required=False, min_value=1, max_value=2**62, help_text="Only those of this vacancy."
    )
    step = serializers.ChoiceField(required=False, choices=StepKey.choices, help_text="Only these.")
    stage = serializers.ChoiceField(required=False, choices=Stage.choices, help_text="Only those into this stage.")
    known = KnownField(required=False, help_text=NOW)
    ordering = serializers.ChoiceField(
        required=False,
        default="-made_on",
        choices=["-made_on", "made_on", "-recorded_at", "recorded_at"],
        help_text="Field to sort by; with a minus, backwards.",
    )

    def validate(self, attrs: Any) -> Any:
        return {"known": now()} | attrs


class NominationQuestion(OfficeQuestion):
    """Which nominations, in which order."""

    state = serializers.ChoiceField(
        required=False, choices=NominationState.choices, help_text="Only those that are so."
    )
    ordering = serializers.ChoiceField(
        required=False,
        default="-prepared_at",
        choices=["-prepared_at", "prepared_at"],
        help_text="Field to sort by; with a minus, backwards.",
    )


class OpeningBody(Question):
    """A vacancy to open."""

    made_on = serializers.DateField(required=False, help_text="When the gap became known; today unless said.")


class MoveBody(Question):
    """A move that needs no more than a day, a code, a reason and a note."""

    step = serializers.ChoiceField(choices=StepKey.choices, help_text="What is done.")
    made_on = serializers.DateField(required=False, help_text=MADE_ON)
    detail = serializers.ChoiceField(
        required=False,
        choices=[*Budget.choices, *SpecialKind.choices],
        help_text="The code that the step has to name: the budget, or which special AUSA.",
    )
    reason = serializers.CharField(required=False, max_length=18, help_text="The coded reason that the step asks for.")
    note = ProseSerializerField(required=False, max_length=4000, help_text="Seen by those who may see candidates.")


class DecisionBody(Question):
    """OARM's decision on a nomination."""

    decision = serializers.ChoiceField(choices=["APPROVE", "RETURN", "DECLINE"], help_text="What OARM decides.")
    reason = serializers.ChoiceField(
        required=False, choices=ReturnReason.choices, help_text="For RETURN: what the office has to mend."
    )
    text = ProseSerializerField(
        required=False, max_length=4000, help_text="For RETURN and DECLINE: why. For APPROVE: the conditions, if any."
    )
    made_on = serializers.DateField(required=False, help_text=MADE_ON)


class VacancySerializer(serializers.ModelSerializer[Vacancy]):
    """Where an office's vacancy stands, and whose turn it is. No candidate, no reason."""

    office = serializers.CharField(source="office.court_id", help_text=COURT)
    acts_next = serializers.SerializerMethodField(help_text="Who has to do something.")
    act = serializers.SerializerMethodField(help_text="What that is; empty where nothing is to be done.")
    days = serializers.SerializerMethodField(help_text="Days in the stage today, its first day counted as 0.")
    target = serializers.SerializerMethodField(help_text="How many days the stage should take.")

    class Meta:
        model = Vacancy
        fields = (
            "id", "office", "opened_on", "stage", "moved_on", "days", "target", "acts_next", "act", "budget",
            "closed_on", "training_due_on", "trained_on",
        )  # fmt: skip
        extra_kwargs = {
            "id": {"help_text": "Number of this vacancy."},
            "opened_on": {"help_text": "When the gap became known."},
            "stage": {"help_text": "Where it stands."},
            "moved_on": {"help_text": "First day in the stage."},
            "budget": {"help_text": "What pays for the position, or why nothing does; empty: not said."},
            "closed_on": {"help_text": "When it was filled or withdrawn; null while it is open."},
            "trained_on": {"help_text": "When the new specialist had been trained."},
        }

    def get_acts_next(self, vacancy: Vacancy) -> str:
        return Stage(vacancy.stage).turn.party.value

    def get_act(self, vacancy: Vacancy) -> str:
        return str(Stage(vacancy.stage).turn.act)

    def get_days(self, vacancy: Vacancy) -> int | None:
        return vacancy.days_in_stage(localdate()) if vacancy.is_open else None

    def get_target(self, vacancy: Vacancy) -> int | None:
        return Stage(vacancy.stage).turn.target if vacancy.is_open else None

    training_due_on = serializers.DateField(
        read_only=True, allow_null=True, help_text="When the new specialist should have been trained."
    )


class MoveSerializer(serializers.ModelSerializer[Move]):
    """A vacancy went from one stage to another."""

    office = serializers.CharField(source="office.court_id", help_text=COURT)
    vacancy = serializers.IntegerField(source="vacancy_id", help_text="Number of the vacancy.")
    by = serializers.CharField(source="recorded_by.name", help_text="Who recorded it.")

    class Meta:
        model = Move
        fields = (
            "id", "office", "vacancy", "step", "stage_from", "stage", "made_on", "detail", "by", "recorded_at",
        )  # fmt: skip
        extra_kwargs = {
            "id": {"help_text": "Number of this move."},
            "step": {"help_text": "What was done."},
            "stage_from": {"help_text": "Where the vacancy was before; empty for the opening."},
            "stage": {"help_text": "Where it was then."},
            "made_on": {"help_text": "The day on which it happened."},
            "detail": {"help_text": "The budget or the kind of special AUSA, where the step names one."},
            "recorded_at": {"help_text": "When it was recorded."},
        }


class NominationSerializer(serializers.ModelSerializer[Nomination]):
    """The package for one candidate. Reading it leaves a trace in the access trail."""

    office = serializers.CharField(source="office.court_id", help_text=COURT)
    vacancy = serializers.IntegerField(source="vacancy_id", help_text="Number of the vacancy.")
    missing = serializers.SerializerMethodField(help_text="Codes of the checklist that are not there yet.")
    nominating_official = serializers.CharField(
        source="nominating_official.name", allow_null=True, default=None, help_text="Who nominates; null until sent."
    )
    claimed_by = serializers.CharField(
        source="claimed_by.name", allow_null=True, default=None, help_text="The analyst at OARM; null: nobody yet."
    )
    sent_on = serializers.DateField(read_only=True, allow_null=True, help_text="When it last went to OARM.")
    returned_on = serializers.DateField(read_only=True, allow_null=True, help_text="When OARM last returned it.")
    is_back = serializers.BooleanField(read_only=True, help_text="Whether OARM has returned it before.")

    class Meta:
        model = Nomination
        fields = (
            "id", "office", "vacancy", "candidate_name", "proposed_on", "state", "missing", "nominating_official",
            "sent_on", "returned_on", "is_back", "claimed_by", "reference", "prepared_at",
        )  # fmt: skip
        extra_kwargs = {
            "id": {"help_text": "Number of this nomination."},
            "candidate_name": {"help_text": "The candidate."},
            "proposed_on": {"help_text": "When the office would like the candidate to begin."},
            "state": {"help_text": "Where it stands."},
            "reference": {"help_text": "OARM's own outside reference number."},
            "prepared_at": {"help_text": "When the office began the package."},
        }

    def get_missing(self, nomination: Nomination) -> list[str]:
        return [document.value for document in nomination.missing]
