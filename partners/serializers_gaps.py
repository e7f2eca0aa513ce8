"""What the API asks and answers about gaps."""

from typing import Any

from rest_framework import serializers

from partners.forms.gaps import DISTRICT, GENERAL
from partners.gap_reading import Level, State
from partners.serializers import COURT
from partners.taxonomy import Need, Population
from portal.serializers import PagedQuestion, StateField

PEOPLE = [("", "people in general"), *Population.choices]


class GapQuestion(PagedQuestion):
    """Which gaps."""

    need = serializers.ChoiceField(required=False, choices=Need.choices, help_text="Only this need.")
    population = serializers.ChoiceField(
        required=False,
        choices=[(GENERAL, "people in general"), *Population.choices],
        help_text="Only of this population.",
    )
    county = serializers.RegexField(
        rf"^([0-9]{{5}}|{DISTRICT})$", required=False, help_text=f"Only in this county (FIPS); {DISTRICT}: none named."
    )
    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=f"Only told of this office. {COURT}")
    in_state = StateField(required=False, help_text="Only in this state, by two postal letters.")
    state = serializers.ChoiceField(
        required=False, choices=State.choices, help_text="Only those of which this becomes; all but MET unless said."
    )


class GapSerializer(serializers.Serializer[Any]):
    """A need that outreach has seen and nobody meets there. To EOUSA without whoever sees to it, and without reason."""

    gap = serializers.CharField(help_text="Names the gap: need, population and place.")
    need = serializers.ChoiceField(choices=Need.choices, help_text="What is lacking.")
    population = serializers.ChoiceField(choices=PEOPLE, help_text="For whom.")
    level = serializers.ChoiceField(
        choices=Level.choices, help_text="How near it is told. STATE: for sensitive needs, outside the office."
    )
    county = serializers.CharField(allow_null=True, help_text="FIPS; null where none was named or may be told.")
    in_state = serializers.CharField(help_text="Two postal letters.")
    office = serializers.CharField(allow_null=True, help_text="Id of the court; null where it is not told.")
    number = serializers.IntegerField(
        allow_null=True, help_text="Entries that saw it, one for each place named; null outside the office below five."
    )
    state = serializers.ChoiceField(
        choices=State.choices, allow_null=True, help_text="What becomes of it; null where it is told by state."
    )
    owner = serializers.CharField(allow_null=True, help_text="Who at the office sees to it; the office alone reads it.")
    accepted_on = serializers.DateField(allow_null=True, help_text="Since when it is accepted; the office alone.")
    reason = serializers.CharField(allow_null=True, help_text="Why; the office alone.")
    counties_met = serializers.IntegerField(
        allow_null=True, help_text="Of a state: in how many of its counties some organization meets the need."
    )
    counties_in_all = serializers.IntegerField(allow_null=True, help_text="Of a state: how many counties it has.")
