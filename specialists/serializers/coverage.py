"""What the API asks and answers about coverage and appointments."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.timezone import now
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.errors import Refused
from portal.serializers import EndlessQuestion, Question
from specialists.changes import Happening
from specialists.clocks import read_clocks, read_day, read_instant
from specialists.coverage import Answer, Authority, Group, Kind
from specialists.models import Appointment
from specialists.standing import Acts

T = TypeVar("T")
TODAY = "True on this day, like 2026-11-01; today unless said."
NOW = "As recorded by this instant, or by the end of this day; now unless said."
COURT = "Id of the district court, the key of an office: txnd."


def read(text: Any, reader: Callable[..., T]) -> T:
    """What the reader makes of the text; what it refuses is the parameter's mistake."""
    try:
        return reader(str(text), now=now())
    except Refused as refusal:
        raise serializers.ValidationError(str(refusal)) from refusal


@extend_schema_field({"type": "string", "format": "date", "example": "2026-11-01"})
class DayField(serializers.Field[date, str, str, Any]):
    """A day on the record."""

    def to_internal_value(self, data: Any) -> date:
        return read(data, read_day)


@extend_schema_field({"type": "string", "format": "date", "example": "2026-10-01"})
class EarlierDayField(DayField):
    """A day on the record, to compare with."""


@extend_schema_field({"type": "string", "example": "2026-11-01"})
class KnownField(serializers.Field[datetime, str, str, Any]):
    """An instant of the record; a day stands for its end."""

    def to_internal_value(self, data: Any) -> datetime:
        return read(data, read_instant)


class ClockQuestion(Question):
    """On which day, as recorded by when."""

    on = DayField(required=False, help_text=TODAY)
    known = KnownField(required=False, help_text=NOW)

    def validate(self, attrs: Any) -> Any:
        """What is not said is today and now."""
        clocks = read_clocks("", "", now=now())
        return {"on": clocks.on, "known": clocks.known} | attrs


class CompareQuestion(Question):
    """Two days, as recorded by one instant."""

    known = KnownField(required=False, help_text=NOW)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python."""
        days = {
            "from": EarlierDayField(help_text="The earlier day, like 2026-10-01."),
            "to": DayField(required=False, help_text="The later day; today unless said."),
        }
        return days | super().get_fields()

    def validate(self, attrs: Any) -> Any:
        clocks = read_clocks("", "", now=now())
        asked = {"to": clocks.on, "known": clocks.known} | attrs
        if asked["from"] > asked["to"]:
            raise serializers.ValidationError({"from": ["The first day is later than the second. Exchange them."]})
        return asked


class OfficeQuestion(EndlessQuestion):
    """A list of which one may ask for one office's part."""

    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=COURT)


class PeriodQuestion(OfficeQuestion):
    """Which rows that hold for a period, in which order."""

    on = DayField(required=False, help_text="Only those in force on this day; all unless said.")
    known = KnownField(required=False, help_text=NOW)
    ordering = serializers.ChoiceField(
        required=False,
        default="-starts_on",
        choices=["-starts_on", "starts_on", "-recorded_at", "recorded_at"],
        help_text="Field to sort by; with a minus, backwards.",
    )

    def validate(self, attrs: Any) -> Any:
        return {"known": now()} | attrs


class AppointmentQuestion(PeriodQuestion):
    """Which appointments."""

    kind = serializers.ChoiceField(required=False, choices=Kind.choices, help_text="How the specialist serves.")
    authority = serializers.ChoiceField(required=False, choices=Authority.choices, help_text="Under which law.")


def counts(name: str, about: str, codes: Any) -> type[serializers.Serializer[Any]]:
    """A serializer with one number for each code of a set of choices."""
    fields = {code.value: serializers.IntegerField(help_text=str(code.label)) for code in codes}
    return type(name, (serializers.Serializer,), fields | {"__doc__": about})


TotalsSerializer = counts("Totals", "How many offices are in each group; together 94.", Group)
SplitSerializer = counts("Split", "How many offices give each answer; together 94.", Answer)


