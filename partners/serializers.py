"""What the API asks and answers about organizations, the log of outreach and next steps."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.fields import empty

from partners.counting import MOST_PEOPLE
from partners.duties import Duty
from partners.kinds import Kind, LegalForm
from partners.models import NextStep
from partners.models.statement import Says
from partners.reading import parties
from partners.taxonomy import Audience, Did, Ground, Language, Need, Population, Post, Profession, Topic
from portal import gazetteer
from portal.serializers import EndlessQuestion, Question, StateField
from portal.serializers_prose import ProseSerializerField

COURT = "Id of the district court, the key of an office: txnd."
KEY = "3b0e9c52-6f0d-4a8e-9d7b-0f6a5c1e2d94"
ENTRY = {
    "key": KEY, "held_on": "2026-11-18", "did": "TRAINING", "duty": 2, "organizations": [94],
    "line": "Temporary orders and firearms: what the first officer does", "minutes": 90, "topics": ["ERPO"],
    "audience": "PROFESSIONALS", "trained": {"LAW_ENFORCEMENT": 12, "COURTS": 3},
}  # fmt: skip
FIPS = "5-digit FIPS code of a county."
PK: Any = {"min_value": 1, "max_value": 2**62}


def codes(choices: Any, help_text: str) -> Any:
    """A set of codes."""
    return serializers.ListField(
        child=serializers.ChoiceField(choices=choices.choices), required=False, max_length=50, help_text=help_text
    )


def counties(help_text: str) -> Any:
    """Counties by code."""
    return serializers.ListField(
        child=serializers.RegexField(r"^[0-9]{5}$"), required=False, max_length=300, help_text=help_text
    )


def between(first: str, last: str) -> dict[str, Any]:
    """`from` is a word of Python."""
    return {
        "from": serializers.DateField(required=False, help_text=first),
        "to": serializers.DateField(required=False, help_text=last),
    }


def court_of(office_id: int | None) -> str | None:
    return next((court for court, office in gazetteer.offices().items() if office.pk == office_id), None)


class YesOrNo(serializers.BooleanField):
    """A question's yes or no. Left out, it asks for both; an empty value is neither."""

    def get_value(self, dictionary: Mapping[Any, Any]) -> Any:
        """As it stands in the address: for an empty one REST framework takes what stands for none."""
        return dictionary.get(self.field_name, empty)


class NamedSerializer(serializers.Serializer[Any]):
    """An organization by its name."""

    id = serializers.IntegerField(help_text="Number of the organization.")
    name = serializers.CharField(help_text="Its name.")


# --- organizations ---------------------------------------------------------------------------------------------------
class OrganizationQuestion(EndlessQuestion):
    """Which organizations, in which order."""

    kind = serializers.ChoiceField(required=False, choices=Kind.choices, help_text="Only those of this kind.")
    state = StateField(required=False, help_text="Where it is, by two postal letters.")
    county = serializers.RegexField(r"^[0-9]{5}$", required=False, help_text=f"Only those that serve it. {FIPS}")
    population = serializers.ChoiceField(
        required=False, choices=Population.choices, help_text="Only those that serve it."
    )
    language = serializers.ChoiceField(required=False, choices=Language.choices, help_text="Only those that speak it.")
    service = serializers.ChoiceField(required=False, choices=Need.choices, help_text="Only those that do this.")
    search = serializers.CharField(required=False, max_length=80, help_text="Part of the name.")
    ordering = serializers.ChoiceField(
        required=False, default="name", choices=["name", "-name"], help_text="With a minus, backwards."
    )


