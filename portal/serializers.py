"""What the API asks and answers: the questions an address may carry, and the shape of each answer."""

from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localdate, make_aware, now
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.models import Office, OfficeContact, Place

EARLIEST = date(2000, 1, 1)
"""Nothing was recorded before; an earlier day is a slip of the keyboard."""


class Question(serializers.Serializer[Any]):
    """What an address may carry after its question mark. Anything else is refused by name, never ignored."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields))
        if unknown:
            known = ", ".join(self.fields) or _("none")
            sentence = _("There is no such parameter here. Known: %(known)s.") % {"known": known}
            raise serializers.ValidationError({name[:80]: [sentence] for name in unknown})
        return super().to_internal_value(data)


class PagedQuestion(Question):
    """A short list, by page number."""

    page = serializers.IntegerField(required=False, min_value=1, max_value=1_000_000, help_text="Which page, from 1.")
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=500, help_text="Rows on a page, 100 unless said."
    )


class EndlessQuestion(Question):
    """A list that grows without end, by mark."""

    cursor = serializers.CharField(
        required=False, max_length=400, help_text="Where the page begins: follow `next` and `previous`."
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=500, help_text="Rows on a page, 100 unless said."
    )


class DayField(serializers.DateField):
    """A day from the first of the record to today."""

    default_error_messages = {
        "early": "The record begins on {earliest}.",
        "late": "{day} has not come yet. Ask for a day up to today, {today}.",
        "invalid": "This is no day. Write it like 2026-11-01.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if day < EARLIEST:
            self.fail("early", earliest=EARLIEST.isoformat())
        if day > localdate():
            self.fail("late", day=day.isoformat(), today=localdate().isoformat())
        return day


@extend_schema_field({"type": "string", "example": "2026-11-01"})
class KnownField(serializers.Field[datetime, str, str, Any]):
    """As recorded by an instant; a day stands for its end, today for now."""

    default_error_messages = {"invalid": "This is no instant. Write a day like 2026-11-01 or 2026-11-01T12:00:00Z."}

    def to_internal_value(self, data: Any) -> datetime:
        try:
            day = date.fromisoformat(data)
        except ValueError:
            return self._instant(data)
        DayField().run_validation(data)
        return min(make_aware(datetime.combine(day, time.max)), now())

    def _instant(self, data: str) -> datetime:
        try:
            instant: datetime = serializers.DateTimeField().run_validation(data.replace(" ", "+"))
        except serializers.ValidationError:
            self.fail("invalid")
        DayField().run_validation(instant.date().isoformat())
        return min(instant, now())

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


class OfficeQuestion(PagedQuestion):
    """Which of the 94 offices, in which order."""

    ORDERINGS = ("abbreviation", "court_id", "state", "circuit", "official_name")
    circuit = serializers.ChoiceField(
        required=False, choices=[*(str(n) for n in range(1, 12)), "DC"], help_text="Federal judicial circuit."
    )
    state = serializers.RegexField(
        r"^[A-Za-z]{2}$", required=False, help_text="State or territory by its two postal letters."
    )
    search = serializers.CharField(required=False, max_length=80, help_text="Part of the name, or the court's id.")
    ordering = serializers.ChoiceField(
        required=False,
        default="abbreviation",
        choices=[f"{sign}{name}" for name in ORDERINGS for sign in ("", "-")],
        help_text="Field to sort by; with a minus, backwards.",
    )


class OfficeSerializer(serializers.ModelSerializer[Office]):
    """A US Attorney's Office: public facts."""

    url = serializers.HyperlinkedIdentityField(
        view_name="api-office-detail", lookup_field="court_id", help_text="Where the office stands in full."
    )
    court_id = serializers.CharField(help_text="Id of the district court, the key of an office: txnd.")
    abbreviation = serializers.CharField(help_text="As in citations: N.D. Tex.")
    statute = serializers.CharField(help_text="Where the law draws the district.")
    us_attorney_unit = serializers.CharField(help_text="One of 93: Guam and the N. Mariana Islands share one.")
    shares_us_attorney = serializers.BooleanField(help_text="Whether the US Attorney serves another office too.")
    note = serializers.CharField(help_text="What is particular about this office; often empty.")
    source = serializers.CharField(help_text="Where the facts are from.")  # type: ignore[assignment]

    class Meta:
        model = Office
        fields: tuple[str, ...] = (
            "url", "court_id", "official_name", "abbreviation", "state", "circuit", "statute", "us_attorney_unit",
            "shares_us_attorney", "time_zone", "note", "source",
        )  # fmt: skip


class ContactSerializer(serializers.Serializer[Any]):
    """A public role contact. No value: unknown, and a task for the office."""

    kind = serializers.ChoiceField(choices=OfficeContact.Kind.choices, help_text="Which line or mailbox.")
    value = serializers.CharField(allow_null=True, help_text="Number or address; null where it is unknown.")
    verified_on = serializers.DateField(allow_null=True, help_text="When a person checked it; null where nobody has.")


class PlaceSerializer(serializers.Serializer[Any]):
    """Where an office sits."""

    city = serializers.CharField(help_text="City or town.")
    kind = serializers.ChoiceField(choices=Place.Kind.choices, help_text="Headquarters or branch.")
    is_verified = serializers.BooleanField(help_text="Whether a document says so.")
    source = serializers.CharField(help_text="Where the fact is from.")  # type: ignore[assignment]


class CountySerializer(serializers.Serializer[Any]):
    """A county or county equivalent."""

    fips = serializers.CharField(help_text="5-digit FIPS code.")
    name = serializers.CharField(help_text="Name without the state.")
    state = serializers.CharField(help_text="Two postal letters.")
    split = serializers.CharField(help_text="How the law divides it between two offices; empty where it is whole.")


class OfficeDetailSerializer(OfficeSerializer):
    """An office in full: public contacts, places, counties. Never the name of an attorney."""

    contacts = ContactSerializer(many=True, source="contact_rows", help_text="Public role contacts.")
    places = PlaceSerializer(many=True, source="place_rows", help_text="Headquarters and branch offices.")
    counties = CountySerializer(many=True, source="county_rows", help_text="Counties of the district.")

    class Meta(OfficeSerializer.Meta):
        fields = (*OfficeSerializer.Meta.fields, "contacts", "places", "counties")
