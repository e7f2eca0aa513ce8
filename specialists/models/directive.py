"""What EOUSA instructs: written once, issued once, to offices that each owe a response."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from portal.models import Office, Person
from portal.tenancy import Wall
from specialists.clocks import AHEAD
from specialists.models.answer_link import Addressee, AnswerLink, addressees, known_people
from specialists.models.asking import Asking
from specialists.models.directive_letters import post, post_withdrawal
from specialists.models.response import Response

CHANGED = "Somebody else has changed this draft meanwhile. Open it again in another tab and compare."


@dataclass(frozen=True)
class Sent:
    """What became of sending: how many mails were written, and the offices where nobody can be reached."""

    mails: int
    nobody_at: list[Office]


class DirectiveQuerySet(models.QuerySet["Directive"]):
    """Directives by how far they are, and how one is written."""

    def drafts(self) -> Self:
        return self.filter(issued_at=None, withdrawn_at=None)

    def issued(self) -> Self:
        return self.exclude(issued_at=None)

    def write(self, *, by: Person, at: datetime, **facts: Any) -> "Directive":
        """Begin a draft, which nobody outside EOUSA sees."""
        made = Directive(written_by=by, written_at=at, **facts)
        made.refuse_slips(on=localdate(at))
        made.save(force_insert=True)
        return made


class Directive(models.Model):
    """An instruction of EOUSA, alone or with OARM. National: one text for all; what an office owes is its response.

    draft → issued → withdrawn. Only a draft changes its words.
    """

    class Issuers(models.TextChoices):
        EOUSA = "EOUSA", gettext_lazy("EOUSA")
        BOTH = "OARM_AND_EOUSA", gettext_lazy("OARM and EOUSA")

    class Asks(models.TextChoices):
        """What ends what an office owes: as one says it after “the office has to”."""

        ACKNOWLEDGE = "ACKNOWLEDGE", gettext_lazy("acknowledge it")
        COVERAGE = "COVERAGE", gettext_lazy("say who does the specialist’s work, or why nobody does")
        BUDGET = "BUDGET", gettext_lazy("name its budget authority, or say why it has none")

    class Template(models.TextChoices):
        NONE = "", gettext_lazy("none")
        MEMO = "MEMO", gettext_lazy("fill the specialist’s position")
        EMERGENCY = "EMERGENCY", gettext_lazy("emergency")

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=8000)
    issuers = models.CharField(max_length=14, choices=Issuers.choices)
    legal_basis = models.CharField(max_length=300)
    due_on = models.DateField()
    asks = models.CharField(max_length=11, choices=Asks.choices)
    is_emergency = models.BooleanField(default=False)
    banner = models.CharField(max_length=160, blank=True)
    """The line on every page of the offices addressed, until they acknowledge."""
    template = models.CharField(max_length=9, choices=Template.choices, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    responses: Any
    objects: ClassVar[DirectiveQuerySet] = DirectiveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="an_emergency_has_a_banner_line", condition=Q(is_emergency=False) | ~Q(banner="")
            ),
            Wall(
                name="directive_wall",
                rows={"office": "issued", "oarm": "issued"},
                office="select",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:title,text,issuers,legal_basis,due_on,asks,is_emergency,banner,"
                "written_by_id,written_at,issued_by_id,issued_at,withdrawn_by_id,withdrawn_at,withdrawn_because",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        return self.issued_at is not None and self.withdrawn_at is None

    @property
    def version(self) -> str:
        """Of which words one speaks: they change with this instant."""
        return self.written_at.isoformat()

    def edit(self, *, version: str, by: Person, at: datetime, **facts: Any) -> None:
        """Change the words of a draft, if nobody else has changed them since `version`."""
        changed = Directive(**facts)
        changed.refuse_slips(on=localdate(at))
        if not self._untouched(version).update(written_by=by, written_at=at, **facts):
            raise Refused(self._why_untouchable())

    def _untouched(self, version: str) -> DirectiveQuerySet:
        if version != self.version:
            raise Refused(self._why_untouchable())
        return Directive.objects.drafts().filter(pk=self.pk, written_at=self.written_at)

    def _why_untouchable(self) -> str:
        self.refresh_from_db()
        if self.withdrawn_at:
            return _("This directive was withdrawn.")
        if self.issued_at:
            return _("This directive is issued; its words no longer change. Withdraw it and write another.")
        return _(CHANGED)

    @transaction.atomic
    def issue(self, *, offices: Collection[Office], version: str, by: Person, at: datetime) -> Sent:
        """Issue to these offices, once however many people press the button, and write to everybody who can be told.

        An office where nobody can be reached owes its response all the same. Who is directed to say who the specialist
        is has been asked.
        """
        self.refuse_slips(on=localdate(at))
        if not self._untouched(version).update(issued_by=by, issued_at=at):
            raise Refused(self._why_untouchable())
        self.issued_by, self.issued_at = by, at
        Response.objects.bulk_create(Response(directive=self, office=office, sent_at=at) for office in offices)
        if self.asks == self.Asks.COVERAGE:
            Asking.objects.ask(offices=offices, by=by, on=localdate(at))
        return self.send(at=at)

    @transaction.atomic
    def send(self, *, at: datetime) -> Sent:
        """Write to everybody at the offices that still owe an answer who was not written to. Again: nobody new."""
        waiting = list(self.responses.open().select_related("office"))
        found = addressees([response.office_id for response in waiting])
        links = AnswerLink.objects.make(
            [(response, one) for response in waiting for one in found.get(response.office_id, [])],
            due_on=self.due_on,
            at=at,
        )
        leading = leaders(found)
        for link, key in links:
            post(self, link, key, leads=(link.office_id, link.email) in leading)
        return Sent(len(links), [response.office for response in waiting if response.office_id not in found])

    @transaction.atomic
    def withdraw(self, *, reason: str = "", by: Person, at: datetime) -> None:
        """Take it back. Nobody owes an answer any more; whoever was told hears of it, with the reason."""
        if self.issued_at and not reason:
            raise Refused(_("Say why: the offices read it."), field="reason")
        standing = Directive.objects.filter(pk=self.pk, withdrawn_at=None, issued_at=self.issued_at)
        if not standing.update(withdrawn_by=by, withdrawn_at=at, withdrawn_because=reason):
            raise Refused(_("Somebody else has just issued or withdrawn this directive. Look at it again."))
        self.withdrawn_by, self.withdrawn_at, self.withdrawn_because = by, at, reason
        self.responses.filter(withdrawn_at=None).update(withdrawn_at=at)
        links = AnswerLink.objects.filter(response__directive=self).select_related("response__office", "person")
        for link in links:
            post_withdrawal(self, link)

    def refuse_slips(self, *, on: date) -> None:
        """Refuse what no office could answer in time, and an emergency that says nothing."""
        if self.due_on <= on:
            raise Refused(_("The due date has to be later than today."), field="due_on")
        if self.due_on > on + AHEAD:
            raise Refused(_("The due date is more than a year ahead. Check the year."), field="due_on")
        if self.is_emergency and not self.banner:
            raise Refused(_("Write the line that stands on every page of the offices."), field="banner")
        if self.banner and not self.is_emergency:
            raise Refused(_("Only an emergency has a line on every page."), field="banner")


def leaders(found: dict[int, list[Addressee]]) -> set[tuple[int, str]]:
    """The offices and addresses of those who can give the answer."""
    return {(office, one.email) for office, people in found.items() for one in people if one.leads}


def preview(offices: Collection[Office]) -> list[tuple[Office, list[Addressee]]]:
    """Who is on record at each of these offices; also who is not written to, with the reason."""
    found = known_people([office.pk for office in offices])
    return [(office, found.get(office.pk, [])) for office in offices]


def unwritten(responses: Collection[Response]) -> int:
    """How many people at these offices could be told and were not."""
    found = addressees([response.office_id for response in responses])
    told = set(AnswerLink.objects.filter(response__in=responses).values_list("office_id", "email"))
    return sum((office, one.email) not in told for office, people in found.items() for one in people)
