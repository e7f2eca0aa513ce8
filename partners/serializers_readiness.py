"""What the API asks and answers about the chains of relinquishment and about what agencies have taken up."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.chain import Basis, Element, Link, Practice, Status
from partners.models.statement import Says
from partners.serializers import NamedSerializer, court_of
from portal.serializers import EndlessQuestion, PagedQuestion

COURT = "Id of the district court, the key of an office: txnd."
STATUS = [("", "not entered"), *Status.choices]


class ReadinessQuestion(PagedQuestion):
    """Which offices, by their weakest link."""

    basis = serializers.ChoiceField(required=False, choices=Basis.choices, help_text="Only this basis is looked at.")
    status = serializers.ChoiceField(
        required=False,
        choices=[("NOT_ENTERED", "not entered"), *Status.choices, ("NO_LAW", "no law here")],
        help_text="Only offices whose weakest link on a basis stands so.",
    )


class ChainSerializer(serializers.Serializer[Any]):
    """One chain with its weakest link."""

    basis = serializers.ChoiceField(choices=Basis.choices, help_text="The legal basis.")
    status = serializers.ChoiceField(choices=STATUS, help_text="Of the weakest link; empty: not entered.")
    weak = serializers.ListField(
        child=serializers.ChoiceField(choices=Link.choices), help_text="The links that are the weakest."
    )
    links = serializers.DictField(child=serializers.CharField(), help_text="Status by link; empty: not entered.")
    oldest = serializers.DateField(allow_null=True, help_text="The day of the link looked at longest ago.")
    is_stale = serializers.BooleanField(help_text="Whether nobody has looked at one of the links for a year.")


class OfficeReadinessSerializer(serializers.Serializer[Any]):
    """One office with its chains. A basis without law in the state has none: that is no weak link."""

    court_id = serializers.CharField(help_text=COURT)
    office = serializers.CharField(help_text="Its short name.")
    state = serializers.CharField(help_text="The state by whose law it is asked.")
    url = serializers.URLField(help_text="Its address.")
    has_erpo = serializers.BooleanField(help_text="Whether the state’s law allows extreme risk protection orders.")
    chains = ChainSerializer(many=True, help_text="By basis, weakest anywhere in the district.")


class CountyReadinessSerializer(serializers.Serializer[Any]):
    """A county that stands apart."""

    county = serializers.CharField(help_text="FIPS.")
    name = serializers.CharField(help_text="Its name.")
    chains = ChainSerializer(many=True, help_text="Its chains: its own links, else the district’s.")


class ReadinessLinkSerializer(serializers.Serializer[Any]):
    """One link as it was put on record. What EOUSA does not read is null to it."""

    id = serializers.IntegerField(help_text="Number of this row; a change has another.")
    county = serializers.CharField(help_text="FIPS; empty: the whole district.")
    basis = serializers.ChoiceField(choices=Basis.choices, help_text="The legal basis.")
    link = serializers.ChoiceField(choices=Link.choices, help_text="The link of the chain.")
    status = serializers.ChoiceField(choices=Status.choices, help_text="How far it is.")
    as_of = serializers.DateField(help_text="The day on which somebody last looked.")
    recorded_at = serializers.DateTimeField(help_text="When it was put on record.")
    owner = serializers.CharField(allow_null=True, help_text="Who at the office sees to it; empty: its queue.")
    document = serializers.CharField(allow_null=True, help_text="Link to the document.")
    ordered_by = serializers.CharField(allow_null=True, help_text="Who may order it, and by which law.")
    holder = serializers.CharField(allow_null=True, help_text="Who holds what was handed over.")
    capacity = serializers.IntegerField(allow_null=True, help_text="Room for how many firearms.")
    takes_ammunition = serializers.ChoiceField(choices=Says.choices, allow_null=True, help_text="Ammunition too.")
    return_conditions = serializers.CharField(allow_null=True, help_text="On which conditions they are returned.")
    tells_protected = serializers.ChoiceField(
        choices=Says.choices, allow_null=True, help_text="Whether the protected party is told before a return."
    )


class ReadinessDetailSerializer(OfficeReadinessSerializer):
    """One office with every link and the counties that stand apart."""

    counties = CountyReadinessSerializer(many=True, help_text="Counties with a link of their own.")
    rows = ReadinessLinkSerializer(many=True, help_text="Each link on record.")


# --- agencies --------------------------------------------------------------------------------------------------------
class AgencyPracticeQuestion(EndlessQuestion):
    """Which practices."""

    practice = serializers.ChoiceField(required=False, choices=Practice.choices, help_text="Only this one.")
    status = serializers.ChoiceField(required=False, choices=Status.choices, help_text="Only those that are so far.")
    ordering = serializers.ChoiceField(
        required=False, default="-as_of", choices=["as_of", "-as_of"], help_text="With a minus, the latest first."
    )


class AgencyPracticeSerializer(serializers.Serializer[Any]):
    """What an agency has taken up. EOUSA gets office, practice, status and day, and null for everything else."""

    id = serializers.IntegerField(help_text="Number of this row; a change has another.")
    url = serializers.HyperlinkedIdentityField(view_name="api-agency-practice-detail", help_text="Its address.")
    office = serializers.SerializerMethodField(help_text=COURT)
    organization = serializers.SerializerMethodField(help_text="The agency; a double reads as what counts.")
    practice = serializers.ChoiceField(choices=Practice.choices, help_text="What it has taken up.")
    status = serializers.ChoiceField(choices=Status.choices, help_text="How far.")
    as_of = serializers.DateField(help_text="The day as of which this is so.")
    recorded_at = serializers.DateTimeField(help_text="When it was put on record.")
    document = serializers.CharField(allow_null=True, help_text="Link to the document.")
    version = serializers.CharField(allow_null=True, help_text="Version of the screening sheet.")
    elements = serializers.ListField(
        child=serializers.ChoiceField(choices=Element.choices), allow_null=True, help_text="What the sheet asks."
    )
    asks_dating = serializers.ChoiceField(
        choices=Says.choices, allow_null=True, help_text="Whether the sheet asks for dating partners."
    )
    contact = serializers.CharField(allow_null=True, help_text="Contact at ATF.")

    def to_representation(self, row: Any) -> Any:
        """What was left unread stays unread."""
        for name in row.get_deferred_fields() & set(self.fields):
            setattr(row, name, None)
        return super().to_representation(row)

    def get_office(self, row: Any) -> str:
        return court_of(row.office_id) or ""

    @extend_schema_field(NamedSerializer(allow_null=True))
    def get_organization(self, row: Any) -> dict[str, Any] | None:
        return {"id": row.agency, "name": row.agency_name} if hasattr(row, "agency") else None