class StandingSerializer(serializers.Serializer[Any]):
    """How one office stands."""

    court_id = serializers.CharField(help_text=COURT)
    office = serializers.CharField(help_text="As in citations: N.D. Tex.")
    answer = serializers.ChoiceField(choices=Answer.choices, help_text="The one answer of the day.")
    group = serializers.ChoiceField(choices=Group.choices, help_text="Which of the four totals it counts in.")
    since = serializers.DateField(allow_null=True, help_text="First day of this answer; null where none is on record.")
    days = serializers.IntegerField(allow_null=True, help_text="Days in this answer.")
    without_since = serializers.DateField(
        allow_null=True, source="uncovered_since", help_text="First day without a specialist; null if covered."
    )
    days_without = serializers.IntegerField(allow_null=True, help_text="Days without a specialist; null if covered.")
    last_word = serializers.CharField(help_text="The last thing known of the office, short.")
    acts_next = serializers.ChoiceField(choices=Acts.choices, source="acts", help_text="Who has to do something.")
    act = serializers.CharField(help_text="What that is; empty where nothing is to be done.")
    holds_until = serializers.DateField(allow_null=True, help_text="When the office's own answer lapses, if it is one.")


class CoverageSerializer(serializers.Serializer[Any]):
    """The nation on a day, as recorded by an instant."""

    on = serializers.DateField(help_text="The day that the answer is true for.")
    known = serializers.DateTimeField(help_text="The instant by which it was recorded.")
    totals = TotalsSerializer(help_text="Four figures that add up to 94.")
    split = SplitSerializer(help_text="The same offices by exact answer.")
    offices = StandingSerializer(
        many=True, required=False, help_text="For government roles: each office that the caller may see."
    )


class EventSerializer(serializers.Serializer[Any]):
    """Something that happened on a day."""

    on = serializers.DateField(help_text="The day.")
    what = serializers.ChoiceField(choices=Happening.choices, help_text="Which kind of event.")
    sentence = serializers.CharField(help_text="In words.")


class ChangeSerializer(serializers.Serializer[Any]):
    """An office with another answer than before."""

    court_id = serializers.CharField(help_text=COURT)
    office = serializers.CharField(help_text="As in citations: N.D. Tex.")
    before = serializers.ChoiceField(choices=Answer.choices, help_text="The answer on the first day.")
    after = serializers.ChoiceField(choices=Answer.choices, help_text="The answer on the second day.")
    events = EventSerializer(many=True, help_text="What happened there in between, oldest first.")


class TurnSerializer(serializers.Serializer[Any]):
    """Why offices became covered or uncovered: each office once, by the last event that turned it."""

    what = serializers.ChoiceField(choices=Happening.choices, help_text="Which kind of event.")
    offices = serializers.IntegerField(help_text="How many became covered; negative: how many no longer are.")


class CompareSerializer(serializers.Serializer[Any]):
    """Two days of the nation, and what explains the difference."""

    known = serializers.DateTimeField(help_text="The instant by which it was recorded.")
    before = TotalsSerializer(help_text="Totals of the first day.")
    after = TotalsSerializer(help_text="Totals of the second day.")
    turned = TurnSerializer(many=True, help_text="Adds up to the difference of the covered offices.")
    happened = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How often each thing happened in all offices, whether or not it changed an answer.",
    )
    changes = ChangeSerializer(many=True, help_text="Offices whose answer changed.")

    def get_fields(self) -> dict[str, Any]:
        days = {
            "from": serializers.DateField(help_text="The first day."),
            "to": serializers.DateField(help_text="The second day."),
        }
        return days | super().get_fields()


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    """A person serving as specialist of an office from `starts_on` until the day before `ends_on`."""

    office = serializers.CharField(source="office.court_id", help_text=COURT)
    person = serializers.CharField(source="person.name", help_text="Who serves.")
    shared_with = serializers.CharField(
        source="shared_with.court_id", allow_null=True, default=None, help_text="The other office, where shared."
    )

    class Meta:
        model = Appointment
        fields = ("id", "office", "person", "authority", "kind", "starts_on", "ends_on", "shared_with", "recorded_at")
        extra_kwargs = {
            "id": {"help_text": "Number of this entry. A correction gets a new one."},
            "authority": {"help_text": "Under which law the person serves."},
            "kind": {"help_text": "How the person serves."},
            "starts_on": {"help_text": "First day."},
            "ends_on": {"help_text": "First day no longer; null while nobody knows."},
            "recorded_at": {"help_text": "When this entry was recorded."},
        }