class EntrySerializer(serializers.Serializer[Any]):
    """What the directory says of an organization. There is no address, of a shelter least of all."""

    kind = serializers.ChoiceField(choices=Kind.choices, help_text="What it is.")
    legal_form = serializers.ChoiceField(choices=[("", "not said"), *LegalForm.choices], help_text="Where it is asked.")
    about = serializers.CharField(help_text="In its words, or an office's.")
    city = serializers.CharField(help_text="City or town.")
    state = serializers.CharField(help_text="Two postal letters.")
    website = serializers.CharField(help_text="Its site.")
    counties = serializers.ListField(child=serializers.CharField(), help_text="The counties that it serves (FIPS).")
    statewide = serializers.ListField(child=serializers.CharField(), help_text="States that it serves whole.")
    populations = codes(Population, "Underserved populations that it serves.")
    languages = codes(Language, "Languages besides English (ISO 639-1; ASE: American Sign Language).")
    services = codes(Need, "What it does for people, by what they need.")
    verified_on = serializers.DateField(allow_null=True, help_text="When somebody last said that all this is so.")
    is_confidential = serializers.BooleanField(help_text="Only the office that wrote it reads it.")
    grounds = codes(Ground, "34 USC 12291(b)(13): on which it says that it excludes nobody. Its word, no finding.")
    lgbtq_training = serializers.ChoiceField(choices=Says.choices, help_text="Staff trained to serve LGBTQ people.")
    language_access = serializers.ChoiceField(choices=Says.choices, help_text="Language access, as it says.")
    deaf_access = serializers.ChoiceField(choices=Says.choices, help_text="Deaf access, as it says.")
    disability_access = serializers.ChoiceField(choices=Says.choices, help_text="Disability access, as it says.")
    complaint_route = serializers.CharField(help_text="Where somebody turns who was turned away.")
    stated_on = serializers.DateField(allow_null=True, help_text="When it said so.")


class RoleContactSerializer(serializers.Serializer[Any]):
    """How to reach an organization in a role; never a person's name."""

    post = serializers.ChoiceField(choices=Post.choices, help_text="For what it is written to.")
    email = serializers.CharField(help_text="Its mailbox.")
    phone = serializers.CharField(help_text="Its number.")
    is_confidential = serializers.BooleanField(help_text="Only the office that wrote it reads it.")


class OrganizationSerializer(serializers.Serializer[Any]):
    """An organization of the directory."""

    id = serializers.IntegerField(help_text="Number of the organization.")
    url = serializers.HyperlinkedIdentityField(view_name="api-organization-detail", help_text="Where it stands alone.")
    name = serializers.CharField(help_text="Its name.")
    is_confidential = serializers.BooleanField(help_text="Only the caller's office knows that it exists.")
    entry = EntrySerializer(allow_null=True, help_text="What is open to all; else what the caller's office wrote.")


class OrganizationDetailSerializer(OrganizationSerializer):
    """An organization with its role contacts."""

    contacts = RoleContactSerializer(many=True, help_text="By role.")


# --- the log ---------------------------------------------------------------------------------------------------------
class OutreachQuestion(EndlessQuestion):
    """Which entries, in which order."""

    did = serializers.ChoiceField(required=False, choices=Did.choices, help_text="Only this kind of contact.")
    duty = serializers.ChoiceField(required=False, choices=Duty.choices, help_text="Only this duty, 1 to 5.")
    organization = serializers.IntegerField(required=False, **PK, help_text="Only those with this organization.")
    population = serializers.ChoiceField(
        required=False, choices=Population.choices, help_text="Only those about this population."
    )
    topic = serializers.ChoiceField(required=False, choices=Topic.choices, help_text="Only those about this topic.")
    need = serializers.ChoiceField(required=False, choices=Need.choices, help_text="Only those that saw this need.")
    county = serializers.RegexField(r"^[0-9]{5}$", required=False, help_text=f"Only those that name it. {FIPS}")
    joint = YesOrNo(required=False, default=None, help_text="Held with another office, or not.")
    mine = YesOrNo(required=False, default=None, help_text="Only those that the caller recorded.")
    words = serializers.CharField(
        required=False, max_length=80, help_text="Words of line, notes and materials, by stems; “quoted”: together."
    )
    ordering = serializers.ChoiceField(
        required=False, default="-held_on", choices=["-held_on", "held_on"], help_text="With a minus, newest first."
    )

    def get_fields(self) -> dict[str, Any]:
        return between("Not before this day.", "Not after this day.") | super().get_fields()


