"""What one office owes to a directive, and has answered."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from portal.models import STILL_HOLDS, Message, OfficeOwned, Person, Recorded
from portal.tenancy import SameOffice, Wall
from specialists.coverage import Kind
from specialists.models.appointment import Appointment
from specialists.stages import StepKey

if TYPE_CHECKING:
    from specialists.models.answer import Answer
    from specialists.models.directive import Directive
    from specialists.models.move import Move

MESSAGE = "DIRECTIVE"
"""The cause of the mail that tells of a directive, in the ledger."""
WRITTEN = (
    "acknowledged_at,acknowledged_by_id,acknowledged_name,acknowledged_how,hiring_at,hiring_name,"
    "answered_at,answered_by_id,answered_name,answered_with,answer_id"
)


class How(models.TextChoices):
    """By which door somebody acknowledged."""

    SIGNED_IN = "SIGNED_IN", gettext_lazy("signed in")
    BY_LINK = "BY_LINK", gettext_lazy("by the link in the mail")
    TOLD = "TOLD", gettext_lazy("told to EOUSA")


class ResponseQuerySet(models.QuerySet["Response"]):
    """Responses by what has come."""

    def open(self) -> Self:
        """Those that an office still owes."""
        return self.filter(answered_at=None, withdrawn_at=None)

    def titles(self) -> str:
        """The titles of their directives, in one line."""
        return ", ".join(f"“{title}”" for title in self.order_by("pk").values_list("directive__title", flat=True))

    def overdue(self, on: date) -> Self:
        return self.open().filter(directive__due_on__lt=on)

    def settle(self, answer: "Answer", *, by: Person) -> None:
        """What the office still owed about coverage on the day of its answer is answered with it.

        It says nothing of the budget, whatever its reason: the vacancy says that.
        """
        owed = self.open().filter(office_id=answer.office_id, directive__asks="COVERAGE")
        keys = [response.pk for response in owed if localdate(response.sent_at) <= answer.given_on]
        name = answer.told_by or by.name
        self.filter(pk__in=keys)._answer(Response.With.ANSWER, by=by, name=name, at=answer.recorded_at, answer=answer)

    @transaction.atomic
    def _answer(self, what: str, *, by: Person | None, name: str, at: datetime, answer: "Answer | None" = None) -> int:
        """Close those that are still open: each once, however many people answer. Gives how many."""
        how = How.TOLD if answer is not None and answer.told_by else How.SIGNED_IN
        read = {"acknowledged_by": by, "acknowledged_name": name, "acknowledged_how": how}
        self.open().filter(acknowledged_at=None).update(acknowledged_at=at, **read)
        answered = {"answered_at": at, "answered_by": by, "answered_name": name, "answered_with": what}
        return self.open().update(answer=answer, **answered)

    def settle_with_move(self, move: "Move", *, by: Person) -> None:
        """A move of the office's vacancy answers the directives that ask for what it says."""
        if move.step not in SAID_BY:
            return
        asks, what = SAID_BY[StepKey(move.step)]
        owed = self.filter(office_id=move.office_id, directive__asks=asks, sent_at__lte=move.recorded_at)
        owed._answer(what, by=by, name=by.name, at=move.recorded_at)

    def reopen(self, fact: Recorded) -> None:
        """The fact goes off the record: what it answered, at the instant when it was recorded, is owed again.

        A decision of OARM answers nothing, and OARM may write no response.
        """
        if getattr(fact, "step", StepKey.OPEN) not in SAID_BY:
            return
        nothing = {"answered_at": None, "answered_by": None, "answered_name": "", "answered_with": "", "answer": None}
        self.filter(office_id=fact.office_id, answered_at=fact.recorded_at, withdrawn_at=None).update(**nothing)


