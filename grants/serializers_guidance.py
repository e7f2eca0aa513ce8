"""What the API asks and answers about questions on federal money."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from grants.clocks import days_to_answer
from grants.models import Entry, GuidanceRequest
from grants.taxonomy import Channel, Violence
from partners.kinds import Kind
from partners.serializers import YesOrNo, court_of
from partners.taxonomy import Need
from portal.serializers import EndlessQuestion

State = GuidanceRequest.State
UNREAD = "Empty where the caller reads only the clocks."


class GuidanceQuestion(EndlessQuestion):
    """Which questions, in which order."""

    state = serializers.ChoiceField(
        required=False, choices=[("OPEN", "waiting, or an agency was asked"), *State.choices],
        help_text="Only those that stand so; OPEN: to which an answer is owed.",
    )  # fmt: skip
    need = serializers.ChoiceField(required=False, choices=Need.choices, help_text="Only those about this need.")
    is_central = YesOrNo(required=False, default=None, help_text="Whether EOUSA answers, as nobody at an office could.")
    is_late = YesOrNo(required=False, default=None, help_text="Whether the answer was due a working day ago or longer.")
    ordering = serializers.ChoiceField(
        required=False,
        default="-asked_at",
        choices=["asked_at", "-asked_at", "due_on", "-due_on"],
        help_text="With a minus, backwards.",
    )


class GuidanceSerializer(serializers.Serializer[Any]):
    """One question with its clocks. Days are those of whoever answers."""

    asked = serializers.UUIDField(help_text="Names the question for good.")
    url = serializers.HyperlinkedIdentityField(
        view_name="api-guidance-request-detail", lookup_field="asked", lookup_url_kwarg="asked",
        help_text="Its address.",
    )  # fmt: skip
    office = serializers.SerializerMethodField(
        help_text="Id of the district court; null: no district serves the place."
    )
    state = serializers.ChoiceField(choices=State.choices, help_text="How it stands.")
    is_central = serializers.BooleanField(help_text="Whether EOUSA answers.")
    owner = serializers.CharField(source="owner_name", help_text="Who answers.")
    asked_at = serializers.DateTimeField(help_text="When it was asked.")
    asked_on = serializers.DateField(help_text="On which day.")
    waits_since = serializers.DateField(help_text="Since when the clock that runs now runs.")
    due_on = serializers.DateField(help_text="By when an answer is due.")
    answered_at = serializers.DateTimeField(allow_null=True, help_text="When it was first answered.")
    answered_on = serializers.DateField(allow_null=True, help_text="On which day.")
    days_to_answer = serializers.SerializerMethodField(help_text="Working days to the first answer; null: none yet.")
    closed_on = serializers.DateField(allow_null=True, help_text="When it was closed.")
    need = serializers.ChoiceField(choices=Need.choices, allow_blank=True, help_text=f"What for. {UNREAD}")
    county = serializers.CharField(help_text=f"FIPS code of the county. {UNREAD}")
    channel = serializers.ChoiceField(choices=Channel.choices, allow_blank=True, help_text=f"How it came. {UNREAD}")
    kind = serializers.ChoiceField(
        choices=Kind.choices, allow_blank=True, help_text="Kind of organization; empty: not said, or not readable."
    )

    def get_office(self, row: GuidanceRequest) -> str | None:
        return court_of(row.office_id)

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_days_to_answer(self, row: GuidanceRequest) -> int | None:
        return days_to_answer(row.asked_on, row.answered_on) if row.answered_on else None


class GuidanceEntrySerializer(serializers.Serializer[Any]):
    """What was said after the question."""

    kind = serializers.ChoiceField(choices=Entry.Kind.choices, help_text="An answer, or what the asker added.")
    text = serializers.CharField(help_text="In these words.")
    name = serializers.CharField(help_text="Who answered; empty: the asker.")
    said_at = serializers.DateTimeField(help_text="When.")


class GuidanceDetailSerializer(GuidanceSerializer):
    """One question with what was asked and said, as far as the caller reads its words."""

    text = serializers.CharField(help_text=f"The question. {UNREAD}")
    violence = serializers.ListField(
        child=serializers.ChoiceField(choices=Violence.choices), help_text=f"About which kinds of violence. {UNREAD}"
    )
    entries = GuidanceEntrySerializer(many=True, help_text="What was said, in order. Never an internal note.")
