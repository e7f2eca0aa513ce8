"""What the API asks and answers about directives and responses."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from portal import gazetteer
from portal.serializers import EndlessQuestion, PagedQuestion, Question
from portal.serializers_prose import NameSerializerField, ProseSerializerField
from specialists.models import Answer, Directive, Response
from specialists.models.replying import RECORD, STEP
from specialists.models.response import How
from specialists.serializers.coverage import COURT

NOT_YET = ("", "not yet")
STATES = ("open", "acknowledged", "answered", "overdue", "withdrawn")


class DirectiveQuestion(PagedQuestion):
    """Which directives."""

    asks = serializers.ChoiceField(required=False, choices=Directive.Asks.choices, help_text="The kind of answer.")
    is_emergency = serializers.BooleanField(
        required=False, default=None, allow_null=True, help_text="Only emergencies."
    )


class ResponseQuestion(EndlessQuestion):
    """Which responses, in which order."""

    directive = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="Number of the directive."
    )
    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text=COURT)
    state = serializers.ChoiceField(
        required=False,
        choices=STATES,
        help_text="open: still owed; acknowledged: read, and still owed; overdue: owed, and the due date has passed.",
    )
    ordering = serializers.ChoiceField(
        required=False,
        default="-sent_at",
        choices=["-sent_at", "sent_at"],
        help_text="Field to sort by; with a minus, backwards.",
    )


class DirectiveSerializer(serializers.ModelSerializer[Directive]):
    """An instruction that EOUSA has issued, alone or with OARM."""

    url = serializers.HyperlinkedIdentityField(view_name="api-directive-detail", help_text="Where it stands alone.")

    class Meta:
        model = Directive
        fields = (
            "id", "url", "title", "text", "issuers", "legal_basis", "due_on", "asks", "is_emergency", "issued_at",
            "withdrawn_at", "withdrawn_because",
        )  # fmt: skip
        extra_kwargs = {
            "id": {"help_text": "Number of the directive."},
            "title": {"help_text": "In one line."},
            "text": {"help_text": "What each office has to do."},
            "issuers": {"help_text": "Who directs."},
            "legal_basis": {"help_text": "The law or rule by which they direct."},
            "due_on": {"help_text": "The last day for the answer."},
            "asks": {"help_text": "What each office has to do."},
            "is_emergency": {"help_text": "Whether a line stands on every page of the offices until they acknowledge."},
            "issued_at": {"help_text": "When it was issued."},
            "withdrawn_at": {"help_text": "When it was taken back; null while it stands."},
            "withdrawn_because": {"help_text": "Why it was taken back."},
        }


class ResponseSerializer(serializers.ModelSerializer[Response]):
    """What one office owes to a directive, and has answered."""

    url = serializers.HyperlinkedIdentityField(view_name="api-response-detail", help_text="Where it stands alone.")
    office = serializers.CharField(source="office.court_id", help_text=COURT)
    due_on = serializers.DateField(source="directive.due_on", help_text="The last day for the answer.")
    acknowledged_how = serializers.ChoiceField(
        choices=[NOT_YET, *How.choices], help_text="Signed in, by the link in the mail, or told to EOUSA."
    )
    answered_with = serializers.ChoiceField(
        choices=[NOT_YET, *Response.With.choices], help_text="What it gave; empty until then."
    )

    class Meta:
        model = Response
        fields = (
            "id", "url", "directive", "office", "due_on", "sent_at", "acknowledged_at", "acknowledged_name",
            "acknowledged_how", "hiring_at", "hiring_name", "answered_at", "answered_name", "answered_with", "answer",
            "withdrawn_at",
        )  # fmt: skip
        read_only_fields = fields
        extra_kwargs = {
            "id": {"help_text": "Number of the response."},
            "directive": {"help_text": "Number of the directive."},
            "sent_at": {"help_text": "When the directive was issued to the office."},
            "acknowledged_at": {"help_text": "When the office said that it had read it; null until then."},
            "acknowledged_name": {"help_text": "Who said so."},
            "hiring_at": {"help_text": "When somebody said by link that the office is still hiring; no answer."},
            "hiring_name": {"help_text": "Who said so."},
            "answered_at": {"help_text": "When the office gave what was asked for; null until then."},
            "answered_name": {"help_text": "Who gave it."},
            "answer": {"help_text": "Number of the office's answer about coverage, where it gave one."},
            "withdrawn_at": {"help_text": "When the directive was withdrawn; null while it stands."},
        }


class AcknowledgmentBody(Question):
    """That the office has read it."""

    name = NameSerializerField(
        required=False, max_length=120, help_text="For EOUSA, which records what it was told: who said so."
    )


class AnswerBody(Question):
    """The office's answer."""

    says = serializers.ChoiceField(
        choices=sorted({*Answer.Says.values, *STEP, RECORD, Response.With.SERVES, Response.With.HIRING}),
        help_text="About coverage: SERVES, HIRING, ACTING, SHARED, CANNOT_NOW. About the budget: SERVES, RECORD (as "
        "the vacancy says), its kind, why there is none, or REQUEST_POSITION.",
    )
    shared_with = serializers.RegexField(
        r"^[a-z]{2,5}$", required=False, help_text="For SHARED: the other office, by its court's id."
    )
    reason = serializers.ChoiceField(
        required=False, choices=Answer.Reason.choices, help_text="For CANNOT_NOW: why the post cannot be filled."
    )
    review_on = serializers.DateField(required=False, help_text="For CANNOT_NOW: when the office will look again.")
    note = ProseSerializerField(required=False, max_length=300, help_text="No names of survivors, no case.")

    def validate_shared_with(self, value: str) -> Any:
        """The office of this court."""
        office = gazetteer.offices().get(value)
        if office is None:
            raise serializers.ValidationError(_("There is no such office."))
        return office
