"""Who fills the post, as dated rows that are superseded and never overwritten."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from portal.models import Office, OfficeOwned, Person, Recorded
from portal.tenancy import Commands, SameOffice, Wall
from specialists.coverage import ANSWER_DAYS, Authority, Kind

SUPERSEDE = "select insert update:superseded_at"
FACT = "select:id,office_id,recorded_at,superseded_at"
"""What the counting role may read of a dated row, besides its dates: no name, no reason."""


def staffing_wall(name: str, *, totals: str = "", office: str = SUPERSEDE) -> Wall:
    """The wall of a dated staffing row: the office and EOUSA write, OARM and EOUSA's readers read."""
    commands: Commands = {
        "office": office,
        "oarm": "select",
        "eousa_reader": "select",
        "eousa": SUPERSEDE,
        "jobs": "select",
    }
    if totals:
        commands["totals"] = f"{FACT},{totals}"
    return Wall(name=name, **commands)


def period() -> Func:
    """The half-open range [starts_on, ends_on) of a row; no end is infinity."""
    return Func(F("starts_on"), F("ends_on"), function="daterange")


ENDS_AFTER_START = Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))


class Appointment(Recorded):
    """A person serving as an office's specialist for [starts_on, ends_on)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    authority = models.CharField(max_length=10, choices=Authority.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    shared_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_appointment_ends_after_it_starts", condition=ENDS_AFTER_START),
            ExclusionConstraint(
                name="no_two_full_time_specialists_at_once",
                expressions=[
                    (Func(F("office_id"), F("office_id"), Value("[]"), function="int8range"), RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=Kind.FULL_TIME, superseded_at=None),
            ),
            SameOffice(name="appointment_replaces_own", field="replaces"),
            staffing_wall("appointment_wall", totals="person_id,authority,kind,starts_on,ends_on,shared_with_id"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="appointment_by_office")]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_on}"


class Absence(Recorded):
    """The specialist is away for [starts_on, ends_on), with or without a named stand-in. No reason is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    stand_in = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_absence_ends_after_it_starts", condition=ENDS_AFTER_START),
            models.CheckConstraint(name="nobody_stands_in_for_themselves", condition=~Q(stand_in=F("person"))),
            SameOffice(name="absence_replaces_own", field="replaces"),
            staffing_wall("absence_wall", totals="person_id,starts_on,ends_on,stand_in_id"),
        ]
        indexes = [models.Index(fields=["office", "starts_on"], name="absence_by_office")]

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.starts_on}"


class Answer(Recorded):
    """What an office without a specialist says of itself. It holds 90 days or to its review date, then decays."""

    class Says(models.TextChoices):
        ACTING = "ACTING", _("Somebody acts")
        SHARED = "SHARED", _("Shared with another office")
        CANNOT_NOW = "CANNOT_NOW", _("Cannot fill the post now")

    class Reason(models.TextChoices):
        NO_SLOT = "NO_SLOT", _("no vacant position")
        HIRING_FREEZE = "HIRING_FREEZE", _("hiring freeze")
        CONTINUING_RESOLUTION = "CONTINUING_RESOLUTION", _("continuing resolution")
        NO_CANDIDATE = "NO_CANDIDATE", _("no suitable candidate")
        OTHER = "OTHER", _("another reason, named in the note")

    says = models.CharField(max_length=10, choices=Says.choices)
    given_on = models.DateField()
    lapses_on = models.DateField()
    shared_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=24, choices=Reason.choices, blank=True)
    review_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=120, blank=True)
    """Who told EOUSA by telephone; empty where the office answered itself."""
    note = models.CharField(max_length=300, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="an_answer_lapses_later", condition=Q(lapses_on__gt=F("given_on"))),
            models.CheckConstraint(
                name="an_answer_lapses_within_90_days",
                condition=Q(lapses_on__lte=F("given_on") + timedelta(days=ANSWER_DAYS)),
            ),
            models.CheckConstraint(
                name="only_cannot_now_has_a_reason", condition=Q(says="CANNOT_NOW") ^ Q(reason="", review_on=None)
            ),
            models.CheckConstraint(
                name="only_shared_names_an_office", condition=Q(says="SHARED") ^ Q(shared_with=None)
            ),
            SameOffice(name="answer_replaces_own", field="replaces"),
            staffing_wall("answer_wall", totals="says,given_on,lapses_on,shared_with_id"),
        ]
        indexes = [models.Index(fields=["office", "given_on"], name="answer_by_office")]

    def __str__(self) -> str:
        return f"{self.get_says_display()} from {self.given_on}"


class Asking(Recorded):
    """EOUSA has asked this office who its specialist is. Before that its silence is no silence."""

    asked_on = models.DateField()

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office"], name="an_office_is_asked_once", condition=Q(superseded_at=None)
            ),
            SameOffice(name="asking_replaces_own", field="replaces"),
            staffing_wall("asking_wall", totals="asked_on", office="select"),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_on}"


class Desk(Recorded):
    """The EOUSA desk officer who watches an office."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="desks")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office"], name="one_desk_officer_per_office", condition=Q(superseded_at=None)
            ),
            SameOffice(name="desk_replaces_own", field="replaces"),
            staffing_wall("desk_wall", office="select"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class StaffContact(Recorded):
    """Whom to write to about staffing. Comes with the roster and needs no account; government roles only."""

    class Post(models.TextChoices):
        US_ATTORNEY = "US_ATTORNEY", _("US Attorney")
        FIRST_ASSISTANT = "FIRST_ASSISTANT", _("First Assistant")
        ADMINISTRATIVE_OFFICER = "ADMINISTRATIVE_OFFICER", _("Administrative officer")
        STAFFING_MAILBOX = "STAFFING_MAILBOX", _("Staffing mailbox")

    post = models.CharField(max_length=22, choices=Post.choices)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "post"], name="one_contact_per_post", condition=Q(superseded_at=None)
            ),
            SameOffice(name="staff_contact_replaces_own", field="replaces"),
            staffing_wall("staff_contact_wall"),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.name or self.email}"


class RosterUpload(models.Model):
    """A roster file as checked: each row with its fate. National: one file speaks of all offices."""

    class State(models.TextChoices):
        CHECKED = "CHECKED", _("checked, nothing written yet")
        APPLIED = "APPLIED", _("applied")

    id = models.UUIDField(primary_key=True, default=uuid4)
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    table = models.CharField(max_length=12)
    rows = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            Wall(
                name="roster_upload_wall",
                secret=["rows"],
                eousa_reader="select",
                eousa="select insert update:state,applied_at,rows",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


