"""Judicial notification (34 USC 10449(e)): does the form of a court tell of the firearms prohibition?

What an office has seen, never what a state has certified. Read by government, and by whoever may reply.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models.statement import Says
from partners.taxonomy import Language
from portal.models import OfficeOwned, Organization, Person, Recorded, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,key,office_id,organization_id,state,court,form,is_tribal,joined_on,carries,version,language,seen_on,note,"
    "office_name,recorded_at,superseded_at"
)


class NoticeForm(Recorded):
    """One form of a court, and whether it carries the notice. `key` stays the same while rows are superseded."""

    key = models.UUIDField(default=uuid4, editable=False)
    state = models.CharField(max_length=2)
    court = models.CharField(max_length=160)
    form = models.CharField(_("name or number of the form"), max_length=160)
    is_tribal = models.BooleanField(_("of a tribal court or code"), default=False)
    joined_on = models.DateField(_("since when the tribe takes part"), null=True, blank=True)
    """A tribe takes part by its own will; until it does, nothing about its courts is written here."""
    carries = models.CharField(_("carries the notice"), max_length=6, choices=Says.choices, blank=True, default="")
    version = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, choices=[("EN", _("English")), *Language.choices], default="EN")
    seen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seen_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """Who may reply: the court, or the state's agency. Nobody yet."""
    named_before = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    """The double that it named until that was merged; when the two are taken apart, it names it again."""
    office_name = models.CharField(max_length=20)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "key"], name="one_standing_row_per_form", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(
                name="a_tribe_takes_part_from_a_day", condition=Q(is_tribal=False) ^ Q(joined_on__isnull=False)
            ),
            SameOffice(name="notice_form_replaces_own", field="replaces"),
            Wall(
                name="notice_form_wall",
                rows={"office": "all", "office insert": "own office", "office update": "own office"},
                partner=f"select:{PARTNER_READS}",
                office="select insert update:superseded_at",
                eousa_reader="select",
                eousa="select",
                jobs="select update:organization_id,named_before_id",
            ),
        ]
        indexes = [models.Index(fields=["state", "office"], name="forms_by_state")]

    def __str__(self) -> str:
        return f"{self.court}: {self.form}"


class NoticeReply(OfficeOwned):
    """What a state or a court says to an office's observation."""

    class Says(models.TextChoices):
        AGREES = "AGREES", _("it is so")
        DISAGREES = "DISAGREES", _("it is not so")
        CHANGED = "CHANGED", _("the form has changed since")

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    form = models.UUIDField()
    """The key of the form."""
    says = models.CharField(max_length=9, choices=Says.choices)
    text = models.CharField(_("in your words"), max_length=600, blank=True)
    replied_on = models.DateField()
    recorded_at = models.DateTimeField(default=recorded_now)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(OfficeOwned.Meta):
        verbose_name_plural = "notice replies"
        constraints = [
            *OfficeOwned.Meta.constraints,
            Wall(
                name="notice_reply_wall",
                rows={"office": "all"},
                partner="select insert",
                office="select",
                eousa_reader="select",
                eousa="select",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["form"], name="replies_to_a_form")]

    def __str__(self) -> str:
        return f"{self.get_says_display()} ({self.replied_on})"