@extend_schema_serializer(examples=[OpenApiExample("A training of 15 professionals", value=ENTRY, request_only=True)])
class OutreachBody(Question):
    """An entry to log. Training counts professionals only: a talk to anybody else is EDUCATION."""

    key = serializers.UUIDField(
        required=False, help_text="Chosen by the caller: sent twice, the entry is written once. Made up unless said."
    )
    held_on = serializers.DateField(help_text="The day; none that is still to come.")
    did = serializers.ChoiceField(choices=Did.choices, help_text="The kind of contact.")
    duty = serializers.ChoiceField(choices=Duty.choices, help_text="Which of the five duties.")
    organizations = serializers.ListField(
        child=serializers.IntegerField(**PK), min_length=1, max_length=50, help_text="Who took part, by number."
    )
    line = ProseSerializerField(max_length=200, help_text="In one line. No survivor, no case.")
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=10_000, help_text="How long it took.")
    topics = codes(Topic, "What it was about.")
    populations = codes(Population, "Underserved populations that it was about.")
    needs = codes(Need, "What people were seen to lack.")
    counties = counties("Where that is (FIPS); none: somewhere in the district.")
    audience = serializers.ChoiceField(required=False, choices=Audience.choices, help_text="Who listened.")
    trained = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=MOST_PEOPLE),
        required=False,
        help_text="People trained by profession, at a TRAINING only.",
    )
    educated = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_PEOPLE, help_text="Listeners who are no professionals."
    )
    joint_with = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=f"The other office. {COURT}")
    is_host = serializers.BooleanField(
        required=False, default=True, help_text="Of a joint event: whether the caller's office counts the people."
    )
    materials = ProseSerializerField(required=False, max_length=300, help_text="Made or handed out.")
    narrative = ProseSerializerField(
        required=False, max_length=8000, help_text="Notes. Only the office reads them; it may be released by law."
    )

    def validate_trained(self, value: dict[str, int]) -> dict[str, int]:
        if wrong := sorted(set(value) - set(Profession.values)):
            known = ", ".join(Profession.values)
            raise serializers.ValidationError(
                _("There is no profession “%(code)s”. Known: %(known)s.") % {"code": wrong[0][:40], "known": known}
            )
        return value

    def validate_counties(self, value: list[str]) -> list[str]:
        """Each once. Raises ValidationError for a code that no county has."""
        known = gazetteer.country().counties
        if wrong := [code for code in value if code not in known]:
            raise serializers.ValidationError(_("There is no county %(code)s.") % {"code": wrong[0]})
        return list(dict.fromkeys(value))

    def validate_joint_with(self, value: str) -> Any:
        """The office of this court."""
        office = gazetteer.offices().get(value)
        if office is None:
            raise serializers.ValidationError(_("There is no such office."))
        return office


class OutreachSerializer(serializers.Serializer[Any]):
    """An entry of the log, as a list shows it."""

    key = serializers.UUIDField(help_text="Names the entry for good, however often it is changed.")
    url = serializers.HyperlinkedIdentityField(
        view_name="api-outreach-detail", lookup_field="key", lookup_url_kwarg="entry", help_text="Its address."
    )
    office = serializers.SerializerMethodField(help_text=COURT)
    held_on = serializers.DateField(help_text="The day.")
    did = serializers.ChoiceField(choices=Did.choices, help_text="The kind of contact.")
    duty = serializers.ChoiceField(choices=Duty.choices, help_text="Which of the five duties.")
    organizations = serializers.SerializerMethodField(help_text="Who took part; a double reads as what counts.")
    line = serializers.CharField(help_text="In one line.")
    minutes = serializers.IntegerField(allow_null=True, help_text="How long it took; null where it was not said.")
    topics = codes(Topic, "What it was about.")
    populations = codes(Population, "Underserved populations that it was about.")
    needs = codes(Need, "What people were seen to lack.")
    counties = counties("Where that is (FIPS); none: somewhere in the district.")
    audience = serializers.ChoiceField(choices=[("", "not said"), *Audience.choices], help_text="Who listened.")
    trained = serializers.DictField(child=serializers.IntegerField(), help_text="People trained by profession.")
    trained_count = serializers.IntegerField(help_text="Their sum.")
    educated = serializers.IntegerField(help_text="Listeners who are no professionals; never people trained.")
    joint_with = serializers.SerializerMethodField(help_text=f"The other office of a joint event. {COURT}")
    is_host = serializers.BooleanField(help_text="Whether the office counts the people of a joint event.")
    materials = serializers.CharField(help_text="Made or handed out.")
    is_shared = serializers.BooleanField(source="is_told", help_text="Whether a partner is told of it.")
    recorded_by = serializers.CharField(source="recorded_by.name", help_text="Who wrote it as it stands now.")
    recorded_at = serializers.DateTimeField(help_text="When.")

    def get_office(self, entry: Any) -> str:
        return court_of(entry.office_id) or ""

    def get_joint_with(self, entry: Any) -> str | None:
        return court_of(entry.joint_with_id)

    @extend_schema_field(NamedSerializer(many=True))
    def get_organizations(self, entry: Any) -> list[dict[str, Any]]:
        return [{"id": party["id"], "name": party["name"]} for party in parties(entry)]


