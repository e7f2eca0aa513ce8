"""What the API asks and answers about programs."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from grants import catalog_words as words
from grants.catalog import AHEAD, APPLICANTS, EARLIEST, Confidence, Through
from grants.taxonomy import Agency, Violence
from partners.serializers import YesOrNo, codes
from partners.taxonomy import Need, Population
from portal.serializers import PagedQuestion, Question

DAY = "As of this day, from September 1, 2017; today unless said."


class DayQuestion(Question):
    """As of which day."""

    on = serializers.DateField(required=False, help_text=DAY)

    def validate_on(self, day: date) -> date:
        if not EARLIEST <= day <= localdate() + AHEAD:
            raise serializers.ValidationError(_("Choose a day from September 1, 2017 to three years ahead."))
        return day


class ProgramQuestion(DayQuestion, PagedQuestion):
    """Which programs, in which order."""

    violence = serializers.ChoiceField(required=False, choices=Violence.choices, help_text="Against this violence.")
    need = serializers.ChoiceField(required=False, choices=Need.choices, help_text="That may pay for this need.")
    population = serializers.ChoiceField(
        required=False, choices=Population.choices, help_text="Made for this population above all."
    )
    through = serializers.ChoiceField(required=False, choices=Through.choices, help_text="How the money comes.")
    agency = serializers.ChoiceField(required=False, choices=Agency.choices, help_text="Of this federal agency.")
    confidence = serializers.ChoiceField(required=False, choices=Confidence.choices, help_text="Known this well.")
    applicant = serializers.ChoiceField(
        required=False, choices=list(APPLICANTS), help_text="For which such an organization applies itself."
    )
    listing = serializers.RegexField(
        r"^[0-9]{2}\.[0-9A-Z]{3}$", required=False, help_text="With this Assistance Listing: 16.588."
    )
    is_formula = YesOrNo(required=False, default=None, help_text="Handed out by a formula, or by competition.")
    ordering = serializers.ChoiceField(
        required=False,
        default="place",
        choices=["place", "-place", "name", "-name", "key", "-key"],
        help_text="By its place in the catalog unless said; with a minus, backwards.",
    )


class ProgramSerializer(serializers.Serializer[Any]):
    """A program as it was on the day. What is only believed about it is not told."""

    key = serializers.CharField(help_text="Names the program on every day.")
    url = serializers.HyperlinkedIdentityField(
        view_name="api-program-detail", lookup_field="key", help_text="Where it stands alone."
    )
    name = serializers.CharField(help_text="Official name on that day.")
    name_es = serializers.CharField(help_text="In Spanish.")
    short = serializers.CharField(help_text="As people call it.")
    agency = serializers.ChoiceField(choices=Agency.choices, help_text="The federal agency that hands it out.")
    listings = serializers.ListField(child=serializers.CharField(), help_text="Numbers of its Assistance Listings.")
    is_listed = serializers.BooleanField(help_text="Whether a listing was active in July 2026.")
    statute = serializers.CharField(help_text="The law that it rests on; empty where that is not verified.")
    is_formula = serializers.BooleanField(help_text="Handed out by a formula; else by competition.")
    through = serializers.ChoiceField(choices=Through.choices, help_text="How the money comes to an organization.")
    passes_on = serializers.BooleanField(help_text="A state administering agency passes it on, never Grants.gov.")
    applicants = serializers.ListField(
        child=serializers.ChoiceField(choices=[(code, code) for code in APPLICANTS]),
        help_text="Who applies to the federal agency itself; none: not verified.",
    )
    violence = codes(Violence, "Against which violence; none: not by kind.")
    needs = codes(Need, "What it may pay for.")
    populations = codes(Population, "For whom above all; none: for all.")
    confidence = serializers.ChoiceField(
        choices=Confidence.choices, help_text="HIGH: the law was read. Of the others, check the notice."
    )
    valid_from = serializers.DateField(help_text="First day of what is said here.")
    valid_until = serializers.DateField(allow_null=True, help_text="First day on which it is otherwise; null: none.")
    authorized_until = serializers.DateField(
        allow_null=True, help_text="First day without an authorization of money; null: not known."
    )
    is_authorized = serializers.SerializerMethodField(help_text="Whether money was authorized for the day asked.")
    purpose = serializers.CharField(help_text="What it pays for, in a sentence.")
    purpose_es = serializers.CharField(help_text="In Spanish.")

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_is_authorized(self, facts: Any) -> bool | None:
        answer: bool | None = facts.is_authorized(self.context["day"])
        return answer


class ProgramEditionSerializer(serializers.Serializer[Any]):
    """How a program was named, and where its law stood, from a day on."""

    valid_from = serializers.DateField(help_text="From this day on.")
    valid_until = serializers.DateField(allow_null=True, help_text="First day on which it was otherwise.")
    name = serializers.CharField(help_text="Official name.")
    statute = serializers.CharField(help_text="The law.")
    authorized_until = serializers.DateField(allow_null=True, help_text="First day without an authorization.")


class FederalContactSerializer(serializers.Serializer[Any]):
    """How the federal agency is reached. No number stands here that nobody has verified."""

    agency = serializers.ChoiceField(choices=Agency.choices, help_text="Its code.")
    unit_name = serializers.CharField(help_text="Its name.")
    website = serializers.CharField(help_text="Its own public site.")
    phone = serializers.CharField(help_text="Telephone; empty: not verified.")
    email = serializers.CharField(help_text="Mailbox; empty: not verified.")
    verified_on = serializers.DateField(allow_null=True, help_text="When somebody last tried it; null: nobody yet.")


class ProgramDetailSerializer(ProgramSerializer):
    """A program in full. An empty text: not verified, check the notice."""

    via = serializers.CharField(help_text="Who passes the money on.")
    via_es = serializers.CharField(help_text="In Spanish.")
    match = serializers.CharField(help_text="The applicant's own share, in words.")
    match_es = serializers.CharField(help_text="In Spanish.")
    conditions = serializers.SerializerMethodField(help_text="Conditions, a sentence each.")
    conditions_es = serializers.SerializerMethodField(help_text="In Spanish.")
    reporting = serializers.CharField(help_text="Reports that are owed.")
    reporting_es = serializers.CharField(help_text="In Spanish.")
    money = serializers.CharField(help_text="Money that the law authorizes.")
    money_es = serializers.CharField(help_text="In Spanish.")
    award = serializers.CharField(help_text="Size of awards that were seen.")
    award_es = serializers.CharField(help_text="In Spanish.")
    note = serializers.CharField(help_text="What else is good to know.")
    note_es = serializers.CharField(help_text="In Spanish.")
    source: Any = serializers.CharField(help_text="What all this rests on.")
    source_es = serializers.CharField(help_text="In Spanish.")
    contact = serializers.SerializerMethodField(help_text="The federal agency.")
    editions = serializers.SerializerMethodField(help_text="What it was on other days, the earliest first.")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_conditions(self, facts: Any) -> list[str]:
        return words.sentences(facts.conditions)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_conditions_es(self, facts: Any) -> list[str]:
        return words.sentences(facts.conditions_es)

    @extend_schema_field(FederalContactSerializer(allow_null=True))
    def get_contact(self, _facts: Any) -> Any:
        found = self.context["contact"]
        return FederalContactSerializer(found).data if found else None

    @extend_schema_field(ProgramEditionSerializer(many=True))
    def get_editions(self, _facts: Any) -> list[dict[str, Any]]:
        return list(ProgramEditionSerializer(self.context["editions"], many=True).data)
