"""What the API asks and answers about the way to a deadline."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from grants.deadlines import US_ZONES
from grants.forms.deadlines import AHEAD, BACK
from grants.milestones import Sureness, Way
from portal.serializers import Question


@extend_schema_field({"type": "string", "format": "date", "example": f"{localdate().year + 1}-03-03"})
class DeadlineField(serializers.DateField):
    """A day that the limits allow; so is the example, in whichever year it is read."""


def refuse_far(day: date) -> date:
    today = localdate()
    if not today - BACK <= day <= today + AHEAD:
        raise serializers.ValidationError(_("Choose a day within the next five years."))
    return day


def refuse_earlier(later: date | None, first: date | None) -> None:
    if later and first and later < first:
        raise serializers.ValidationError({"later": [_("The second deadline is never before the first.")]})


class NoticeWayQuestion(Question):
    """How to count back from the deadline of a notice."""

    kind = serializers.ChoiceField(required=False, choices=Way.choices, help_text="By which way one applies.")
    later = serializers.DateField(required=False, help_text="The second deadline, of JustGrants.")
    zone = serializers.ChoiceField(
        required=False, choices=list(US_ZONES), help_text="On whose clock instants are told; Eastern unless said."
    )

    def validate_later(self, day: date) -> date:
        return refuse_far(day)


class WayQuestion(NoticeWayQuestion):
    """How to count back from any deadline."""

    deadline = DeadlineField(help_text="The deadline, or the first of two.")

    def validate_deadline(self, day: date) -> date:
        return refuse_far(day)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        refuse_earlier(asked.get("later"), asked["deadline"])
        return asked


class MilestoneSerializer(serializers.Serializer[Any]):
    """One step."""

    key = serializers.CharField(source="step.key", help_text="What names the step.")
    name = serializers.CharField(source="step.name", help_text="What has to be done.")
    why = serializers.CharField(source="step.why", help_text="Why, in a sentence.")
    on = serializers.DateField(help_text="The working day by which to have it done.")
    is_late = serializers.BooleanField(help_text="It should have been done before today.")
    until = serializers.DateTimeField(allow_null=True, help_text="The last minute, where a system closes at an hour.")
    is_assumed = serializers.BooleanField(help_text="Its own deadline is not known; the first is taken for it.")
    sureness = serializers.ChoiceField(
        source="step.sureness", choices=Sureness.choices, help_text="PROPOSAL: of this site, by nobody published."
    )
    said_by = serializers.CharField(source="step.source", help_text="Who says so.")


class WaySerializer(serializers.Serializer[Any]):
    """The way to a deadline."""

    kind = serializers.ChoiceField(choices=Way.choices, help_text="By which way one applies.")
    deadline = serializers.DateField(allow_null=True, help_text="What it is counted from; null: the notice gives none.")
    is_estimated = serializers.BooleanField(help_text="Of a forecast: the agency's estimate.")
    milestones = MilestoneSerializer(many=True, help_text="The steps in their order.")
