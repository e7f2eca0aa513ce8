"""What the API asks and answers about figures of the log."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners import quarters
from partners.duties import Duty
from partners.taxonomy import Did
from portal.errors import Refused
from portal.serializers import Question


@extend_schema_field({"type": "string", "pattern": r"^(199[4-9]|20[0-9]{2})-Q[1-4]$", "example": "2026-Q3"})
class QuarterField(serializers.Field[date, str, str, Any]):
    """A calendar quarter that has begun."""

    def to_internal_value(self, data: Any) -> date:
        try:
            return quarters.read(str(data), on=localdate())
        except Refused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal

    def to_representation(self, value: date) -> str:
        return quarters.code(value)


class FiguresQuestion(Question):
    """Of which quarter."""

    quarter = QuarterField(required=False, help_text="A calendar quarter like 2026-Q3; the current one unless said.")


class TallySerializer(serializers.Serializer[Any]):
    """What some entries of the log add up to."""

    contacts = serializers.IntegerField(help_text="Entries of the log.")
    events = serializers.IntegerField(help_text="The same with a joint event counted only where its host logged it.")
    guests = serializers.IntegerField(help_text="Entries of events held by another office, which counts the people.")
    minutes = serializers.IntegerField(help_text="Minutes, where somebody entered them.")
    trained = serializers.IntegerField(help_text="Professionals at trainings; of a joint event the host counts them.")
    educated = serializers.IntegerField(help_text="Everybody else who listened.")


class DutyTallySerializer(TallySerializer):
    """One of the five duties."""

    duty = serializers.ChoiceField(choices=Duty.choices, help_text="Its number.")


class KindTallySerializer(TallySerializer):
    """One kind of contact."""

    kind = serializers.ChoiceField(choices=Did.choices, help_text="Its code.")


class OfficeTallySerializer(TallySerializer):
    """One office."""

    court_id = serializers.CharField(help_text="Id of the district court, the key of an office: txnd.")
    office = serializers.CharField(help_text="Its short name.")
    by_duty = serializers.DictField(child=serializers.IntegerField(), help_text="Contacts by number of the duty.")


class OutreachFiguresSerializer(serializers.Serializer[Any]):
    """Figures of one quarter. No entry, no organization and no person."""

    quarter = QuarterField(help_text="The quarter, like 2026-Q3.")
    first = serializers.DateField(help_text="Its first day.")
    last = serializers.DateField(help_text="Its last day.")
    total = TallySerializer(help_text="All duties together.")
    duties = DutyTallySerializer(many=True, help_text="Each of the five.")
    kinds = KindTallySerializer(many=True, help_text="The kinds of contact that occurred.")
    trained_by = serializers.DictField(
        child=serializers.IntegerField(), help_text="Professionals trained, by code of their profession."
    )
    offices = OfficeTallySerializer(many=True, help_text="Offices that logged anything; an office gets itself only.")
