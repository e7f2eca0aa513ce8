"""What the API asks and answers about reminders: the ledger, and the table of causes and rungs."""

from typing import Any

from rest_framework import serializers

from portal.ladder import Direction, Unit
from portal.models import Message
from portal.serializers import EndlessQuestion


class MessageQuestion(EndlessQuestion):
    """Which rows of the ledger."""

    cause = serializers.RegexField(
        r"^[A-Z_]{2,40}$", required=False, help_text="Why: a cause of ladder/, or the reason of other mail."
    )
    state = serializers.ChoiceField(required=False, choices=Message.State.choices, help_text="What became of it.")
    office = serializers.RegexField(r"^[a-z]{2,5}$", required=False, help_text="One office by its court's id: txnd.")
    since = serializers.DateField(required=False, help_text="Written on this day or later.")
    is_reminder = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Only rungs of the ladder, or only other mail."
    )
    ordering = serializers.ChoiceField(
        required=False, default="-created_at", choices=["-created_at", "created_at"], help_text="Newest first or last."
    )


class MessageSerializer(serializers.ModelSerializer[Message]):
    """Who was told what, when, by which rung, and what came back. Never the words."""

    office = serializers.SlugRelatedField[Any](
        slug_field="court_id",
        read_only=True,
        allow_null=True,
        help_text="Court id of the office; null: of no single one.",
    )
    rung = serializers.SerializerMethodField(help_text="Which rung, from 1; null for other mail.")
    recipient = serializers.CharField(help_text="The address; empty where nobody could be told, or a rung was skipped.")
    created_at = serializers.DateTimeField(help_text="When it was written down.")
    due_at = serializers.DateTimeField(help_text="When it leaves, or should have.")
    due_on = serializers.DateField(allow_null=True, help_text="The working day on which the rung was due.")
    replied_with = serializers.CharField(help_text="What the reader answered by the link; empty: nothing.")
    reason = serializers.CharField(help_text="What came back, why it was canceled, or why it was skipped.")
    mail = serializers.UUIDField(source="digest_id", allow_null=True, help_text="The mail that carries the reminder.")

    class Meta:
        model = Message
        fields = (
            "id", "cause", "about", "rung", "period", "office", "audience", "recipient", "subject", "state",
            "due_on", "created_at", "due_at", "sent_at", "reason", "replied_with", "replied_at", "mail",
        )  # fmt: skip
        extra_kwargs = {
            "id": {"help_text": "The key: the same reason to write to the same person is always the same."},
            "cause": {"help_text": "Why it was written."},
            "about": {"help_text": "The kind and the number of what it is about: vacancy:12."},
            "period": {"help_text": "For which turn of the matter: the same is told once in each."},
            "audience": {"help_text": "Whom the rung tells, by code; empty for other mail."},
            "subject": {"help_text": "What it is about, in a few words."},
            "state": {"help_text": "What became of it."},
            "sent_at": {"help_text": "When the mail server took it."},
            "replied_at": {"help_text": "When the reader answered by the link."},
        }

    def get_rung(self, message: Message) -> int | None:
        """People count rungs from 1."""
        return message.rung + 1 if message.due_on else None


class RungSerializer(serializers.Serializer[Any]):
    """One rung as it holds now."""

    rung = serializers.IntegerField(help_text="Which rung, from 1.")
    days = serializers.IntegerField(help_text="How many days from the day of the matter.")
    unit = serializers.ChoiceField(choices=Unit.choices, help_text="Which days count.")
    direction = serializers.ChoiceField(choices=Direction.choices, help_text="Whether after or before that day.")
    is_weekly = serializers.BooleanField(help_text="Whether it is told again each week.")
    audience = serializers.CharField(help_text="Whom it tells, by code.")
    whom = serializers.CharField(help_text="Whom it tells, in words.")
    least = serializers.IntegerField(help_text="The least days that EOUSA may set.")
    most = serializers.IntegerField(help_text="The most.")


class CauseSerializer(serializers.Serializer[Any]):
    """Why somebody is reminded, and by which rungs."""

    cause = serializers.CharField(help_text="The code.")
    title = serializers.CharField(help_text="In a few words.")
    why = serializers.CharField(help_text="What each reminder says under “because”.")
    rungs = RungSerializer(many=True, help_text="From the first to the last.")
