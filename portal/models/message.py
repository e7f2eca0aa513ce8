"""The ledger of mail: a row first, then the sending, then the mark."""

from django.db import models
from django.utils import timezone

from portal.models.country import Office
from portal.models.people import Person
from portal.tenancy import Wall


class Message(models.Model):
    """One mail to one recipient for one cause. The key makes a second one for the same reason impossible.

    pending → sending → sent | cancelled | failed. National where it is about no single office.
    """

    class State(models.TextChoices):
        PENDING = "PENDING", "pending"
        SENDING = "SENDING", "sending"
        SENT = "SENT", "sent"
        CANCELLED = "CANCELLED", "cancelled"
        FAILED = "FAILED", "failed"

    id = models.UUIDField(primary_key=True)
    """Hash of the key (cause, subject, rung, period, recipient); also the left part of the Message-ID."""
    cause = models.CharField(max_length=40)
    about = models.CharField(max_length=80)
    rung = models.PositiveSmallIntegerField(default=0)
    period = models.CharField(max_length=40)
    recipient = models.EmailField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="messages")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="messages")
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=models.Q(state__in=["PENDING", "SENDING"])),
            models.Index(fields=["office", "-created_at", "id"], name="message_of_office"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cause", "about", "rung", "period", "recipient"], name="a_message_once"),
            Wall(
                name="message_wall",
                app="insert",
                partner="insert",
                office="select insert",
                eousa_reader="select",
                eousa="select insert",
                jobs="select insert update",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"


class MessageText(models.Model):
    """What a message says. Kept apart: who may see that somebody was told may not see the link inside."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="words")
    text = models.TextField()
    html = models.TextField(blank=True)
    is_secret = models.BooleanField(default=False)
    """Holds a link that signs in or joins: wiped once sent."""

    class Meta:
        constraints = [
            Wall(
                name="message_text_wall",
                secret=["text", "html"],
                app="insert",
                partner="insert",
                office="insert",
                eousa="insert",
                jobs="select insert update:text,html",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
