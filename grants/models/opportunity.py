"""Notices of funding as Grants.gov publishes them: what each says now, what it said before, and when we last looked.

Nobody here writes a notice. A run of the import reads the extract and keeps what the file says; what has vanished from
it is marked, never deleted. `docs/decisions/0034-notices.md` says why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject, Least
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from grants.feed.records import NoticeFacts
from portal.calendar import CENTER, local_day
from portal.models import EVERYBODY_READS, recorded_now
from portal.tenancy import Commands, Wall

CLOSES_AT = time(23, 59)
"""When a notice closes on its last day, in Washington (Grants.gov)."""
A_MINUTE = timedelta(minutes=1)
NEVER = date(9999, 12, 31)
HALF_TOLD = "select:id,state,made_on,ended_at"
"""Of a run everybody learns when we last looked; where the file lies and what went wrong is for those who run it."""
TOLD_OF_A_RUN = (
    "source", "made_on", "state", "ended_at", "reason", "records", "kept", "added", "changed", "withdrawn", "refused",
)  # fmt: skip
"""What is written when a run has ended."""
WRITES_RUNS = f"select insert update:{','.join(TOLD_OF_A_RUN)}"
SAID_BY_A_NOTICE = ",".join(field.name for field in fields(NoticeFacts) if field.name != "id")
WRITES_NOTICES = f"select insert update:{SAID_BY_A_NOTICE},withdrawn_on,posted_as_id,ends_on"
RUN_READERS: Commands = {
    **EVERYBODY_READS, "public": HALF_TOLD, "partner": HALF_TOLD, "office": HALF_TOLD, "oarm": HALF_TOLD,
    "intake": HALF_TOLD,
}  # fmt: skip


class Standing(models.TextChoices):
    """How a notice stands at an instant."""

    OPEN = "OPEN", _("open")
    SOON = "SOON", _("opens later")
    FORECAST = "FORECAST", _("forecast")
    CLOSED = "CLOSED", _("closed")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


LIVE = (Standing.OPEN, Standing.SOON, Standing.FORECAST)
"""To these one can apply now or later."""


class FeedRun(models.Model):
    """One reading of an extract, from its beginning to its end or to what stopped it."""

    class State(models.TextChoices):
        RUNNING = "RUNNING", _("is being read")
        GOOD = "GOOD", _("read to its end")
        FAILED = "FAILED", _("stopped; what was known before stays")

    source = models.CharField(max_length=200)
    """The name of the file, or the address without what follows its question mark."""
    made_on = models.DateField(null=True, blank=True)
    """The day of the extract, as its name says."""
    state = models.CharField(max_length=7, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(default=recorded_now)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it failed."""
    records = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    """Records that could not be read; what was known of them stays."""
    unread: Sequence[str] = ()
    """While it is being read: the first of those, each with why. Not kept."""
    repeated = 0
    """While it is being read: how many records came under the number of an earlier one. Not kept."""

    objects: ClassVar[models.Manager["FeedRun"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], name="one_run_at_a_time", condition=Q(state="RUNNING")),
            models.CheckConstraint(
                name="a_run_that_is_over_says_when", condition=Q(state="RUNNING") ^ Q(ended_at__isnull=False)
            ),
            Wall(
                name="feed_run_wall",
                **RUN_READERS | {"eousa": WRITES_RUNS, "jobs": WRITES_RUNS},
            ),
        ]
        indexes = [models.Index(fields=["-ended_at"], name="last_good_run", condition=Q(state="GOOD"))]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_state_display()}"


class MadeAt(models.Func):
    """The instant at which the day of an extract began in Washington."""

    template = f"(%(expressions)s::timestamp AT TIME ZONE '{CENTER.key}')"
    output_field = models.DateTimeField()


def good_runs() -> models.QuerySet[FeedRun, Any]:
    """Of those that came to their end, the last on top, `known_at`: when we read it, or when it was made, where that
    was earlier. Read today, an extract of last year tells what was so last year."""
    good = FeedRun.objects.filter(state=FeedRun.State.GOOD).order_by("-ended_at")
    return good.values(known_at=Least("ended_at", MadeAt("made_on")))


def last_read() -> datetime | None:
    """Since when all that is told of notices is known."""
    last = good_runs().first()
    return last["known_at"] if last else None


