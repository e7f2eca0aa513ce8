"""What one office has worked out and others can use: written as a draft, reviewed, published as an edition, adopted.

A published edition is a table of its own: what is in review, or was returned, nobody else ever reads.
"""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.duties import Duty
from partners.kinds import Kind
from partners.models.profile import codes
from portal.models import Office, Person, Recorded, recorded_now
from portal.tenancy import SameOffice, Wall

READ_AS = "english"
"""The language by whose word stems the library is searched."""


class Genre(models.TextChoices):
    """What a text of the library is."""

    PROTOCOL = "PROTOCOL", _("protocol or policy")
    MOU = "MOU", _("memorandum of understanding")
    DECK = "DECK", _("training material")
    PLEADING = "PLEADING", _("sample pleading")
    FORM = "FORM", _("form or checklist")
    OTHER = "OTHER", _("another text")


class Text(models.Model):
    """What a draft, its review and its edition have in common: a text or a link, and by what it is found."""

    work = models.UUIDField(default=uuid4, editable=False)
    """The same for every draft, review and edition of one work."""
    title = models.CharField(max_length=160)
    genre = models.CharField(_("what it is"), max_length=8, choices=Genre.choices)
    summary = models.CharField(_("in one or two sentences"), max_length=400)
    body = models.TextField(_("text"), max_length=60_000, blank=True)
    """Markdown. Shown only as `partners.markup.shown` makes it."""
    link = models.URLField(_("or a link to it"), blank=True)
    duties = ArrayField(models.PositiveSmallIntegerField(choices=Duty.choices), default=list, blank=True)
    states = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    """Where it fits; none: everywhere."""
    agencies = codes(Kind)
    """For which kinds of agency it is; none: for all."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


TEXT = ("work", "title", "genre", "summary", "body", "link", "duties", "states", "agencies")
"""The fields that go from a draft into its review, and from there into the edition."""


class LibraryDraft(Text):
    """A text that is being written by an office, or by EOUSA (`office` is empty)."""

    class State(models.TextChoices):
        WRITING = "WRITING", _("being written")
        IN_REVIEW = "IN_REVIEW", _("in review")
        PUBLISHED = "PUBLISHED", _("published")
        DROPPED = "DROPPED", _("put aside")

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WRITING)
    copied_from = models.ForeignKey("Edition", models.PROTECT, null=True, blank=True, related_name="+")
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=recorded_now)

    class Meta:
        constraints = [
            Wall(
                name="library_draft_wall",
                rows={"eousa": "of the nation"},
                secret=["title", "summary", "body", "link"],
                office="select insert update:title,genre,summary,body,link,duties,states,agencies,state,edited_by_id,"
                "edited_at",
                eousa="select insert update:title,genre,summary,body,link,duties,states,agencies,state,edited_by_id,"
                "edited_at",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["office", "state"], name="library_drafts_by_office")]


class Review(Text):
    """A text as it was handed in, and what EOUSA decided. Whoever decides has not written it."""

    class Decision(models.TextChoices):
        PUBLISHED = "PUBLISHED", _("published")
        RETURNED = "RETURNED", _("returned")

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(LibraryDraft, models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=recorded_now)
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(_("what has to be mended"), max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft"], name="one_open_review_per_draft", condition=Q(decision="")),
            models.CheckConstraint(
                name="a_review_is_decided_by_another",
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (
                    ~Q(decision="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(name="a_returned_text_says_why", condition=~Q(decision="RETURNED") | ~Q(words="")),
            Wall(
                name="review_wall",
                rows={"eousa insert": "of the nation"},
                secret=["title", "summary", "body", "link", "words"],
                office="select insert",
                eousa="select insert update:decision,decided_by_id,decided_at,words",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="open_reviews", condition=Q(decision=""))]


class Edition(Text):
    """A published text. It stays as it is; a newer edition of the same work stands beside it, and counts."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """Who wrote it; nobody: EOUSA."""
    number = models.PositiveIntegerField()
    review = models.OneToOneField(Review, models.PROTECT, related_name="edition", db_constraint=False)
    published_on = models.DateField()
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    found_by = models.GeneratedField(
        expression=SearchVector("title", "summary", "body", config=READ_AS),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="one_edition_per_number"),
            models.CheckConstraint(
                name="a_withdrawn_edition_says_why", condition=Q(withdrawn_on=None, reason="") | ~Q(reason="")
            ),
            Wall(
                name="edition_wall",
                rows={"office": "all"},
                office="select",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:withdrawn_on,reason",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["work", "-number"], name="editions_of_a_work")]


class Adoption(Recorded):
    """That an office works by an edition. Every office sees which others do: whom to ask how it went."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="adoptions")
    work = models.UUIDField()
    """Of the edition."""
    adopted_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

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
