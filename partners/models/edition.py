"""Published editions of the library, which every office reads, and which offices have adopted them."""

from datetime import date
from functools import reduce
from operator import and_
from typing import Any, ClassVar, Self

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models, transaction
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.kin import families
from partners.models.library_text import Text
from portal.errors import Refused
from portal.models import Office, Person, Recorded, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall

READ_AS = "english"
"""The language by whose word stems the library is searched."""
EOUSA = "EOUSA"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by what stands in them and whether they still count."""

    def newest(self) -> Self:
        """Of each work the newest edition that was not withdrawn."""
        later = Edition.objects.filter(work=OuterRef("work"), number__gt=OuterRef("number"), withdrawn_on=None)
        return self.filter(~Exists(later), withdrawn_on=None)

    def saying(self, words: str) -> Self:
        """Those that hold the words, by stems and families of words (`partners.kin`); “quoted”: together."""
        asked = SearchQuery(words, config=READ_AS, search_type="websearch")
        kin = [SearchQuery(" | ".join(each), config=READ_AS, search_type="raw") for each in families(words)]
        return self.filter(found_by=asked | reduce(and_, kin) if kin else asked)

    def with_adopters(self) -> Self:
        """With `adopted_by`: how many offices work by some edition of the work."""
        counted = Adoption.objects.in_use().filter(work=OuterRef("work")).order_by().values("work")
        number = Subquery(counted.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
        return self.annotate(adopted_by=Coalesce(number, 0))


class Edition(Text):
    """A published text. It stays as it is; a newer edition of the same work stands beside it, and counts."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """Who wrote it; nobody: EOUSA."""
    number = models.PositiveIntegerField()
    review = models.OneToOneField("Review", models.PROTECT, related_name="edition", db_constraint=False)
    published_on = models.DateField()
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.CharField(gettext_lazy("why it was withdrawn"), max_length=300, blank=True)
    found_by = models.GeneratedField(
        expression=SearchVector("title", "summary", "body", config=READ_AS),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="one_edition_per_number"),
            models.CheckConstraint(
                name="a_withdrawn_edition_says_why", condition=Q(withdrawn_on=None, reason="") | ~Q(reason="")
            ),
            Wall(
                name="edition_wall",
                rows={"office": "all"},
                secret=["body"],
                withheld=["found_by"],
                office="select",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:withdrawn_on,reason",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["work", "-number"], name="editions_of_a_work")]

    @property
    def source(self) -> str:
        """Who wrote it."""
        return self.office.abbreviation if self.office else EOUSA

    def withdraw(self, *, reason: str, by: Person, on: date) -> None:
        """It is not to be used any more, and why: once, whoever presses. Who works by it reads the reason."""
        if not Edition.objects.filter(pk=self.pk, withdrawn_on=None).update(withdrawn_on=on, reason=reason):
            raise Refused(_("This edition is withdrawn already."))
        self.withdrawn_on, self.reason = on, reason


class AdoptionQuerySet(RecordedQuerySet):
    """Adoptions as they stand."""

    def in_use(self) -> Self:
        """Those that stand and have not ended."""
        return self.standing().filter(ended_on=None)

    @transaction.atomic
    def adopt(self, *, edition: Edition, office: Office, by: Person, on: date) -> "Adoption":
        """From now on the office works by this edition; if it worked by another of the same work, by that no more."""
        if edition.withdrawn_on:
            raise Refused(_("This edition is withdrawn: %(why)s") % {"why": edition.reason})
        found: Adoption | None = self.in_use().filter(office=office, work=edition.work).first()
        if found is None:
            return self._first(edition=edition, office=office, by=by, on=on)
        if found.edition_id == edition.pk:
            raise Refused(_("Your office works by this edition already."))
        changed: Adoption | None = found.supersede(by=by, edition=edition, adopted_on=on)
        assert changed is not None
        return changed

    def _first(self, *, edition: Edition, office: Office, by: Person, on: date) -> "Adoption":
        with refusing(an_office_adopts_a_work_once=_("Somebody of your office has just adopted this. Look again.")):
            made: Adoption = self.create(
                edition=edition, work=edition.work, office=office, adopted_on=on, recorded_by=by
            )
        return made


class Adoption(Recorded):
    """That an office works by an edition. Every office sees which others do: whom to ask how it went."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="adoptions")
    work = models.UUIDField()
    """Of the edition."""
    adopted_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[AdoptionQuerySet] = AdoptionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "work"],
                name="an_office_adopts_a_work_once",
                condition=Q(superseded_at=None, ended_on=None),
            ),
            models.CheckConstraint(
                name="an_adoption_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("adopted_on"))
            ),
            SameOffice(name="adoption_replaces_own", field="replaces"),
            Wall(
                name="adoption_wall",
                rows={"office": "all", "office insert": "own office", "office update": "own office"},
                office="select insert update:superseded_at",
                eousa_reader="select",
                eousa="select",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.adopted_on}"

    def end(self, *, by: Person, on: date) -> "Adoption | None":
        """The office works by it no more."""
        if self.ended_on or self.superseded_at:
            raise Refused(_("Your office does not work by this edition any more."))
        ended: Adoption | None = self.supersede(by=by, ended_on=on)
        return ended


def adoption_of(office: Office, edition: Edition) -> Adoption | None:
    """By which edition of this work the office works now."""
    rows: Any = Adoption.objects.in_use().filter(office=office, work=edition.work)
    found: Adoption | None = rows.select_related("edition").first()
    return found
