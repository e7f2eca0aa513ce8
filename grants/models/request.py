"""A question about federal money: whose it is, how it stands, what was asked and what was said to it.

`GuidanceRequest` is the matter with its clocks, which EOUSA reads of every office; what was asked, by whom, and what
was answered stand in rows of their own, which only the office, the asker and, where no office could answer, EOUSA
reads. `docs/decisions/0032-who-reads-a-question.md` says why.
"""

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.taxonomy import AddressUse, Channel, Violence
from partners.kinds import Kind
from partners.taxonomy import Need
from portal.models import Office, Organization, Person, recorded_now
from portal.tenancy import Commands, SameKeys, SameOffice, Wall

CLOCKS = "asked_at,asked_on,waits_since,due_on,answered_at,answered_on,closed_on"
CENTER_READS = f"id,asked,office_id,state,is_central,owner_id,owner_name,owner_email,{CLOCKS}"
HANDED_OVER = "owner_id,owner_name,owner_email,is_central"
STATES = "state,waits_since,due_on,answered_at,answered_on,closed_on,closed_because"


class GuidanceRequest(models.Model):
    """One question, from the day it is asked to the day it is closed. It has an active owner at every moment.

    `asked` is its key in the asker's link. No office: no district serves the place, and EOUSA answers.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", _("waits for an answer")
        CONSULTING = "CONSULTING", _("waits for a federal agency that was consulted")
        ANSWERED = "ANSWERED", _("answered")
        CLOSED = "CLOSED", _("closed")

    class Closed(models.TextChoices):
        DONE = "DONE", _("everything is said")
        SILENT = "SILENT", _("the asker did not come back")
        NOT_OURS = "NOT_OURS", _("not about federal money for victims")
        DOUBLE = "DOUBLE", _("asked twice")
        MISUSE = "MISUSE", _("not a real question")

    asked = models.UUIDField(default=uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    other_office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """Which serves the rest of a county that is split; named to the asker, it reads nothing here."""
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """For which somebody signed in has asked. None: asked without an account."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    is_central = models.BooleanField(default=False)
    """EOUSA answers, because nobody at an office could."""
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=120)
    owner_email = models.EmailField()
    """As the asker reads them, who cannot see the people of government."""
    asked_at = models.DateTimeField(default=recorded_now)
    asked_on = models.DateField()
    """By the office's own clock, as all days here."""
    waits_since = models.DateField()
    """The day on which the clock that runs now began: asked, or added to."""
    due_on = models.DateField()
    """Two working days after that."""
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    """When the first answer was given."""
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=8, choices=Closed.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "id"], name="guidance_request_office_and_id"),
            models.UniqueConstraint(fields=["organization", "id"], name="guidance_request_organization_and_id"),
            models.UniqueConstraint(fields=["asked", "id"], name="guidance_request_asked_and_id"),
            models.CheckConstraint(
                name="a_closed_question_says_when_and_why",
                condition=Q(state="CLOSED", closed_on__isnull=False, closed_because__gt="")
                | Q(~Q(state="CLOSED"), closed_on=None, closed_because=""),
            ),
            models.CheckConstraint(
                name="without_an_office_the_center_answers", condition=Q(office__isnull=False) | Q(is_central=True)
            ),
            models.CheckConstraint(
                name="an_answer_has_a_day_and_an_instant",
                condition=Q(answered_on=None, answered_at=None)
                | Q(answered_on__isnull=False, answered_at__isnull=False),
            ),
            Wall(
                name="guidance_request_wall",
                rows={"intake": "asked"},
                partner=f"select update:{STATES}",
                intake=f"select insert update:{HANDED_OVER},{STATES}",
                office=f"select insert update:{HANDED_OVER},{STATES}",
                eousa_reader=f"select:{CENTER_READS}",
                eousa=f"select:{CENTER_READS} insert update:{HANDED_OVER},{STATES}",
                totals="select:id,office_id,state,is_central,owner_id,closed_because," + CLOCKS,
                jobs=f"select update:{STATES}",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-asked_at", "-id"], name="guidance_of_an_office"),
            models.Index(fields=["due_on"], name="guidance_waiting", condition=Q(state="WAITING")),
            models.Index(fields=["owner"], name="guidance_by_owner", condition=~Q(state="CLOSED")),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.asked_on})"


OF_CENTER = "of a question with the center"


