"""What the API asks and answers about notices of funding."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from grants.models import Opportunity, Standing
from grants.models.opportunity import field_label
from grants.taxonomy import Agency
from portal.serializers import EndlessQuestion

STATUS = (
    "How it stands at this instant: OPEN until 11:59 pm Eastern time of its last day; SOON: posted, opens later; "
    "FORECAST: announced, its days are estimates; CLOSED: its last day is over, or it is archived; WITHDRAWN: gone "
    "from Grants.gov."
)
STATUSES = [(one.value.lower(), one.label) for one in Standing]
FACTS = (
    "id", "number", "title", "is_forecast", "agency_code", "agency_name", "category", "instruments", "activities",
    "listings", "applicants", "opens_on", "closes_on", "archive_on", "updated_on", "estimated_post_on",
    "estimated_close_on", "estimated_award_on", "estimated_start_on", "fiscal_year", "ceiling", "floor", "total",
    "awards", "cost_sharing", "withdrawn_on", "posted_as",
)  # fmt: skip
TEXTS = (
    "category_words", "activity_words", "eligibility", "close_words", "estimated_close_words", "description", "link",
    "link_words", "contact_name", "contact_phone", "contact_email", "contact_words", "version", "reading_notes",
)  # fmt: skip


class OpportunityQuestion(EndlessQuestion):
    """Which notices, in which order."""

    status = serializers.ChoiceField(
        required=False,
        choices=[("live", "open, soon or forecast"), *STATUSES],
        help_text=f"Only these; live: to which one can apply now or later. Left out: all. {STATUS}",
    )
    program = serializers.RegexField(
        r"^[a-z_]{2,20}$", required=False, help_text="Only under a listing of this program: a key of programs/."
    )
    listing = serializers.RegexField(
        r"^[0-9]{2}\.[0-9A-Z]{2,4}$", required=False, help_text="Only under this number of the Assistance Listings."
    )
    agency = serializers.ChoiceField(required=False, choices=Agency.choices, help_text="Only of this agency.")
    applicant = serializers.RegexField(
        r"^[0-9]{2}$", required=False, help_text="Only for this kind of applicant, by the code of Grants.gov: 12."
    )
    closes_before = serializers.DateField(
        required=False, help_text="Only those whose last day, of a forecast the estimated one, is before this day."
    )
    closes_from = serializers.DateField(required=False, help_text="Only those whose last day is this day or later.")
    ordering = serializers.ChoiceField(
        required=False, default="ends_on", choices=["ends_on", "-ends_on", "title", "-title"],
        help_text="ends_on: by the last day, of a forecast the estimated one. With a minus, backwards.",
    )  # fmt: skip


class OpportunitySerializer(serializers.ModelSerializer[Opportunity]):
    """A notice of funding as Grants.gov publishes it. null, or an empty text: the notice does not say."""

    url = serializers.HyperlinkedIdentityField(view_name="api-opportunity-detail", help_text="Its address.")
    status = serializers.SerializerMethodField(help_text=STATUS)
    closes_at = serializers.DateTimeField(
        allow_null=True, read_only=True, help_text="When it closes: 11:59 pm Eastern time of its last day."
    )
    source_url = serializers.CharField(read_only=True, help_text="The notice itself; empty for an invented one.")
    known_at = serializers.DateTimeField(
        allow_null=True,
        read_only=True,
        help_text="When all notices were last read; where that was earlier, the day of which they were.",
    )

    class Meta:
        model = Opportunity
        fields: tuple[str, ...] = ("url", *FACTS, "status", "closes_at", "source_url", "known_at")
        extra_kwargs = {name: {"help_text": f"{field_label(name)}."} for name in (*FACTS, *TEXTS)}

    @extend_schema_field(serializers.ChoiceField(choices=Standing.choices, help_text=STATUS))
    def get_status(self, notice: Any) -> str:
        at: datetime = self.context["at"]
        return str(notice.standing_at(at).value)


class NoticeChangeSerializer(serializers.Serializer[Any]):
    """One field that said something else."""

    field = serializers.CharField(help_text="Its name, as above.")
    old = serializers.JSONField(help_text="What it said.")
    new = serializers.JSONField(help_text="What it says since.")


class NoticeVersionSerializer(serializers.Serializer[Any]):
    """What we found changed on a day."""

    noted_at = serializers.DateTimeField(help_text="When we read it.")
    changes = NoticeChangeSerializer(many=True, help_text="Of each field what it said before and after.")


class OpportunityDetailSerializer(OpportunitySerializer):
    """A notice in full, with what it said before."""

    versions = NoticeVersionSerializer(many=True, read_only=True, source="version_rows", help_text="The newest first.")

    class Meta(OpportunitySerializer.Meta):
        fields = (*OpportunitySerializer.Meta.fields, *TEXTS, "versions")


def no_such_program() -> serializers.ValidationError:
    return serializers.ValidationError({"program": [_("There is no such program today. programs/ lists them.")]})
