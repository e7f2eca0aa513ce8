"""Judicial notification (34 USC 10449(e)): does the form of a court tell of the firearms prohibition?

What an office has seen, never what a state has certified. Read by government, and by whoever may reply.
"""

from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_unlived
from partners.kinds import Kind
from partners.models.profile import Profile
from partners.models.statement import Says
from partners.taxonomy import Language
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person, Recorded, RecordedQuerySet, recorded_now
from portal.tenancy import SameOffice, Wall

PARTNER_READS = (
    "id,key,office_id,organization_id,state,court,form,is_tribal,joined_on,carries,version,language,seen_on,note,"
    "office_name,recorded_at,superseded_at"
)
REPLIERS = frozenset({Kind.COURT, Kind.TRIBAL_COURT, Kind.STATE_AGENCY})
"""Who speaks for a state or a court: nobody else is named as the one that replies, and nobody else replies."""
SEEN_FOR = timedelta(days=365)
"""For so long an observation holds; then somebody looks again."""


class NoticeFormQuerySet(RecordedQuerySet):
    """Forms as they stand, and how one is put on record."""

    def answered(self, since: date) -> Self:
        """Those to which somebody replied after the office last wrote; that all is so, since this day at least."""
        return self.standing().filter(Exists(newer().filter(~Q(says="AGREES") | Q(replied_on__gte=since))))

    def old(self, day: date) -> Self:
        """Those that nobody has seen for a year."""
        return self.standing().filter(seen_on__lte=day - SEEN_FOR)

    @transaction.atomic
    def observe(self, *, office: Office, by: Person, on: date, **facts: Any) -> "NoticeForm":
        """Put on record what somebody of the office has seen on a form."""
        refuse_what_cannot_be(on=on, **facts)
        same = {name: facts[name] for name in ("state", "court", "form", "language")}
        if self.standing().filter(office=office, **same).exists():
            raise Refused(
                _now("Your office has this form on record already. Find it in the list and look again there.")
            )
        made: NoticeForm = self.create(
            office=office, office_name=office.abbreviation, seen_by=by, recorded_by=by, **facts
        )
        return made


def refuse_what_cannot_be(
    *, on: date, seen_on: date, is_tribal: bool, joined_on: date | None, organization: Organization | None, **_rest: Any
) -> None:
    """Refuse days that nobody means, a tribe that has not joined, and a replier who is known to one office only."""
    for field, day in (("seen_on", seen_on), ("joined_on", joined_on)):
        if day:
            refuse_unlived(day, on, field=field)
    refuse_unwilling(is_tribal=is_tribal, joined_on=joined_on)
    if organization:
        refuse_replier(organization)


def newer() -> Any:
    """The replies that came after the office last wrote, beside a form."""
    said = NoticeReply.objects.filter(form=OuterRef("key"), office=OuterRef("office"))
    return said.filter(recorded_at__gt=OuterRef("recorded_at"))


def may_reply() -> Any:
    """The organizations that are a court or an agency of a state, by their entry in the directory."""
    return Profile.objects.standing().filter(kind__in=sorted(REPLIERS)).values("organization")


def refuse_replier(organization: Organization) -> None:
    """Refuse whom only one office knows, and whoever speaks for no court and no state."""
    counts = organization.merged_into or organization
    if organization.is_confidential:
        sentence = _now("Every office reads this, and only yours knows of that organization. Choose another, or none.")
        raise Refused(sentence, field="organization")
    if not may_reply().filter(organization=counts).exists():
        sentence = _now("Only a court or a state agency replies, and %(name)s is not entered as one. Choose another.")
        raise Refused(sentence % {"name": counts.name}, field="organization")


def refuse_unwilling(*, is_tribal: bool, joined_on: date | None) -> None:
    """A tribe takes part from a day on, and nobody else does."""
    if is_tribal and joined_on is None:
        raise Refused(_now("A tribe takes part by its own will: say since when."), field="joined_on")
    if joined_on and not is_tribal:
        raise Refused(_now("Only a tribe takes part from a day on. Leave it empty."), field="joined_on")


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

    objects: ClassVar[NoticeFormQuerySet] = NoticeFormQuerySet.as_manager()  # type: ignore[assignment]

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

    @transaction.atomic
    def change(self, *, by: Person, on: date, **facts: Any) -> "NoticeForm":
        """Say what the form is now, or mend what was said. Who names another day has seen it then.

        Raises Refused where nothing is different; a day alone is mended, but today's says that it was seen again.
        """
        refuse_what_cannot_be(on=on, **facts)
        self._refuse_unchanged(facts, on)
        seen = {} if facts["seen_on"] == self.seen_on else {"seen_by": by}
        made = self.supersede(by=by, **facts | seen)
        assert made is not None
        return made

    def _refuse_unchanged(self, facts: dict[str, Any], on: date) -> None:
        stands = {name: getattr(self, name) for name in facts} | {"organization": self.replier}
        different = {name for name, value in facts.items() if stands[name] != value}
        if not different or (different == {"seen_on"} and facts["seen_on"] == on):
            raise Refused(
                _now(
                    "Nothing is different from what is on record. To say that you saw it again unchanged, go back and "
                    "use “Seen again, unchanged”."
                )
            )

    @property
    def replier(self) -> Organization | None:
        """Who may reply; a double reads as the entry that counts."""
        return self.organization and (self.organization.merged_into or self.organization)

    def see_again(self, *, by: Person, on: date) -> "NoticeForm":
        """Somebody looked today: nothing has changed. Seen today already, it is seen again after a reply alone."""
        if self.seen_on >= on and not NoticeForm.objects.filter(Exists(newer()), pk=self.pk).exists():
            raise Refused(_now("It is on record already that this form was seen today."))
        made = self.supersede(by=by, seen_by=by, seen_on=on)
        assert made is not None
        return made

    def withdraw(self, *, by: Person, on: date) -> None:
        """Take it off the record: the form is used no more, or the tribe takes part no longer."""
        self.supersede(by=by)


class NoticeReplyQuerySet(models.QuerySet["NoticeReply"]):
    """How a state or a court replies."""

    @transaction.atomic
    def give(self, *, form: NoticeForm, says: str, text: str, by: Person, on: date) -> "NoticeReply":
        """Say what the state or the court thinks of an observation. Each word stays; the newest counts."""
        assert form.organization_id, "who replies is named"
        if not may_reply().filter(organization=form.organization_id).exists():
            raise Refused(
                _now("Only a court or a state agency replies here, and your organization is not entered as one.")
            )
        return self.create(
            office_id=form.office_id, organization_id=form.organization_id, form=form.key,
            says=says, text=text, replied_on=on, recorded_by=by,
        )  # fmt: skip


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

    objects: ClassVar[NoticeReplyQuerySet] = NoticeReplyQuerySet.as_manager()  # type: ignore[assignment]

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