class OutreachDetailSerializer(OutreachSerializer):
    """An entry in full, for the office that wrote it."""

    narrative = serializers.CharField(help_text="Notes.")


# --- next steps ------------------------------------------------------------------------------------------------------
class NextStepQuestion(EndlessQuestion):
    """Which next steps, in which order."""

    state = serializers.ChoiceField(required=False, choices=NextStep.State.choices, help_text="Only those that are so.")
    side = serializers.ChoiceField(required=False, choices=NextStep.Side.choices, help_text="Whose it is to keep.")
    organization = serializers.IntegerField(required=False, **PK, help_text="Only those with this organization.")
    is_shared = YesOrNo(required=False, default=None, help_text="Whether the organization reads it.")
    ordering = serializers.ChoiceField(
        required=False, default="due_on", choices=["due_on", "-due_on"], help_text="With a minus, the latest first."
    )

    def get_fields(self) -> dict[str, Any]:
        return between("Due on this day or later.", "Due on this day or before.") | super().get_fields()


class NextStepSerializer(serializers.Serializer[Any]):
    """A promise that an office and an organization made."""

    id = serializers.IntegerField(help_text="Number of this step.")
    url = serializers.HyperlinkedIdentityField(view_name="api-next-step-detail", help_text="Where it stands alone.")
    office = serializers.SerializerMethodField(help_text=COURT)
    office_name = serializers.CharField(help_text="The office by its name.")
    outreach = serializers.UUIDField(
        source="outreach_key", allow_null=True, help_text="Key of the entry it was made in; never told to a partner."
    )
    organization = serializers.SerializerMethodField(help_text="With whom it was agreed; null where with nobody.")
    text = serializers.CharField(help_text="What was promised.")
    side = serializers.ChoiceField(choices=NextStep.Side.choices, help_text="OURS, the office, or THEIRS, the partner.")
    state = serializers.ChoiceField(choices=NextStep.State.choices, help_text="How it stands.")
    due_on = serializers.DateField(help_text="Until when.")
    closed_on = serializers.DateField(allow_null=True, help_text="When it was done or dropped.")
    reason = serializers.CharField(help_text="Why it was dropped.")
    owner = serializers.CharField(source="owner_name", help_text="Who at the office sees to it; empty: its queue.")
    is_shared = serializers.BooleanField(help_text="Whether the organization reads it.")
    made_at = serializers.DateTimeField(help_text="When it was promised.")

    def get_office(self, step: Any) -> str:
        """By its name, which is what a partner may read of it."""
        return next((court for court, one in gazetteer.offices().items() if one.abbreviation == step.office_name), "")

    @extend_schema_field(NamedSerializer(allow_null=True))
    def get_organization(self, step: Any) -> dict[str, Any] | None:
        return {"id": step.with_id, "name": step.with_name} if step.with_id else None
