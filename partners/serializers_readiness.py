"""What the API asks and answers about the chains of relinquishment and about what agencies have taken up."""

from typing import Any

from rest_framework import serializers

from partners.chain import Basis, Link, Status
from partners.models.statement import Says
from partners.serializers import YesOrNo
from portal.serializers import PagedQuestion, StateField

COURT = "Id of the district court, the key of an office: txnd."
STATUS = [("", "not entered"), *Status.choices]


class ChainsQuestion(PagedQuestion):
    """Which offices or counties, by their weakest link."""

    basis = serializers.ChoiceField(required=False, choices=Basis.choices, help_text="Only this basis is looked at.")
    status = serializers.ChoiceField(
        required=False,
        choices=[("NOT_ENTERED", "not entered"), *Status.choices, ("NO_LAW", "no law here")],
        help_text="Only where the weakest link on a basis stands so.",
    )
    stale = YesOrNo(required=False, help_text="Only where nobody has looked at all of it for a year; or only others.")


class ReadinessQuestion(ChainsQuestion):
    """Which offices."""

    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=COURT)
    state = StateField(required=False, help_text="The state by whose law it is asked, by two postal letters.")


class CountiesQuestion(ChainsQuestion):
    """Which counties."""

    county = serializers.RegexField(r"^[0-9]{5}$", required=False, help_text="Only this one, by FIPS.")
    is_apart = YesOrNo(required=False, help_text="Only those with a link of their own; or only others.")


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
    is_apart = serializers.BooleanField(help_text="Whether it has a link of its own.")
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
    federal_law = serializers.CharField(help_text="What federal law says of this link, and where; else whose law does.")
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
