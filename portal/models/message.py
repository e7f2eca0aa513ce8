"""The ledger of mail: a row first, then the sending, then the mark."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import DatabaseRole
from portal.errors import Refused
from portal.models.bouncing import Bouncing
from portal.models.country import Office
from portal.models.heartbeat import DELIVERER, Heartbeat
from portal.models.line import Line
from portal.models.message_text import MessageText
from portal.models.owned import is_inventing, recorded_now
from portal.models.people import Person
from portal.models.refusals import is_final, is_of_the_address, said
from portal.models.suppression import Suppression
from portal.models.what_this_is import note_below, saying_so
from portal.tenancy import Wall, acting_as

LEASE = timedelta(minutes=5)
"""How long one sending may take before another deliverer takes the message over."""
PAUSES = [timedelta(minutes=n) for n in (1, 5, 15, 60, 240)]
"""How long to wait after each failed attempt; after the last pause comes the last attempt."""
MOST_ATTEMPTS = len(PAUSES) + 1
RUN_SECONDS = 45
"""A run stops claiming after this time, well inside the lease: the next tick goes on."""
INVENTED = "Invented history: nothing was sent."

STILL_HOLDS: dict[str, Callable[["Message"], bool]] = {}
"""By cause: whether there is still a reason to send. Asked right before sending, bound as a job; none named: yes."""
COMPOSE: dict[str, Callable[["Message", datetime], None]] = {}
"""By cause: writes the words of a mail when it is first taken for sending. From then on they stay the same."""
GONE = "The reason to write had gone before it was sent."
NOTHING = "Nothing to tell."
DIGEST = "DIGEST"
"""The cause of the one mail of a day, which carries what a person is reminded of and told."""


def first_due_at() -> models.Case:
    """When a waiting mail should first have left: before the pauses that its failed attempts have added."""
    states = (("PENDING", 0), ("SENDING", 1))  # of one that is being sent the last attempt has not failed
    failures = [(failed, *state) for failed in range(1, MOST_ATTEMPTS) for state in states]
    put_off = [
        models.When(state=state, attempts=failed + running, then=models.F("due_at") - sum(PAUSES[:failed], timedelta()))
        for failed, state, running in failures
    ]
    return models.Case(*put_off, default=models.F("due_at"), output_field=models.DateTimeField())


def key_of(cause: str, about: str, rung: int, period: str, recipient: str) -> UUID:
    """The same reason to write to the same person is always the same key."""
    return UUID(sha256("\x1f".join([cause, about, str(rung), period, recipient]).encode()).hexdigest()[:32])


class MessageQuerySet(Bouncing):
    """Messages by what has to happen with them, and the deliverer."""

    def claimable(self, at: datetime) -> Self:
        """Due and waiting, or taken by a deliverer that has not come back within its lease."""
        waiting = Q(state=Message.State.PENDING, due_at__lte=at)
        return self.filter(waiting | Q(state=Message.State.SENDING, leased_until__lte=at), digest=None)

    def reminders(self) -> Self:
        """The rungs of the ladder, whether told or not: each is carried by a digest or says why by none."""
        return self.exclude(due_on=None)

    def oldest_waiting(self) -> datetime | None:
        """Since when the mail that waits longest should have left, however often it was put off since; None where
        nothing waits."""
        waiting = self.filter(state__in=[Message.State.PENDING, Message.State.SENDING], digest=None)
        oldest: datetime | None = waiting.aggregate(oldest=models.Min(first_due_at()))["oldest"]
        return oldest

    @transaction.atomic
    def post(
        self,
        *,
        cause: str,
        about: str,
        period: str,
        recipient: str,
        subject: str,
        text: str,
        html: str = "",
        rung: int = 0,
        person: Person | None = None,
        office: Office | None = None,
        is_secret: bool = False,
        is_private: bool = False,
    ) -> UUID:
        """Write the row that the deliverer sends. Posting it again changes nothing and is not an error.

        Belongs in the transaction of the event that it tells of. `is_secret`: the text lets its reader in.
        `is_private`: nobody but the office reads that it was sent. What invented history would have said is kept as a
        row, and never leaves.
        """
        recipient = recipient.lower()
        key = key_of(cause, about, rung, period, recipient)
        row = Message(
            id=key, cause=cause, about=about, rung=rung, period=period, recipient=recipient,
            subject=" ".join(subject.split())[:200], person=person, office=office, is_private=is_private,
        )  # fmt: skip
        self._keep(row, MessageText(message_id=key, text=text, html=html, is_secret=is_secret))
        return key

    def _keep(self, row: "Message", words: MessageText) -> None:
        """Both, unless they are there. What is invented never leaves, and its secrets are not even written."""
        if is_inventing():
            row.state, row.reason = Message.State.CANCELLED, INVENTED
            words.text, words.html = ("", "") if words.is_secret else (words.text, words.html)
        self.bulk_create([row], ignore_conflicts=True)
        MessageText.objects.bulk_create([words], ignore_conflicts=True)

    def is_posted(self, *, cause: str, about: str, period: str, recipient: str, rung: int = 0) -> bool:
        """Whether posting this would change nothing."""
        return self.filter(pk=key_of(cause, about, rung, period, recipient.lower())).exists()

    def deliver_due(self, *, at: datetime) -> int:
        """Send what is due, one message after the other, each phase in its own transaction. Gives how many were tried.

        Any number of deliverers may run at once. A message leaves twice only if a process dies between the mail
        server's "250" and the mark; then with the same Message-ID and text.
        """
        began, tried = monotonic(), 0
        with Line() as line:
            while monotonic() - began < RUN_SECONDS and (message := self.claim(at=at)):
                message.deliver(at=at, line=line)
                tried += 1
        Heartbeat.objects.beat(DELIVERER, at=at)
        return tried

    def claim(self, *, at: datetime) -> "Message | None":
        """Take one due message, so that no other deliverer takes it before the lease ends."""
        with acting_as(DatabaseRole.JOBS):
            waiting = self.claimable(at).select_related("words").order_by("due_at", "id")
            message = waiting.select_for_update(skip_locked=True, of=("self",)).first()
            if message:
                message.state, message.leased_until = Message.State.SENDING, at + LEASE
                message.attempts += 1
                message.save(update_fields=["state", "leased_until", "attempts"])
        return message


class Message(models.Model):
    """One mail to one recipient for one cause. The key makes a second one for the same reason impossible.

    pending → sending → sent | cancelled | failed. National where it is about no single office.
    """

    class State(models.TextChoices):
        PENDING = "PENDING", _("waiting")
        SENDING = "SENDING", _("being sent")
        SENT = "SENT", _("sent")
        CANCELLED = "CANCELLED", _("canceled")
        FAILED = "FAILED", _("failed")
        NOBODY = "NOBODY", _("nobody to tell")
        """Nobody of the audience could be reached: the next rung was due at once."""
        SKIPPED = "SKIPPED", _("skipped")

    class Reply(models.TextChoices):
        """What can be said by the link in a reminder, without a password. None of it changes coverage."""

        ACKNOWLEDGED = "ACKNOWLEDGED", _("has read it")
        HIRING = "HIRING", _("says that the office is still hiring")
        NOT_ME = "NOT_ME", _("says that this is the wrong person")

    class Cause(models.TextChoices):
        """The foundation's own reasons to write; later apps bring theirs."""

        ACCOUNT = "ACCOUNT", _("account")
        INVITATION = "INVITATION", _("invitation")
        ROLE_CHANGE = "ROLE_CHANGE", _("change of a role")
        HAND_OVER = "HAND_OVER", _("hand-over")

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
    created_at = models.DateTimeField(default=recorded_now)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    # --- of a reminder ---
    due_on = models.DateField(null=True, blank=True)
    """The working day on which the rung was due; None: no rung of the ladder."""
    audience = models.CharField(max_length=40, blank=True, db_default="")
    digest = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="items")
    """The mail that carries it."""
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who skipped it, or had it sent at once."""
    is_confidential = models.BooleanField(default=False, db_default=False)
    """About a candidate: kept by the wall from everybody but the office's heads and EOUSA's editors."""
    is_private = models.BooleanField(default=False, db_default=False)
    """To an organization that only the office knows of: kept by the wall from everybody else, EOUSA too."""
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_with = models.CharField(max_length=12, choices=Reply.choices, blank=True, db_default="")

    # --- of the mail of a day ---
    news_until = models.DateTimeField(null=True, blank=True)
    """Until when it tells what is for information; None: it holds reminders only, or has no words yet."""

    words: "MessageText"
    cancelled_because = GONE
    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="message_to_send",
                condition=models.Q(state__in=["PENDING", "SENDING"], digest=None),
            ),
            models.Index(fields=["office", "-created_at", "id"], name="message_of_office"),
            models.Index(fields=["cause", "about"], name="message_of_matter", condition=models.Q(due_on__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cause", "about", "rung", "period", "recipient"], name="a_message_once"),
            Wall(
                name="message_wall",
                rows={
                    "office select": "own office, open",
                    "office update": "own office, open",
                    "heads": "own office",
                    "eousa_reader": "open, not private",
                    "eousa": "not private",
                },
                secret=["period", "due_on", "due_at", "recipient"],
                app="insert",
                partner="insert",
                office="select insert update:replied_at,replied_with",
                heads="select update:replied_at,replied_with",
                oarm="insert",
                eousa_reader="select",
                eousa="select insert update:state,reason,due_at,digest_id,decided_by_id",
                operator="insert",
                intake="insert",
                totals="select:id,state,due_at,attempts,digest_id",
                jobs="select insert update",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"

    @property
    def message_id(self) -> str:
        return f"<{self.id}@{settings.MESSAGE_ID_DOMAIN}>"

    def as_mail(self) -> EmailMultiAlternatives:
        """The mail, the same at every attempt; outside the official site it says what it is."""
        text, html = self.words.text, self.words.html
        if not settings.OFFICIAL_SITE:
            text, html = saying_so(text), html and note_below(html)
        headers = {"Message-ID": self.message_id, "Auto-Submitted": "auto-generated"}
        mail = EmailMultiAlternatives(self.subject, text, to=[self.recipient], headers=headers)
        if html:
            mail.attach_alternative(html, "text/html")
        return mail

    def deliver(self, *, at: datetime, line: Line | None = None) -> None:
        """Send the claimed message, then mark what became of it."""
        if self.attempts > MOST_ATTEMPTS:
            return self._settle(self.State.FAILED, reason=f"Given up after {MOST_ATTEMPTS} attempts.")
        if not self._has_reason(at):
            return self._settle(self.State.CANCELLED, reason=self.cancelled_because)
        try:
            with nullcontext(line) if line else Line() as open_line:
                open_line.send(self.as_mail())
        except (OSError, ValueError) as error:
            return self._not_sent(error, at=at)
        return self._settle(self.State.SENT, sent_at=at, reason="")

    @transaction.atomic
    def reply(self, code: str, *, at: datetime) -> None:
        """Somebody has answered by the link in the mail. The last word counts; it changes no coverage."""
        told = Message.objects.reminders().filter(pk=self.pk, state=self.State.SENT)
        if code not in self.Reply.values or not told.update(replied_at=at, replied_with=code):
            raise Refused(str(_("This reminder cannot be answered any more.")))
        self.replied_at, self.replied_with = at, code

    def _has_reason(self, at: datetime) -> bool:
        """Whether there is something to say: words that are written just now, of what still holds, are so."""
        compose = COMPOSE.get(self.cause)
        if compose is None or self.words.text:
            return self.still_holds()
        compose(self, at)
        return bool(self.words.text)

    def still_holds(self) -> bool:
        """Whether the reason to write is still there."""
        asked = STILL_HOLDS.get(self.cause)
        with acting_as(DatabaseRole.JOBS):
            return asked is None or asked(self)

    def _not_sent(self, error: OSError | ValueError, *, at: datetime) -> None:
        """A refusal for good fails at once; anything else is tried again after a growing pause."""
        reason = said(error)
        if is_of_the_address(error) and not self.is_private:
            Suppression.objects.refuse(self.recipient, reason=reason, at=at)
        if is_final(error) or self.attempts >= MOST_ATTEMPTS:
            self._settle(self.State.FAILED, reason=reason)
        else:
            self._settle(self.State.PENDING, reason=reason, due_at=at + PAUSES[self.attempts - 1])

    def _settle(self, state: str, **facts: datetime | str) -> None:
        """Mark the message, unless another deliverer has taken it over since; a secret does not outlive its use."""
        with acting_as(DatabaseRole.JOBS):
            mine = Message.objects.filter(pk=self.pk, state=self.State.SENDING, attempts=self.attempts)
            is_mine = mine.update(state=state, leased_until=None, **facts)
            if is_mine and state != self.State.PENDING:
                Message.objects.filter(digest=self.pk, state=self.State.SENDING).update(state=state, **facts)
                MessageText.objects.filter(message_id=self.pk, is_secret=True).update(text="", html="")
