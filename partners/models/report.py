"""The quarterly report of an office: figures locked to their instant, words that people edit."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners import quarters
from partners.models.reported import Counted, counted
from partners.report_texts import NEXT, counted_anew, first_texts
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Person
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall

OFFICE_CHANGES = "figures,organizations,figures_at,texts,edited_at,submitted_at,submitted_by_id"
EOUSA_READS = (
    "id,office_id,quarter_on,figures,figures_at,texts,written_by_id,edited_at,submitted_at,submitted_by_id,replaces_id"
)


def plain(figures: Mapping[str, Any]) -> str:
    """Figures to be compared, without the instant at which they were counted."""
    return json.dumps({**figures, "known": ""}, sort_keys=True)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports as a reader may have them, and how one is begun."""

    def for_everybody(self) -> Self:
        """Without the names of organizations, which EOUSA may not ask for."""
        return self.select_related("office", "submitted_by").defer("organizations")

    def submitted(self) -> Self:
        """Those that stand: submitted, and in nobody's place but their own."""
        later = Report.objects.filter(replaces=models.OuterRef("pk")).exclude(submitted_at=None)
        return self.exclude(submitted_at=None).exclude(models.Exists(later))

    def last_submitted(self, office: Office, quarter: date) -> "Report | None":
        """The one that stands of the office's reports on a quarter."""
        return self.submitted().filter(office=office, quarter_on=quarter).order_by("-submitted_at", "-pk").first()

    @transaction.atomic
    def begin(self, *, office: Office, quarter: date, by: Person, at: datetime) -> "Report":
        """Count the quarter and write a first text. Where one was submitted already, this is its correction: with
        its text, in which the sentences that the portal wrote are counted anew."""
        found = counted(office, quarter, known=at)
        standing = self.last_submitted(office, quarter)
        texts, edited_at = standing.said_of(found, at=at) if standing else (first_texts(found.figures, quarter), at)
        taken = _("A report on this quarter is being written already. Look for it in the list.")
        with refusing(one_open_report_per_quarter=taken):
            made: Report = self.create(
                office=office, quarter_on=quarter, figures=found.figures, organizations=found.names, figures_at=at,
                texts=texts, written_by=by, edited_at=edited_at, replaces=standing,
            )  # fmt: skip
        return made


class Report(OfficeOwned):
    """A report on one quarter. Once submitted it stands; a correction is a new one that replaces it."""

    quarter_on = models.DateField()
    """The first day of the quarter (calendar year)."""
    figures = models.JSONField(default=dict)
    """As counted at `figures_at`; text may change afterwards, these do not."""
    organizations = models.JSONField(default=list)
    """The names of those that took part, confidential ones left out. For the office only."""
    figures_at = models.DateTimeField()
    texts = models.JSONField(default=dict)
    """Words by section: {"duty-1": "…"}."""
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "quarter_on"], name="one_open_report_per_quarter", condition=Q(submitted_at=None)
            ),
            models.CheckConstraint(
                name="a_quarter_begins_on_its_first_day",
                condition=Q(quarter_on__day=1, quarter_on__month__in=[1, 4, 7, 10]),
            ),
            models.CheckConstraint(
                name="a_submitted_report_names_who", condition=Q(submitted_at=None) ^ Q(submitted_by__isnull=False)
            ),
            SameOffice(name="report_replaces_own", field="replaces"),
            Wall(
                name="report_wall",
                rows={"eousa": "submitted", "eousa_reader": "submitted"},
                secret=["texts", "organizations"],
                office=f"select insert update:{OFFICE_CHANGES}",
                eousa_reader=f"select:{EOUSA_READS}",
                eousa=f"select:{EOUSA_READS}",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["quarter_on", "office"], name="reports_by_quarter")]

    def __str__(self) -> str:
        return f"{self.office}, {self.title}"

    @property
    def title(self) -> str:
        """Its quarter in words."""
        return quarters.label(self.quarter_on)

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_text_older(self) -> bool:
        """Whether somebody's words are from before the figures beside them."""
        return self.edited_at < self.figures_at

    def said_of(self, found: Counted, *, at: datetime) -> tuple[dict[str, str], datetime]:
        """Its text for other figures, and since when that stands: of old where words of people may not fit them."""
        fresh = first_texts(found.figures, self.quarter_on)
        before = first_texts(self.figures, self.quarter_on) if self.figures else {}
        texts = counted_anew(self.texts, before, fresh)
        own = any(text and text != fresh.get(part) for part, text in texts.items() if part != NEXT)
        return texts, self.edited_at if own and plain(self.figures) != plain(found.figures) else at

    def write(self, *, texts: Mapping[str, str], seen: datetime, by: Person, at: datetime) -> None:
        """Put these words in the place of those that were there at `seen`."""
        mine = self._open().filter(edited_at=seen)
        if not mine.update(texts=dict(texts), edited_at=at):
            self._refuse_change(
                _("Somebody else has changed the text since you opened it. Copy yours, and look at the report again.")
            )

    def count_again(self, *, by: Person, at: datetime) -> None:
        """Put the figures of this instant in the place of the earlier ones; the text stays."""
        found: Counted = counted(self.office, self.quarter_on, known=at)
        fresh = {"figures": found.figures, "organizations": found.names, "figures_at": at}
        if not self._open().update(**fresh):
            self._refuse_change()

    @property
    def changed_at(self) -> datetime:
        """When its text or its figures last changed."""
        return max(self.edited_at, self.figures_at)

    def submit(self, *, seen: datetime, by: Person, at: datetime, on: date) -> None:
        """Send it to EOUSA as it was at `seen`. From then on it stands as it is."""
        over = quarters.after(self.quarter_on)
        if on < over:
            told = _("The quarter is not over. The report can be submitted from %(day)s on.")
            raise Refused(told % {"day": date_format(over)})
        if localtime(self.figures_at).date() < over:
            raise Refused(_("The figures were counted before the quarter was over. Count again, and look at them."))
        as_seen = self._open().filter(edited_at__lte=seen, figures_at__lte=seen)
        if not as_seen.update(submitted_at=at, submitted_by=by):
            self._refuse_change(_("The report has changed since you opened this page. Look at it, and submit it then."))
        self.submitted_at, self.submitted_by = at, by

    def _open(self) -> ReportQuerySet:
        return Report.objects.filter(pk=self.pk, submitted_at=None)

    def _refuse_change(self, otherwise: str = "") -> None:
        """Say why nothing was changed."""
        if self._open().exists() and otherwise:
            raise Refused(otherwise)
        raise Refused(_("This report has been submitted and stands. Begin a correction of it instead."))
