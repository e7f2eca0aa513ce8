"""What the API asks and answers about forms of courts. Every answer says that it is no certification."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.models import NoticeForm, NoticeReply
from partners.models.statement import Says
from partners.notices import OBSERVATION
from partners.serializers import COURT, NamedSerializer, YesOrNo, court_of
from portal.serializers import EndlessQuestion, StateField

LANGUAGES = NoticeForm._meta.get_field("language").choices or []


class NoticeQuestion(EndlessQuestion):
    """Which forms, in which order."""

    state = StateField(required=False, help_text="Of which state, by two postal letters.")
    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=f"Only seen by this office. {COURT}")
    carries = serializers.ChoiceField(
        required=False, choices=[("UNKNOWN", "not said yet"), *((code, label) for code, label in Says.choices if code)],
        help_text="Only those that carry the notice, partly, not; UNKNOWN: nobody has said.",
    )  # fmt: skip
    is_tribal = YesOrNo(required=False, default=None, help_text="Only of tribal courts and codes, or only others.")
    is_mine = YesOrNo(required=False, default=None, help_text="Only those that the caller's office has seen, or not.")
    is_old = YesOrNo(required=False, default=None, help_text="Whether nobody has seen it for a year.")
    ordering = serializers.ChoiceField(
        required=False, default="state", choices=["state", "-state", "seen_on", "-seen_on"],
        help_text="With a minus, backwards.",
    )  # fmt: skip


class NoticeReplySerializer(serializers.Serializer[Any]):
    """What the state or the court said."""

    organization = serializers.SerializerMethodField(
        help_text="Who said it; null where only another office knows of it."
    )
    says = serializers.ChoiceField(choices=NoticeReply.Says.choices, help_text="Its answer.")
    text = serializers.CharField(help_text="In its words.")
    replied_on = serializers.DateField(help_text="When.")

    @extend_schema_field(NamedSerializer(allow_null=True))
    def get_organization(self, reply: Any) -> dict[str, Any] | None:
        return {"id": reply.by_id, "name": reply.by_name} if reply.by_id else None


class NoticeSerializer(serializers.Serializer[Any]):
    """A form of a court, and what an office saw on it."""

    key = serializers.UUIDField(help_text="Names the form's entry for good, however often it is changed.")
    url = serializers.HyperlinkedIdentityField(
        view_name="api-notice-detail", lookup_field="key", lookup_url_kwarg="notice", help_text="Its address."
    )
    basis = serializers.SerializerMethodField(help_text="What this is, and what it is not.")
    office = serializers.SerializerMethodField(help_text=COURT)
    office_name = serializers.CharField(help_text="The office by its name.")
    state = serializers.CharField(help_text="Two postal letters.")
    court = serializers.CharField(help_text="The court, or who makes the form for its courts.")
    form = serializers.CharField(help_text="Name or number of the form.")
    is_tribal = serializers.BooleanField(help_text="Of a tribal court or code.")
    joined_on = serializers.DateField(allow_null=True, help_text="Since when the tribe takes part, by its own will.")
    carries = serializers.ChoiceField(choices=Says.choices, help_text="Whether it carries the notice, as seen.")
    version = serializers.CharField(help_text="As it is printed on the form.")
    language = serializers.ChoiceField(choices=LANGUAGES, help_text="Language of the form.")
    seen_on = serializers.DateField(help_text="When somebody of the office last saw it.")
    note = serializers.CharField(help_text="What else was seen.")
    organization = serializers.SerializerMethodField(help_text="Who may reply; null where nobody may yet.")
    said = serializers.ChoiceField(choices=NoticeReply.Says.choices, allow_null=True, help_text="The newest reply.")
    said_by = serializers.CharField(allow_null=True, help_text="Who gave the newest reply.")
    recorded_at = serializers.DateTimeField(help_text="When it was last put on record.")

    def get_basis(self, _form: Any) -> str:
        return str(OBSERVATION)

    def get_office(self, form: Any) -> str:
        return court_of(form.office_id) or ""

    @extend_schema_field(NamedSerializer(allow_null=True))
    def get_organization(self, form: Any) -> dict[str, Any] | None:
        found = form.organization
        found = found and (found.merged_into or found)
        return {"id": found.pk, "name": found.name} if found else None


class NoticeDetailSerializer(NoticeSerializer):
    """One form with every reply, the newest first."""

    replies = NoticeReplySerializer(many=True, help_text="What the state or the court said.")
