"""What one office has worked out and others can use: written as a draft, reviewed, published as an edition, adopted.

A published edition is a table of its own: what is in review, or was returned, nobody else ever reads. EOUSA reads
what was handed in, never the draft, so how a draft stands is told by its reviews and written down nowhere else.
"""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.models.edition import Edition
from partners.models.library_text import TEXT, Text
from portal.errors import Refused
from portal.models import Office, Person, recorded_now
from portal.pages import refusing
from portal.tenancy import Wall


class State(models.TextChoices):
    """How a draft stands."""

    WRITING = "WRITING", gettext_lazy("being written")
    IN_REVIEW = "IN_REVIEW", gettext_lazy("in review")
    RETURNED = "RETURNED", gettext_lazy("returned, to be mended")
    PUBLISHED = "PUBLISHED", gettext_lazy("published")
    DROPPED = "DROPPED", gettext_lazy("put aside")


class LibraryDraftQuerySet(models.QuerySet["LibraryDraft"]):
    """Drafts of the office, or of EOUSA, whichever is bound, and how one begins."""

    def with_reviews(self) -> Self:
        """With what became of them, in one query more."""
        named = ("draft_id", "decision", "asked_at", "decided_at", "decided_by__name", "words")
        seen = Review.objects.select_related("decided_by").only(*named).order_by("pk")
        return self.prefetch_related(Prefetch("reviews", seen))

    def begin(self, *, office: Office | None, by: Person, **facts: Any) -> "LibraryDraft":
        """Write down a new text."""
        return self.create(office=office, begun_by=by, edited_by=by, **facts)

    def copy(self, *, edition: Edition, office: Office | None, by: Person) -> "LibraryDraft":
        """Begin a text of one's own from what another has published. It is another work."""
        facts = {name: getattr(edition, name) for name in TEXT if name != "work"}
        return self.begin(office=office, by=by, copied_from=edition, **facts)

    @transaction.atomic
    def renew(self, *, edition: Edition, office: Office | None, by: Person) -> "LibraryDraft":
        """Begin the next edition of one's own work."""
        if edition.office_id != (office.pk if office else None):
            raise Refused(_("Another office wrote this. Copy it: the copy is a text of your own."))
        others = self.filter(work=edition.work, dropped_at=None).with_reviews()
        if any(other.state in OPEN for other in others):
            raise Refused(_("A new edition of it is being written already. Look among your drafts."))
        return self.begin(office=office, by=by, **{name: getattr(edition, name) for name in TEXT})


