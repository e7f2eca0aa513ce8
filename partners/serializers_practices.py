"""What the API asks and answers about what agencies have taken up."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.chain import Element, Practice, Status
from partners.models.statement import Says
from partners.serializers import NamedSerializer, YesOrNo, court_of
from partners.serializers_readiness import COURT, STATUS
from portal.serializers import EndlessQuestion, PagedQuestion, StateField

OLD = "Only what nobody has looked at for a year; or only the rest."


class AgencyPracticeQuestion(EndlessQuestion):
    """Which practices."""

    practice = serializers.ChoiceField(required=False, choices=Practice.choices, help_text="Only this one.")
    status = serializers.ChoiceField(required=False, choices=Status.choices, help_text="Only those that are so far.")
    stale = YesOrNo(required=False, help_text=OLD)
    organization = serializers.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, help_text="Only of this agency. EOUSA sees none."
    )
    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=COURT)
    state = StateField(required=False, help_text="The state of the office, by two postal letters.")
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


class AgenciesQuestion(PagedQuestion):
    """Which agencies."""

    practice = serializers.ChoiceField(
        required=False, choices=Practice.choices, help_text="Only this one is looked at."
    )
    status = serializers.ChoiceField(
        required=False,
        choices=[("NOT_ENTERED", "not asked yet"), *Status.choices],
        help_text="Only agencies of which a practice is so far.",
    )
    to_ask = YesOrNo(required=False, help_text="Only those to be asked what a training has changed; or only others.")
    stale = YesOrNo(required=False, help_text=OLD)


class AgencySerializer(serializers.Serializer[Any]):
    """One agency of the caller's office."""

    organization = NamedSerializer(help_text="The agency.")
    practices = serializers.DictField(
        child=serializers.ChoiceField(choices=STATUS), help_text="Status by practice; empty: not asked yet."
    )
    oldest = serializers.DateField(allow_null=True, help_text="The day of what was looked at longest ago.")
    is_stale = serializers.BooleanField(help_text="Whether nobody has looked at something of it for a year.")
    keeper = serializers.CharField(help_text="Who keeps the partnership with it and sees to this; empty: the queue.")
    trained_on = serializers.DateField(
        allow_null=True, help_text="The day of the training after which it is to be asked; null: it is not."
    )


class FollowUpQuestion(PagedQuestion):
    """Which of the questions."""

    organization = serializers.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, help_text="Only about this agency."
    )


class FollowUpSerializer(serializers.Serializer[Any]):
    """One training of one agency, and what nothing was heard of since."""

    organization = NamedSerializer(help_text="The agency; a double reads as what counts.")
    entry = serializers.UUIDField(help_text="Key of the training in the log.")
    trained_on = serializers.DateField(help_text="The day of the training.")
    asked_on = serializers.DateField(help_text="Since when it is asked.")
    practices = serializers.ListField(
        child=serializers.ListField(child=serializers.ChoiceField(choices=Practice.choices)),
        help_text="Groups of practices; a word on any one of a group answers for the group.",
    )


class OfficesQuestion(PagedQuestion):
    """Which offices."""

    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=COURT)
    state = StateField(required=False, help_text="The state of the office, by two postal letters.")


class PracticeCountSerializer(serializers.Serializer[Any]):
    """One practice of which something is on record."""

    practice = serializers.ChoiceField(choices=Practice.choices, help_text="Which.")
    adopted = serializers.IntegerField(help_text="How many agencies have adopted it, or gone further.")
    agencies = serializers.IntegerField(help_text="Of how many something is on record.")
    statuses = serializers.DictField(child=serializers.IntegerField(), help_text="How many by status.")


class OfficePracticesSerializer(serializers.Serializer[Any]):
    """One office in numbers."""

    court_id = serializers.CharField(help_text=COURT)
    office = serializers.CharField(help_text="Its short name.")
    practices = PracticeCountSerializer(many=True, help_text="By practice.")
