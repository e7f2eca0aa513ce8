"""What the API asks and answers about 18 USC 925D."""

from rest_framework import serializers

from portal.serializers import PagedQuestion
from specialists.models import DesignatedCommunity, DivisionContact, FieldDivision, PointOfContact
from specialists.serializers.coverage import COURT, PeriodQuestion


class PointOfContactQuestion(PeriodQuestion):
    """Which points of contact, in which order."""


class PointOfContactSerializer(serializers.ModelSerializer[PointOfContact]):
    """The point of contact of an office from `starts_on` until the day before `ends_on`."""

    office = serializers.CharField(source="office.court_id", help_text=COURT)

    class Meta:
        model = PointOfContact
        fields = ("id", "office", "name", "email", "starts_on", "ends_on", "recorded_at")
        extra_kwargs = {
            "id": {"help_text": "Number of this entry. A correction gets a new one."},
            "name": {"help_text": "Who it is. Need not be the specialist."},
            "email": {"help_text": "Where to write."},
            "starts_on": {"help_text": "First day."},
            "ends_on": {"help_text": "First day no longer; null while nobody knows."},
            "recorded_at": {"help_text": "When this entry was recorded."},
        }


class FieldDivisionQuestion(PagedQuestion):
    """Every field division of ATF."""


class DivisionContactSerializer(serializers.ModelSerializer[DivisionContact]):
    """Whom to ask in a field division."""

    verified_by = serializers.CharField(source="recorded_by.name", help_text="Who checked it.")

    class Meta:
        model = DivisionContact
        fields = ("name", "email", "phone", "verified_on", "verified_by")
        extra_kwargs = {
            "name": {"help_text": "Who it is; empty where only an address or a number is known."},
            "email": {"help_text": "Where to write; empty where it is unknown."},
            "phone": {"help_text": "Telephone; empty where it is unknown."},
            "verified_on": {"help_text": "When somebody checked it."},
        }


class FieldDivisionSerializer(serializers.ModelSerializer[FieldDivision]):
    """A field division of ATF."""

    contact = DivisionContactSerializer(allow_null=True, help_text="The point of contact; null while it is unknown.")

    class Meta:
        model = FieldDivision
        fields = ("code", "name", "contact", "confidence", "note", "source")
        extra_kwargs = {
            "code": {"help_text": "Its key: new-orleans."},
            "name": {"help_text": "As ATF calls it."},
            "confidence": {"help_text": "How sure it is that this field division exists."},
            "note": {"help_text": "What another source says; often empty."},
            "source": {"help_text": "Where the fact is from."},
        }


class CommunityQuestion(PagedQuestion):
    """Designated communities, all or those of one district."""

    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=COURT)


class CommunitySerializer(serializers.ModelSerializer[DesignatedCommunity]):
    """A community designated under 18 USC 925D(b)(1)."""

    office = serializers.CharField(source="district.court_id", help_text=COURT)
    county = serializers.CharField(
        source="county_id", allow_null=True, help_text="5-digit FIPS code, where the source gives it; else null."
    )
    designated_in = serializers.DateField(format="%Y-%m", help_text="The month, like 2024-09.")

    class Meta:
        model = DesignatedCommunity
        fields = ("name", "office", "county", "designated_in", "source")
        extra_kwargs = {
            "name": {"help_text": "The community."},
            "source": {"help_text": "Where the fact is from."},
        }
