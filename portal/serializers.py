"""What the API asks and answers: the questions an address may carry, and the shape of each answer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.country import STATES
from portal.models import Office, OfficeContact, Place
from portal.serializers_prose import with_reasons, without_reasons


class Question(serializers.Serializer[Any]):
    """What an address may carry after its question mark. Anything else is refused by name, never ignored."""

    def get_fields(self) -> dict[str, Any]:
        return with_reasons({name: telling_choices(one) for name, one in super().get_fields().items()})

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, Mapping) else []
        if unknown:
            known = ", ".join(self.fields) or _("none")
            sentence = _("There is no such parameter here. Known: %(known)s.") % {"known": known}
            raise serializers.ValidationError({name[:80]: [sentence] for name in unknown})
        return without_reasons(super().to_internal_value(data), self.fields)


def telling_choices(field: Any) -> Any:
    """The field, or each thing in its list, tells of what is no choice which there are."""
    one = getattr(field, "child", field)
    usual = serializers.ChoiceField.default_error_messages["invalid_choice"]
    if isinstance(one, serializers.ChoiceField) and one.error_messages["invalid_choice"] == usual:
        known = ", ".join(str(choice) for choice in one.choices).replace("{", "{{").replace("}", "}}")
        said = _("%(usual)s Known: %(known)s.") % {"usual": usual, "known": known}
        one.error_messages["invalid_choice"] = said
    return field


class PagedQuestion(Question):
    """A short list, by page number."""

    page = serializers.IntegerField(required=False, min_value=1, max_value=1_000_000, help_text="Which page, from 1.")
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=500, help_text="Rows on a page, 100 unless said."
    )


class EndlessQuestion(Question):
    """A list that grows without end, by mark."""

    cursor = serializers.CharField(
        required=False, max_length=400, help_text="Where the page begins: follow “next” and “previous”."
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=500, help_text="Rows on a page, 100 unless said."
    )


@extend_schema_field({"type": "string", "maxLength": 200, "example": "54063"})
class CountyField(serializers.CharField):
    """A county by code or name."""


@extend_schema_field({"type": "string", "minLength": 2, "maxLength": 2})
class StateField(serializers.ChoiceField):
    """Two postal letters that mean something, large or small."""

    default_error_messages = {
        "invalid_choice": gettext_lazy("No state or territory has these letters. Known: %(known)s.")
        % {"known": ", ".join(STATES)}
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[*STATES], **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(str(data).upper())


class FindQuestion(Question):
    """A place, said in one of three ways."""

    county = CountyField(required=False, max_length=200, help_text="A county's 5-digit FIPS code, or name.")
    zip = serializers.CharField(required=False, max_length=20, help_text="A ZIP code. It only suggests counties.")
    q = serializers.CharField(required=False, max_length=200, help_text="Whatever people type: county, town, office.")

    def validate(self, attrs: Any) -> Any:
        if len(attrs) != 1:
            raise serializers.ValidationError({"county": [_("Give one of county, zip or q.")]})
        return attrs


class ServedSerializer(serializers.Serializer[Any]):
    """An office that serves the place."""

    court_id = serializers.CharField(help_text="Id of the district court, the key of an office: txnd.")
    part = serializers.CharField(help_text="Which part of a divided county; empty for all of it, or all the rest.")


class ChoiceSerializer(serializers.Serializer[Any]):
    """A county that was found, or that may be meant."""

    fips = serializers.CharField(help_text="5-digit FIPS code.")
    name = serializers.CharField(help_text="Name without the state.")
    state = serializers.CharField(help_text="Two postal letters.")
    place = serializers.CharField(
        help_text="The town or place that reaches into it; empty where the county itself was named."
    )


class FoundSerializer(serializers.Serializer[Any]):
    """Which office serves a place, or what to ask first."""

    offices = ServedSerializer(many=True, help_text="The office; two where the county is divided; possible ones else.")
    counties = ChoiceSerializer(many=True, help_text="The county, or those to choose from.")
    needs_county = serializers.BooleanField(help_text="Whether a county has to be chosen before there is an answer.")
    note = serializers.CharField(help_text="Why, in a sentence; empty where all is plain.")
    namesakes = ChoiceSerializer(many=True, help_text="Counties that have the name of the state that was asked for.")


class OfficeQuestion(PagedQuestion):
    """Which of the 94 offices, in which order."""

    ORDERINGS = ("abbreviation", "court_id", "state", "circuit", "official_name")
    circuit = serializers.ChoiceField(
        required=False, choices=[*(str(n) for n in range(1, 12)), "DC"], help_text="Federal judicial circuit."
    )
    state = StateField(required=False, help_text="State or territory by its two postal letters.")
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
    official_name = serializers.CharField(help_text="Name of the district.")
    state = serializers.CharField(help_text="State or territory by its two postal letters.")
    circuit = serializers.CharField(help_text="Federal judicial circuit: 1 to 11, or DC.")
    time_zone = serializers.CharField(help_text="Where the office sits, as in the IANA list.")
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