def is_stale(known_at: datetime | None, at: datetime) -> bool:
    """Whether that is too long ago to rely on."""
    return known_at is None or at - known_at > timedelta(days=settings.OPPORTUNITY_STALE_DAYS)


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    """Notices by how they stand at an instant. Never by a stored word: a notice closes while nobody looks."""

    def standing_at(self, at: datetime, *standings: str) -> Self:
        """Those that stand in one of these ways."""
        asked = [condition for name, condition in conditions(at).items() if name in standings]
        return self.filter(Q(*asked, _connector=Q.OR)) if asked else self.none()

    def open_at(self, at: datetime) -> Self:
        """Those to which one may apply at this instant."""
        return self.standing_at(at, Standing.OPEN)

    def forecast(self) -> Self:
        """Announced, and not posted yet, as far as the extract says."""
        return self.filter(is_forecast=True, withdrawn_on=None, posted_as=None)

    def of_listings(self, listings: Iterable[str]) -> Self:
        """Under any of these numbers of the Assistance Listings."""
        return self.filter(listings__overlap=list(listings))

    def with_known(self) -> Self:
        """Each with `known_at`: since when all that is told of notices is known."""
        return self.annotate(known_at=models.Subquery(good_runs()[:1]))

    def with_versions(self) -> Self:
        """Each with `version_rows`: what was changed when, the newest first."""
        versions = OpportunityVersion.objects.filter(opportunity=models.OuterRef("pk")).order_by("-noted_at", "-pk")
        return self.annotate(
            version_rows=ArraySubquery(versions.values(row=JSONObject(noted_at="noted_at", changes="changes")))
        )


def conditions(at: datetime) -> dict[str, Q]:
    """How notices stand at an instant, as conditions that exclude each other. The one place, for rows and for lists."""
    today, last = local_day(at, CENTER), local_day(at + A_MINUTE, CENTER)
    here, archived = Q(withdrawn_on=None), Q(archive_on__isnull=False, archive_on__lte=today)
    over = archived | Q(closes_on__isnull=False, closes_on__lt=last)
    coming = Q(opens_on__isnull=False, opens_on__gt=today)
    posted, forecast = here & Q(is_forecast=False), here & Q(is_forecast=True)
    is_past = archived | Q(posted_as__isnull=False)
    return {
        Standing.OPEN: posted & ~over & ~coming,
        Standing.SOON: posted & ~over & coming,
        Standing.FORECAST: forecast & ~is_past,
        Standing.CLOSED: (posted & over) | (forecast & is_past),
        Standing.WITHDRAWN: ~here,
    }


