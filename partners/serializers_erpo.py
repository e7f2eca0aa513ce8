"""What the API asks and answers about the law on extreme risk protection orders."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.erpo import AHEAD, EARLIEST, Answer, Asker, Confidence, Effect, Precision
from partners.serializers import YesOrNo
from portal.serializers import Question

STATE = "State or territory by its two postal letters."
PRECISION = "DAY; YEAR: the first day of a year of which more is not known; UNKNOWN."


class DayQuestion(Question):
    """As of which day."""

    on = serializers.DateField(required=False, help_text="As of this day; today unless said.")

    def validate_on(self, day: date) -> date:
        if not EARLIEST <= day <= localdate() + AHEAD:
            raise serializers.ValidationError(_("Choose a day from 1990 to three years ahead."))
        return day


class ErpoQuestion(DayQuestion):
    """Which day, and which answer."""

    stands = serializers.ChoiceField(
        required=False, choices=Answer.choices, help_text="Only jurisdictions with this answer."
    )
    unverified = YesOrNo(
        required=False, help_text="Only laws that EOUSA has not compared with the statute; or only the rest."
    )


class PetitionerSerializer(serializers.Serializer[Any]):
    """Somebody who may ask a court for an order."""

    who = serializers.ChoiceField(choices=Asker.choices, help_text="The kind.")
    words = serializers.CharField(help_text="Whom exactly, where the kind says too little.")
    from_on = serializers.DateField(allow_null=True, help_text="Since when; null: since the law, or as precision says.")
    until_on = serializers.DateField(allow_null=True, help_text="The first day on which they may no more.")
    precision = serializers.ChoiceField(choices=Precision.choices, help_text=PRECISION)
    confidence = serializers.ChoiceField(choices=Confidence.choices, help_text="How sure that is.")


class ErpoStandingSerializer(serializers.Serializer[Any]):
    """What the law of one jurisdiction is on the day."""

    state = serializers.CharField(help_text=STATE)
    name = serializers.CharField(help_text="Its name.")
    stands = serializers.ChoiceField(
        source="answer", choices=Answer.choices, help_text="UNKNOWN: some list it, no law was found; never counted."
    )
    is_doubtful = serializers.BooleanField(help_text="The day lies in a year of which it is not known when it began.")
    is_to_verify = serializers.BooleanField(help_text="Nobody of EOUSA has compared it with the law yet.")
    is_believed = serializers.BooleanField(help_text="No document stands behind some part of it.")
    is_closed_to_families = serializers.BooleanField(help_text="Such orders exist, and a family cannot petition.")
    petitioners = PetitionerSerializer(source="askers", many=True, help_text="Who may ask on that day.")
    codes = serializers.SerializerMethodField(help_text="The laws that make the answer: see erpo/{state}/.")

    def get_codes(self, found: Any) -> list[str]:
        return [law.code for law in found.laws]


class ErpoSerializer(serializers.Serializer[Any]):
    """The nation on a day."""

    on = serializers.DateField(help_text="The day.")
    states = serializers.IntegerField(help_text="How many states allow such orders; territories are not states.")
    dc = serializers.BooleanField(help_text="Whether the District of Columbia does.")
    territories = serializers.IntegerField(help_text="How many territories do.")
    results = ErpoStandingSerializer(
        many=True, help_text="Each jurisdiction: 50 states, the District, five territories."
    )


class ErpoLawSerializer(serializers.Serializer[Any]):
    """A law as it is, or was, on record."""

    code = serializers.CharField(help_text="Key of the law; rows that replaced one another share it.")
    effect = serializers.ChoiceField(choices=Effect.choices, help_text="What it does with such orders.")
    order_name = serializers.CharField(help_text="Name of the order, or of the law.")
    starts_on = serializers.DateField(allow_null=True, help_text="In force from; see precision.")
    ends_on = serializers.DateField(allow_null=True, help_text="The first day on which it is no longer in force.")
    precision = serializers.ChoiceField(choices=Precision.choices, help_text=PRECISION)
    confidence = serializers.ChoiceField(choices=Confidence.choices, help_text="How sure this is.")
    source: Any = serializers.CharField(help_text="What it rests on.")
    note = serializers.CharField(help_text="What else has to be known.")
    change = serializers.CharField(help_text="What had changed in the law, as the offices were told; often empty.")
    verified_on = serializers.DateField(allow_null=True, help_text="When EOUSA compared it with the law itself.")
    recorded_at = serializers.DateTimeField(help_text="Since when it is on record.")
    superseded_at = serializers.DateTimeField(allow_null=True, help_text="Until when; null: it stands.")
    petitioners = PetitionerSerializer(source="law.petitioners", many=True, help_text="Who may ask, ever: with days.")


class ErpoDetailSerializer(ErpoStandingSerializer):
    """One jurisdiction on a day, with everything that is or was on record."""

    on = serializers.DateField(source="day", help_text="The day.")
    history = serializers.SerializerMethodField(help_text="Rows of the record, the newest first.")

    @extend_schema_field(ErpoLawSerializer(many=True))
    def get_history(self, _found: Any) -> list[dict[str, Any]]:
        return list(ErpoLawSerializer(self.context["rows"], many=True).data)