class Response(OfficeOwned):
    """One office's response to one directive. Each of its instants is set once, however many people press."""

    class With(models.TextChoices):
        """What an answer consists of."""

        ACKNOWLEDGMENT = "ACKNOWLEDGMENT", gettext_lazy("acknowledged")
        ANSWER = "ANSWER", gettext_lazy("the office’s answer about coverage")
        SERVES = "SERVES", gettext_lazy("a specialist serves")
        HIRING = "HIRING", gettext_lazy("a vacancy is being filled")
        BUDGET = "BUDGET", gettext_lazy("budget authority identified")
        NO_BUDGET = "NO_BUDGET", gettext_lazy("no budget authority, with the reason")
        REQUESTED = "REQUESTED", gettext_lazy("position requested from EOUSA")

    directive: "models.ForeignKey[Directive]" = models.ForeignKey(
        "specialists.Directive", models.PROTECT, related_name="responses"
    )
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_name = models.CharField(max_length=254, blank=True)
    """As they were called then; a staffing contact is no person of the portal."""
    acknowledged_how = models.CharField(max_length=9, choices=How.choices, blank=True)
    hiring_at = models.DateTimeField(null=True, blank=True)
    """When somebody said by link that the office is still hiring. A word of courtesy: it counts in no figure."""
    hiring_name = models.CharField(max_length=254, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_name = models.CharField(max_length=254, blank=True)
    answered_with = models.CharField(max_length=14, choices=With.choices, blank=True)
    answer = models.ForeignKey("specialists.Answer", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """The directive was withdrawn. Here too, so that one row decides between an answer and a withdrawal."""

    objects: ClassVar[ResponseQuerySet] = ResponseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["directive", "office"], name="one_response_per_directive_and_office"),
            models.CheckConstraint(
                name="an_answer_is_also_an_acknowledgment",
                condition=Q(answered_at=None) | Q(acknowledged_at__isnull=False),
            ),
            SameOffice(name="response_with_own_answer", field="answer"),
            Wall(
                name="response_wall",
                office=f"select update:{WRITTEN}",
                oarm="select",
                eousa_reader="select",
                eousa=f"select insert update:{WRITTEN},withdrawn_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id}: {self.office_id}"

    def locked_open(self) -> "Response":
        """This response, so that nobody else answers it in this transaction; refused if it is answered."""
        found = Response.objects.open().select_for_update().filter(pk=self.pk).first()
        if found is None:
            raise Refused(self._why_not())
        return found

    @property
    def is_open(self) -> bool:
        return not self.answered_at and not self.withdrawn_at

    @property
    def asks_more(self) -> bool:
        """Whether acknowledging does not end what is owed."""
        return self.directive.asks != "ACKNOWLEDGE"

    @property
    def is_filled(self) -> bool:
        """Whether the office has a specialist of its own, with no end known."""
        lasting = Appointment.objects.standing().filter(office_id=self.office_id, ends_on=None)
        return lasting.filter(kind__in=[Kind.FULL_TIME, Kind.COLLATERAL]).exists()

    def others_open(self) -> ResponseQuerySet:
        """What the office owes to other directives that ask for the same."""
        owed = Response.objects.open().filter(office_id=self.office_id, directive__asks=self.directive.asks)
        return owed.exclude(pk=self.pk)

    def days_overdue(self, on: date) -> int:
        """Days since the due date, 0 until it has passed or once nothing is owed."""
        return max(0, (on - self.directive.due_on).days) if self.is_open else 0

    @transaction.atomic
    def acknowledge(self, *, by: Person | None, name: str = "", how: str = How.SIGNED_IN, at: datetime) -> None:
        """The office has read it; where no more is asked, that is the answer. It happens once."""
        name = name or (by.name if by else "")
        waiting = Response.objects.open().filter(pk=self.pk, acknowledged_at=None)
        done = {"acknowledged_at": at, "acknowledged_by": by, "acknowledged_name": name, "acknowledged_how": how}
        if not waiting.update(**done):
            raise Refused(self._why_not())
        if not self.asks_more:
            Response.objects.filter(pk=self.pk)._answer(self.With.ACKNOWLEDGMENT, by=by, name=name, at=at)
        self.refresh_from_db()

    @transaction.atomic
    def say_hiring(self, *, by: Person | None, name: str, at: datetime) -> None:
        """The office is still hiring, as somebody says without a password: no answer, no coverage, only a word."""
        waiting = Response.objects.open().filter(pk=self.pk, hiring_at=None)
        if not self.asks_more or not waiting.update(hiring_at=at, hiring_name=name):
            raise Refused(self._why_not())
        done = {"acknowledged_at": at, "acknowledged_by": by, "acknowledged_name": name}
        unread = Response.objects.filter(pk=self.pk, acknowledged_at=None)
        unread.update(acknowledged_how=How.BY_LINK, **done)
        self.refresh_from_db()

    def answer_serves(self, *, by: Person, on: date, at: datetime) -> None:
        """A specialist serves. The record has to say so: no answer appoints."""
        serving = Appointment.objects.standing().filter(office_id=self.office_id, starts_on__lte=on)
        if not serving.filter(Q(ends_on=None) | Q(ends_on__gt=on)).exists():
            raise Refused(
                _("No appointment is on record for your office. EOUSA records appointments: write to EOUSA first."),
                field="says",
            )
        self.close(self.With.SERVES, by=by, at=at)

    def close(self, what: str, *, by: Person, at: datetime) -> None:
        """Answered, once."""
        if not Response.objects.filter(pk=self.pk)._answer(what, by=by, name=by.name, at=at):
            raise Refused(self._why_not())
        self.refresh_from_db()

    def _why_not(self) -> str:
        """Why an act comes too late, or is not asked for."""
        self.refresh_from_db()
        if self.withdrawn_at:
            return _("This directive was withdrawn. Nothing is owed.")
        if self.asks_more or self.answered_at:
            return " ".join(self.told()) or _("This cannot be answered now.")
        return _("This directive asks for an acknowledgment only.")

    def told(self) -> list[str]:
        """Who has answered what and when, in sentences."""
        said = []
        if self.answered_at and self.answered_with != self.With.ACKNOWLEDGMENT:
            words = {"who": self.answered_name, "when": when(self.answered_at)}
            words["what"] = self.get_answered_with_display()
            said.append(_("Answered by %(who)s on %(when)s: %(what)s.") % words)
        if self.hiring_at:
            words = {"who": self.hiring_name, "when": when(self.hiring_at)}
            said.append(_("%(who)s said on %(when)s that the office is still hiring.") % words)
        if self.acknowledged_at:
            words = {"who": self.acknowledged_name, "when": when(self.acknowledged_at)}
            words["how"] = self.get_acknowledged_how_display()
            said.append(_("Acknowledged by %(who)s on %(when)s (%(how)s).") % words)
        return said


SAID_BY: dict[StepKey, tuple[str, Response.With]] = {
    StepKey.OPEN: ("COVERAGE", Response.With.HIRING),
    StepKey.FIND_BUDGET: ("BUDGET", Response.With.BUDGET),
    StepKey.GRANT_POSITION: ("BUDGET", Response.With.BUDGET),
    StepKey.LACK_BUDGET: ("BUDGET", Response.With.NO_BUDGET),
    StepKey.REQUEST_POSITION: ("BUDGET", Response.With.REQUESTED),
}
"""Which kind of directive a step of the vacancy answers, and with what."""


def when(at: datetime | None) -> str:
    """An instant in words."""
    return date_format(localtime(at), _("N j, Y, P T")) if at else ""


def is_still_owed(message: Message) -> bool:
    """Whether a mail about a response still has a reason to leave."""
    return Response.objects.open().filter(pk=message.about.partition(":")[2]).exists()


STILL_HOLDS[MESSAGE] = is_still_owed