class Opportunity(models.Model):
    """A notice of funding: posted, or forecast with estimated days. Its key is the number that Grants.gov gave it.

    The fields are those of `grants.feed.records.NoticeFacts`; the texts are the agency's own.
    """

    id = models.BigIntegerField(primary_key=True)
    number = models.CharField(_("funding opportunity number"), max_length=40)
    title = models.CharField(_("title"), max_length=255)
    is_forecast = models.BooleanField(_("forecast"), default=False)
    agency_code = models.CharField(_("code of the agency"), max_length=255, blank=True)
    agency_name = models.CharField(_("agency"), max_length=255, blank=True)
    category = models.CharField(_("category"), max_length=1, blank=True)
    category_words = models.CharField(_("about the category"), max_length=255, blank=True)
    instruments: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("kinds of funding")
    )
    activities: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("fields of activity")
    )
    activity_words = models.TextField(_("about the activities"), blank=True)
    listings: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("numbers of the Assistance Listings")
    )
    """Numbers of the Assistance Listings: 16.590."""
    applicants: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("kinds of applicants")
    )
    """Codes of Grants.gov: `grants.feed.codes.APPLICANTS`."""
    eligibility = models.TextField(_("who can apply"), blank=True)
    opens_on = models.DateField(_("posted on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    close_words = models.TextField(_("about the closing date"), blank=True)
    archive_on = models.DateField(_("archived on"), null=True, blank=True)
    updated_on = models.DateField(_("last changed by the agency on"), null=True, blank=True)
    version = models.CharField(_("version"), max_length=20, blank=True)
    estimated_post_on = models.DateField(_("estimated to be posted on"), null=True, blank=True)
    estimated_close_on = models.DateField(_("estimated to close on"), null=True, blank=True)
    estimated_close_words = models.TextField(_("about the estimated closing date"), blank=True)
    estimated_award_on = models.DateField(_("estimated to be awarded on"), null=True, blank=True)
    estimated_start_on = models.DateField(_("projects are estimated to start on"), null=True, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True, blank=True)
    ceiling = models.BigIntegerField(_("largest award"), null=True, blank=True)
    floor = models.BigIntegerField(_("smallest award"), null=True, blank=True)
    """None: not said, which is not $0."""
    total = models.BigIntegerField(_("money for all awards"), null=True, blank=True)
    awards = models.PositiveIntegerField(_("expected number of awards"), null=True, blank=True)
    cost_sharing = models.BooleanField(_("cost sharing or match"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    link = models.CharField(_("more about it"), max_length=500, blank=True)
    link_words = models.CharField(_("about the link"), max_length=255, blank=True)
    contact_name = models.CharField(_("contact"), max_length=255, blank=True)
    contact_phone = models.CharField(_("telephone of the contact"), max_length=100, blank=True)
    contact_email = models.CharField(_("e-mail of the contact"), max_length=130, blank=True)
    contact_words = models.TextField(_("about the contact"), blank=True)
    reading_notes = models.CharField(_("what could not be read"), max_length=400, blank=True)
    withdrawn_on = models.DateField(_("gone from Grants.gov since"), null=True, blank=True)
    """The day of the first extract that did not have it any more."""
    posted_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="forecasts", verbose_name=_("posted as")
    )
    """Of a forecast: the notice with the same number that was posted under another key."""
    ends_on = models.DateField(default=NEVER)
    """By which lists go: the last day, of a forecast the estimated one; far ahead where neither is said."""
    is_demo = models.BooleanField(default=False)
    known_since = models.DateTimeField(default=recorded_now)
    """When we first read of it."""

    objects: ClassVar[OpportunityQuerySet] = OpportunityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_a_forecast_is_posted_as_another", condition=Q(posted_as=None) | Q(is_forecast=True)
            ),
            models.CheckConstraint(name="no_notice_is_posted_as_itself", condition=~Q(posted_as=F("id"))),
            Wall(
                name="opportunity_wall",
                **EVERYBODY_READS | {"eousa": WRITES_NOTICES, "jobs": WRITES_NOTICES},
            ),
        ]
        indexes = [
            models.Index(fields=["ends_on", "id"], name="opportunities_by_last_day"),
            models.Index(fields=["number"], name="opportunities_by_number"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("opportunity-detail", args=[self.pk])

    @property
    def source_url(self) -> str:
        """The notice itself. The portal asks nothing there; a reader may. An invented one is nowhere."""
        return "" if self.is_demo else f"https://www.grants.gov/search-results-detail/{self.pk}"

    @property
    def closes_at(self) -> datetime | None:
        """The instant from which nobody can apply any more; None where the notice gives no day."""
        return datetime.combine(self.closes_on, CLOSES_AT, CENTER) if self.closes_on else None

    def standing_at(self, at: datetime) -> Standing:
        """As `conditions` says it of rows."""
        today = local_day(at, CENTER)
        if self.withdrawn_on:
            return Standing.WITHDRAWN
        if self.is_over(at, today):
            return Standing.CLOSED
        if self.is_forecast:
            return Standing.FORECAST
        return Standing.SOON if self.opens_on and self.opens_on > today else Standing.OPEN

    def is_over(self, at: datetime, today: date) -> bool:
        """Whether it is archived, has closed, or is a forecast that was posted under another key."""
        if self.archive_on and self.archive_on <= today:
            return True
        if self.is_forecast:
            return self.posted_as_id is not None
        return self.closes_at is not None and self.closes_at <= at

    def is_open_at(self, at: datetime) -> bool:
        """Whether one may apply at this instant."""
        return self.standing_at(at) is Standing.OPEN


def field_label(name: str) -> str:
    """What a field is called in the reader's language; its own name where it is none."""
    named = {field.name: field.verbose_name for field in Opportunity._meta.local_concrete_fields}
    return capfirst(str(named.get(name, name)))


class OpportunityVersion(models.Model):
    """What a run of the import found changed in a notice: of each field what it said, and what it says now."""

    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="versions")
    run = models.ForeignKey(FeedRun, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=recorded_now)
    changes: Any = models.JSONField(default=list)
    """[{"field": …, "old": …, "new": …}], days as 2026-12-03."""

    objects: ClassVar[models.Manager["OpportunityVersion"]] = models.Manager()

    class Meta:
        constraints = [
            Wall(
                name="opportunity_version_wall",
                **EVERYBODY_READS | {"eousa": "select insert", "jobs": "select insert"},
            ),
        ]
        indexes = [models.Index(fields=["opportunity", "-noted_at"], name="versions_of_a_notice")]

    def __str__(self) -> str:
        return f"{self.noted_at:%Y-%m-%d}"