class LibraryDraft(Text):
    """A text that is being written by an office, or by EOUSA (`office` is empty)."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    copied_from = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=recorded_now)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[LibraryDraftQuerySet] = LibraryDraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            Wall(
                name="library_draft_wall",
                rows={"eousa": "of the nation"},
                secret=["title", "summary", "body", "link"],
                office="select insert update:title,genre,summary,body,link,duties,states,agencies,dropped_at,"
                "edited_by_id,edited_at",
                eousa="select insert update:title,genre,summary,body,link,duties,states,agencies,dropped_at,"
                "edited_by_id,edited_at",
                jobs="select",
            ),
        ]

    @property
    def state(self) -> State:
        """As its last review tells."""
        if self.dropped_at:
            return State.DROPPED
        last = self.last_review
        if last is None:
            return State.WRITING
        return State(last.decision) if last.decision else State.IN_REVIEW

    @property
    def last_review(self) -> "Review | None":
        return max(self.reviews.all(), key=lambda review: review.pk, default=None)

    @property
    def is_open(self) -> bool:
        """Whether it can be written on."""
        return self.state in WRITABLE

    def editions(self) -> models.QuerySet[Edition]:
        """What was published of it."""
        return Edition.objects.filter(review__draft=self).defer("body", "found_by")

    @transaction.atomic
    def edit(self, *, seen: datetime, by: Person, **facts: Any) -> None:
        """Write on it. Refused where somebody else has since the page was opened."""
        self._held().refuse_unless_open()
        at = recorded_now()
        same = LibraryDraft.objects.filter(pk=self.pk, edited_at=seen)
        if not same.update(edited_by=by, edited_at=at, **facts):
            raise Refused(
                _("Somebody else has changed this text since you opened it. Copy what you wrote, and open it again.")
            )

    @transaction.atomic
    def hand_in(self, *, by: Person) -> "Review":
        """Ask EOUSA to publish it, as it reads now."""
        draft = self._held()
        draft.refuse_unless_open()
        if not draft.body.strip() and not draft.link:
            raise Refused(_("There is nothing to read yet. Write the text, or give a link to it."))
        with refusing(one_open_review_per_draft=_("It was handed in already.")):
            return Review.objects.create(
                office_id=draft.office_id, draft=draft, asked_by=by, begun_by_id=draft.begun_by_id,
                edited_by_id=draft.edited_by_id, copied_from_id=draft.copied_from_id,
                **{name: getattr(draft, name) for name in TEXT},
            )  # fmt: skip

    @transaction.atomic
    def drop(self, *, by: Person) -> None:
        """Put it aside. Nothing of it is lost."""
        self._held().refuse_unless_open()
        LibraryDraft.objects.filter(pk=self.pk).update(dropped_at=recorded_now())

    def resume(self, *, by: Person) -> None:
        """Write on what was put aside."""
        if not LibraryDraft.objects.filter(pk=self.pk).exclude(dropped_at=None).update(dropped_at=None):
            raise Refused(_("This text is not put aside."))

    def refuse_unless_open(self) -> None:
        """What is in review stands as it was handed in; what is published is changed by a new edition."""
        if self.state is State.IN_REVIEW:
            raise Refused(_("EOUSA has this text and has not decided. Until then it stays as it is."))
        if self.state is State.PUBLISHED:
            raise Refused(_("This text is published. Begin a new edition of it on its page in the library."))
        if self.state is State.DROPPED:
            raise Refused(_("This text is put aside. Take it up again first."))

    def _held(self) -> "LibraryDraft":
        """As it stands, with nobody else at it until this transaction ends."""
        return LibraryDraft.objects.with_reviews().select_for_update().get(pk=self.pk)


WRITABLE = frozenset({State.WRITING, State.RETURNED})
OPEN = WRITABLE | {State.IN_REVIEW}


class ReviewQuerySet(models.QuerySet["Review"]):
    """What was handed in."""

    def waiting(self) -> Self:
        return self.filter(decision="")

    def by_hand_of(self, person: Person) -> Self:
        """Those in which the person had a hand."""
        return self.filter(Q(asked_by=person) | Q(begun_by=person) | Q(edited_by=person))

    def unmended(self) -> Self:
        """Returned, and since then neither written on, nor handed in again, nor put aside."""
        later = Review.objects.filter(draft=OuterRef("draft"), pk__gt=OuterRef("pk"))
        return self.filter(
            ~Exists(later), decision=Review.Decision.RETURNED, draft__dropped_at=None,
            draft__edited_at__lte=F("decided_at"),
        )  # fmt: skip


class Review(Text):
    """A text as it was handed in, and what EOUSA decided. Whoever decides has not written it."""

    class Decision(models.TextChoices):
        PUBLISHED = "PUBLISHED", gettext_lazy("published")
        RETURNED = "RETURNED", gettext_lazy("returned")

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(LibraryDraft, models.PROTECT, related_name="reviews")
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    edited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Of the draft, which EOUSA does not read."""
    copied_from = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=recorded_now)
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(gettext_lazy("what has to be mended"), max_length=2000, blank=True)

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

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
                    & ~Q(decided_by=F("begun_by"))
                    & ~Q(decided_by=F("edited_by"))
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

    @property
    def source(self) -> str:
        """Who handed it in."""
        return self.office.abbreviation if self.office else _("EOUSA")

    def is_written_by(self, person: Person) -> bool:
        """Whether the person had a hand in it."""
        return person.pk in {self.asked_by_id, self.begun_by_id, self.edited_by_id}

    @transaction.atomic
    def publish(self, *, by: Person, on: date) -> Edition:
        """Make it the next edition of its work."""
        self._decide(self.Decision.PUBLISHED, by=by)
        before = Edition.objects.filter(work=self.work)
        if before.exclude(office=self.office_id).exists():
            raise Refused(_("Another office has published this work. Return the text: a copy is a work of its own."))
        last = before.aggregate(last=Max("number"))["last"] or 0
        with refusing(one_edition_per_number=_("Another edition of this work was published just now. Look again.")):
            return Edition.objects.create(
                office_id=self.office_id, number=last + 1, review=self, published_on=on, published_by=by,
                **{name: getattr(self, name) for name in TEXT},
            )  # fmt: skip

    @transaction.atomic
    def send_back(self, *, words: str, by: Person) -> None:
        """Return it, and say what has to be mended."""
        self._decide(self.Decision.RETURNED, by=by, words=words)

    def _decide(self, decision: str, *, by: Person, words: str = "") -> None:
        """Once, however many people press the button."""
        if self.is_written_by(by):
            raise Refused(_("You had a hand in this text. Somebody else at EOUSA has to decide."))
        decided = Review.objects.waiting().filter(pk=self.pk)
        if not decided.update(decision=decision, decided_by=by, decided_at=recorded_now(), words=words):
            self._refuse_twice(by)

    def _refuse_twice(self, by: Person) -> None:
        self.refresh_from_db(fields=["decision", "decided_by", "decided_at", "words"])
        if self.decided_by_id == by.pk:
            raise Refused(_("You have decided about this text already. Look at it again."))
        raise Refused(_("Somebody else has decided about this text already. Look at it again."))
