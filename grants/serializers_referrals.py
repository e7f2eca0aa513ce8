"""What the API asks and answers about referrals and what became of them."""

from typing import Any

from rest_framework import serializers

from grants.serializers_fit import ReasonSerializer
from grants.taxonomy import Band, Because, Said
from partners.serializers import YesOrNo, between, court_of
from portal.serializers import EndlessQuestion, Question


class ReferralQuestion(EndlessQuestion):
    """Which referrals, in which order."""

    asked = serializers.UUIDField(required=False, help_text="Only those of this question.")
    program = serializers.RegexField(r"^[a-z_]{2,20}$", required=False, help_text="Only those to this program.")
    said = serializers.ChoiceField(required=False, choices=Said.choices, help_text="Of which this was said last.")
    is_withdrawn = YesOrNo(required=False, default=None, help_text="Whether it was taken back.")
    ordering = serializers.ChoiceField(
        required=False, default="-made_on", choices=["made_on", "-made_on"], help_text="With a minus, the newest first."
    )

    def get_fields(self) -> dict[str, Any]:
        return between("Made on this day or later.", "Made on this day or before.") | super().get_fields()


class ReferralSerializer(serializers.Serializer[Any]):
    """A program that an answer pointed to, with the reasons of that day, and the newest word on what became of it."""

    id = serializers.IntegerField(help_text="Number of this referral.")
    url = serializers.HyperlinkedIdentityField(view_name="api-referral-detail", help_text="Where it stands alone.")
    asked = serializers.UUIDField(help_text="The question, as guidance-requests/ names it.")
    office = serializers.SerializerMethodField(
        help_text="Id of the district court; null: no district serves the place."
    )
    program = serializers.CharField(help_text="Key of the program, as programs/ names it.")
    opportunity = serializers.IntegerField(allow_null=True, help_text="The notice, as opportunities/ names it.")
    verdict = serializers.CharField(help_text="How it fitted on that day; empty: named without a check.")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="The facts on which it depended, as fit/ names them."
    )
    is_through_state = serializers.BooleanField(help_text="Whether a state hands the money out.")
    reasons = ReasonSerializer(many=True, help_text="Why, as it was on that day. Guidance, not a determination.")
    made_on = serializers.DateField(help_text="When it was named.")
    outcome_due_on = serializers.DateField(
        source="due_on", allow_null=True, help_text="From this day on a word is asked for; it moves with the notice."
    )
    withdrawn_on = serializers.DateField(allow_null=True, help_text="When it was taken back.")
    said = serializers.ChoiceField(choices=Said.choices, allow_null=True, help_text="The newest word; null: none.")
    because = serializers.ChoiceField(
        choices=Because.choices, allow_blank=True, allow_null=True, help_text="Why, where it was said."
    )
    band = serializers.ChoiceField(
        choices=Band.choices, allow_blank=True, allow_null=True, help_text="How much was awarded, where it was said."
    )
    said_on = serializers.DateField(allow_null=True, help_text="When that was said.")

    def get_office(self, row: Any) -> str | None:
        return court_of(row.office_id)


class OutcomeBody(Question):
    """What became of a referral."""

    said = serializers.ChoiceField(choices=Said.choices, help_text="What became of it.")
    because = serializers.ChoiceField(
        choices=Because.choices, required=False, default="", help_text="Why: only where it failed."
    )
    band = serializers.ChoiceField(
        choices=Band.choices, required=False, default="", help_text="How much: only of an award."
    )