class OfRequest(models.Model):
    """A row that belongs to a question: to its office, to the organization that asked, to whoever has its key."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    asked = models.UUIDField()
    request = models.ForeignKey(GuidanceRequest, models.PROTECT, related_name="%(class)s_rows")

    class Meta:
        abstract = True


def of_request(name: str) -> list[models.BaseConstraint]:
    """That a row says of itself the same as its question does."""
    return [
        SameOffice(name=f"{name}_of_its_office", field="request"),
        SameKeys(name=f"{name}_of_its_organization", field="request", keys={"organization_id": "organization_id"}),
        SameKeys(name=f"{name}_of_its_key", field="request", keys={"asked": "asked"}),
    ]


def keys_of(request: GuidanceRequest) -> dict[str, object]:
    """What every row of a question says of itself."""
    return {
        "office_id": request.office_id, "organization_id": request.organization_id, "asked": request.asked,
        "request_id": request.pk,
    }  # fmt: skip


def request_wall(name: str, *, secret: list[str], **commands: str) -> Wall:
    """Those of the office, whoever asked by account or by link, and EOUSA where it answers."""
    rows = {"intake": "asked", "eousa": OF_CENTER, "eousa_reader": OF_CENTER}
    walled: Commands = commands  # type: ignore[assignment]
    return Wall(name=name, rows=rows, secret=secret, **walled)


class Question(OfRequest):
    """What was asked, where, by whom. The words of the asker are never changed."""

    county = models.CharField(max_length=5)
    """FIPS."""
    need = models.CharField(max_length=24, choices=Need.choices)
    violence: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=14, choices=Violence.choices), default=list, blank=True
    )
    kind = models.CharField(_("kind of organization"), max_length=24, choices=Kind.choices, blank=True)
    text = models.TextField(max_length=2000, blank=True)
    kept_because = models.CharField(max_length=300, blank=True)
    """Why something that may identify a person stands in the text; given by the asker."""
    channel = models.CharField(max_length=9, choices=Channel.choices, default=Channel.FORM)
    email = models.EmailField(blank=True)
    """Empty only of what was told to the office."""
    address_use = models.CharField(max_length=9, choices=AddressUse.choices, default=AddressUse.ANSWER)
    is_neutral = models.BooleanField(default=True)
    """Whether the subject of every mail says nothing of what it is about."""
    language = models.CharField(max_length=2, choices=[("en", "English"), ("es", "Español")], default="en")
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who was signed in, or who at the office wrote down what was told."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request"], name="one_question_per_request"),
            *of_request("question"),
            request_wall(
                "question_wall",
                secret=["text", "email", "county", "need", "kept_because"],
                partner="select",
                intake="select insert",
                office="select insert",
                eousa_reader="select",
                eousa="select insert",
                totals="select:id,office_id,request_id,channel",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_need_display()} ({self.county})"


class Entry(OfRequest):
    """What was said between the office and the asker after the question: answers, and what the asker added."""

    class Kind(models.TextChoices):
        ANSWER = "ANSWER", _("answer")
        ADDED = "ADDED", _("added by the asker")

    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.TextField(max_length=6000)
    kept_because = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField(default=recorded_now)
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody: the asker, by the link."""
    name = models.CharField(max_length=120, blank=True)
    """Of whoever answered, as the asker reads it."""

    class Meta:
        constraints = [
            *of_request("entry"),
            models.UniqueConstraint(fields=["office", "id"], name="entry_office_and_id"),
            models.CheckConstraint(
                name="a_named_person_answers", condition=~Q(kind="ANSWER") | Q(said_by__isnull=False, name__gt="")
            ),
            request_wall(
                "entry_wall",
                secret=["text", "kept_because"],
                partner="select insert",
                intake="select insert",
                office="select insert",
                eousa_reader="select",
                eousa="select insert",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["request", "said_at"], name="thread_of_a_question")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.said_at:%Y-%m-%d})"


class Note(models.Model):
    """What those who answer write for each other: a remark, an agency that was consulted, to whom it went. Not for the
    asker, who can read no row of this table."""

    class Kind(models.TextChoices):
        NOTE = "NOTE", _("internal note")
        CONSULTED = "CONSULTED", _("a federal agency was consulted")
        GIVEN = "GIVEN", _("given to somebody else")

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    request = models.ForeignKey(GuidanceRequest, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(max_length=2000, blank=True)
    agency = models.CharField(max_length=4, blank=True)
    """Which was consulted: a code of `grants.taxonomy.Agency`."""
    came_back_on = models.DateField(null=True, blank=True)
    """When the agency had replied."""
    ended_on = models.DateField(null=True, blank=True)
    """When the question was answered or closed without its reply."""
    key = models.UUIDField(default=uuid4, editable=False)
    """Of the page on which it was written: sent twice, it is one note."""
    noted_at = models.DateTimeField(default=recorded_now)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody: the portal itself, when an owner had left."""

    class Meta:
        constraints = [
            SameOffice(name="note_of_its_office", field="request"),
            models.CheckConstraint(
                name="a_consultation_names_the_agency", condition=Q(kind="CONSULTED") ^ Q(agency="")
            ),
            models.UniqueConstraint(fields=["key"], name="one_note_per_key"),
            models.UniqueConstraint(
                fields=["request", "agency"],
                name="an_agency_is_asked_once_at_a_time",
                condition=Q(kind="CONSULTED", came_back_on=None, ended_on=None),
            ),
            request_wall(
                "note_wall",
                secret=["text"],
                office="select insert update:came_back_on,ended_on",
                eousa_reader="select",
                eousa="select insert update:came_back_on,ended_on",
                jobs="select insert",
            ),
        ]
        indexes = [models.Index(fields=["request", "noted_at"], name="notes_of_a_question")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.noted_at:%Y-%m-%d})"

    @property
    def is_waited_for(self) -> bool:
        """Whether it names an agency whose reply is waited for."""
        return self.kind == self.Kind.CONSULTED and self.came_back_on is None and self.ended_on is None


class Backup(models.Model):
    """Who answers questions at an office while it has no specialist. Whoever leaves the office is passed over."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=recorded_now)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Backup"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office"], name="one_backup_per_office", condition=Q(ended_at=None)),
            Wall(
                name="backup_wall",
                rows={"intake": "own office"},
                intake="select:id,office_id,person_id,ended_at",
                office="select insert update:ended_at",
                eousa_reader="select",
                eousa="select",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.office}"


class AnswerTemplate(models.Model):
    """A text to begin an answer with: an office's own, or EOUSA's for all."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField(default=recorded_now)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid4, editable=False)
    """Of the page on which it was written: sent twice, it is one template."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_template_per_key"),
            Wall(
                name="answer_template_wall",
                rows={
                    "office select": "own office or all",
                    "eousa": "of the nation",
                    "eousa_reader": "of the nation",
                },
                secret=["text"],
                office="select insert update:title,text,retired_at",
                eousa_reader="select",
                eousa="select insert update:title,text,retired_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.title
