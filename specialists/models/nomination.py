"""The US Attorney's package for one candidate, decided by OARM, and what the two say to each other about it."""

import re
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import Refused
from portal.models import OfficeOwned, Person, recorded_now
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall
from specialists.clocks import AHEAD
from specialists.models import letters
from specialists.models.deciding import Deciding
from specialists.stages import LIVE, Loss, NominationState, Stage, StepKey

PREPARES = frozenset({Stage.BUDGET_IDENTIFIED, Stage.ANNOUNCED, Stage.SCREENING, Stage.RETURNED})
"""In which stages of the vacancy a package is worked on."""
EDITABLE = (NominationState.PREPARED, NominationState.RETURNED)


class Document(models.TextChoices):
    """The checklist of a package: a proposal of the network that OARM may change, not law."""

    SELECTION_MEMO = "SELECTION_MEMO", gettext_lazy("selection memorandum of the US Attorney")
    RESUME = "RESUME", gettext_lazy("résumé")
    LAW_DEGREE = "LAW_DEGREE", gettext_lazy("proof of the law degree")
    BAR_CERTIFICATE = "BAR_CERTIFICATE", gettext_lazy("certificate of active bar membership")
    REFERENCES = "REFERENCES", gettext_lazy("references")
    WRITING_SAMPLE = "WRITING_SAMPLE", gettext_lazy("writing sample")
    BUDGET = "BUDGET", gettext_lazy("statement of budget authority")
    CONFLICTS = "CONFLICTS", gettext_lazy("statement on conflicts of interest")


class NominationQuerySet(models.QuerySet["Nomination"]):
    """Nominations by whose turn it is, and how one is prepared."""

    def live(self) -> Self:
        """Those not yet ended."""
        return self.filter(state__in=sorted(LIVE))

    def claimed(self, person_id: int) -> Self:
        """The live ones that this analyst has taken."""
        return self.live().filter(claimed_by=person_id)

    def waiting(self) -> Self:
        """Those that OARM has to decide: what came back first, then the oldest."""
        return self.with_days().filter(state=NominationState.SENT).order_by("-is_back", "sent_on", "pk")

    def with_days(self) -> Self:
        """Each with `sent_on` (last), `first_sent_on`, `returned_on` (last), `is_back`: sent again after a return."""
        moves = Nomination.moves.rel.related_model.objects.standing().filter(nomination=OuterRef("pk")).order_by()
        sent, returned = moves.filter(step=StepKey.NOMINATE), moves.filter(step=StepKey.RETURN)

        def last(rows: Any) -> Subquery:
            return Subquery(rows.values("nomination").annotate(day=Max("made_on")).values("day"))

        first = Subquery(sent.order_by("made_on").values("made_on")[:1])
        return self.annotate(
            sent_on=last(sent), first_sent_on=first, returned_on=last(returned), is_back=Exists(returned)
        )

    def with_reason(self) -> Self:
        """Each with `returned_for`: the code of its last return. For those who may see reasons."""
        moves = Nomination.moves.rel.related_model.objects.standing().filter(nomination=OuterRef("pk"))
        returns = moves.filter(step=StepKey.RETURN).order_by("-made_on", "-pk")
        return self.annotate(returned_for=Subquery(returns.values("note__reason")[:1]))

    @transaction.atomic
    def prepare(
        self, *, vacancy: Any, candidate_name: str, candidate_email: str, by: Person, on: date, **facts: Any
    ) -> "Nomination":
        """Begin the package for one candidate. Facts are proposed_on and documents."""
        if vacancy.stage not in PREPARES:
            raise Refused(
                _("A nomination is prepared from the known budget until it is sent. The vacancy is at “%(s)s”.")
                % {"s": vacancy.get_stage_display()}
            )
        refuse_far_proposal(facts.get("proposed_on"), on=on)
        made = Nomination(
            office_id=vacancy.office_id, vacancy=vacancy, candidate_name=candidate_name,
            candidate_email=candidate_email.lower(), prepared_by=by, **facts,
        )  # fmt: skip
        with refusing(
            one_nomination_at_a_time=_("A nomination for this vacancy is under way. Take that one back first.")
        ):
            made.save(force_insert=True)
        return made

    def follow(self, vacancy: Any, state: NominationState | None) -> tuple["Nomination | None", str]:
        """Bring the live nomination into a state; gives it and the state that it had."""
        live = self.live().filter(vacancy=vacancy).first() if state else None
        if live is None or state is None:
            return None, ""
        before = live.state
        if not Nomination.objects.filter(pk=live.pk, state=before).update(state=state):
            raise Refused(_("Somebody else has just moved this nomination. Look at it again."))
        live.state = state
        return live, before


class Nomination(Deciding, OfficeOwned):
    """One candidate for one vacancy. Seen by the office's leadership and officers, OARM and EOUSA's editors only."""

    vacancy = models.ForeignKey("specialists.Vacancy", models.PROTECT, related_name="nominations", db_constraint=False)
    candidate_name = models.CharField(max_length=120)
    candidate_email = models.EmailField()
    proposed_on = models.DateField(null=True, blank=True)
    """The day on which the office would like the candidate to begin."""
    documents = models.JSONField(default=dict, blank=True)
    """What of the checklist is there: code → reference number, "" where it has none."""
    state = models.CharField(max_length=11, choices=NominationState.choices, default=NominationState.PREPARED)
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=recorded_now)
    nominating_official = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    """OARM's own outside reference number."""
    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="claimed_nominations")
    claimed_at = models.DateTimeField(null=True, blank=True)

    moves: Any
    objects: ClassVar[NominationQuerySet] = NominationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["vacancy"], name="one_nomination_at_a_time", condition=Q(state__in=sorted(LIVE))
            ),
            models.CheckConstraint(
                name="what_is_sent_has_an_official",
                condition=Q(state__in=["PREPARED", "WITHDRAWN"]) | Q(nominating_official__isnull=False),
            ),
            models.CheckConstraint(
                name="a_claim_has_its_instant", condition=~(Q(claimed_by=None) ^ Q(claimed_at=None))
            ),
            SameOffice(name="nomination_of_own_vacancy", field="vacancy"),
            Wall(
                name="nomination_wall",
                rows={"oarm": "sent"},
                secret=["candidate_name", "candidate_email", "documents", "reference"],
                heads="select insert update:candidate_name,candidate_email,proposed_on,documents,state,"
                "nominating_official_id",
                oarm="select update:state,reference,claimed_by_id,claimed_at",
                eousa="select update:state,claimed_by_id,claimed_at",
                totals="select:id,office_id,state,claimed_by_id",
                jobs="select:id,office_id,vacancy_id,state,claimed_by_id",
            ),
        ]
        indexes = [models.Index(fields=["state", "office"], name="nomination_by_state")]

    def __str__(self) -> str:
        return f"nomination of {self.initials}"

    @property
    def initials(self) -> str:
        """What a mail may say of the candidate."""
        letters_of = (re.sub(r"[^\w]", "", word) for word in self.candidate_name.split())
        return " ".join(f"{word[0]}." for word in letters_of if word)

    @property
    def missing(self) -> list[Document]:
        """What of the checklist is not there yet."""
        return [document for document in Document if document.value not in self.documents]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    # --- the office --------------------------------------------------------------------------------------------------
    def edit(self, *, by: Person, on: date, **facts: Any) -> None:
        """Correct the package while it lies with the office."""
        refuse_far_proposal(facts.get("proposed_on"), on=on)
        facts |= {"candidate_email": facts.get("candidate_email", self.candidate_email).lower()}
        if not Nomination.objects.filter(pk=self.pk, state__in=EDITABLE).update(**facts):
            raise Refused(_("The package is not with the office now, so it cannot be changed."))
        self.refresh_from_db()

    @transaction.atomic
    def send(self, *, by: Person, on: date, made_on: date | None = None) -> None:
        """The nominating official sends the package to OARM, or sends it again."""
        self.vacancy.hold()
        if not Nomination.objects.filter(pk=self.pk, state__in=EDITABLE).update(nominating_official=by):
            raise Refused(_("This nomination is not with the office now. Look at it again."))
        self._decided(StepKey.NOMINATE, by=by, on=on, made_on=made_on)

    def discard(self, *, by: Person, on: date) -> None:
        """Drop a package that was never sent. The vacancy stays where it is, and nobody is told."""
        unsent = Nomination.objects.filter(pk=self.pk, state=NominationState.PREPARED)
        if not unsent.update(state=NominationState.WITHDRAWN):
            raise Refused(_("Only a package that was never sent can be dropped. Look at it again."))
        self.state = NominationState.WITHDRAWN

    def take_back(self, *, reason: str, note: str = "", by: Person, on: date, made_on: date | None = None) -> None:
        """The office withdraws its candidate."""
        if reason not in Loss.values:
            raise Refused(_("Choose a reason."), field="reason")
        self._decided(StepKey.TAKE_BACK, by=by, on=on, made_on=made_on, reason=reason, note=note)

    # --- both --------------------------------------------------------------------------------------------------------
    @transaction.atomic
    def say(self, *, text: str, by: Person, at: datetime) -> "NominationRemark":
        """Add to the thread between office and OARM. The other side is told by mail that there is something to read."""
        if not text.strip():
            raise Refused(_("Write what you want to say."), field="text")
        remark = NominationRemark.objects.create(office_id=self.office_id, nomination=self, by=by, at=at, text=text)
        letters.of_remark(self, remark)
        return remark

    @transaction.atomic
    def _decided(self, step: StepKey, *, by: Person, on: date, **facts: Any) -> None:
        """Move the vacancy, and the nomination with it; tell the other side."""
        mine = Nomination.objects.live().filter(pk=self.pk)
        if not mine.exists():
            raise Refused(_("This nomination has ended. Look at it again."))
        move = self.vacancy.move(step, by=by, on=on, **facts)
        self.refresh_from_db()
        letters.of_move(self, move)


def refuse_far_proposal(day: date | None, *, on: date) -> None:
    """Refuse a first day that nobody means."""
    if day and not on - AHEAD < day < on + 3 * AHEAD:
        raise Refused(_("The proposed first day is years away. Check the year."), field="proposed_on")


class NominationRemark(OfficeOwned):
    """A thing that the office or OARM said to the other inside a nomination. Never changed."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="remarks", db_constraint=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=recorded_now)
    text = models.TextField(max_length=4000)

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            SameOffice(name="remark_on_own_nomination", field="nomination"),
            Wall(
                name="nomination_remark_wall", secret=["text"],
                heads="select insert", oarm="select insert", eousa="select insert",
            ),
        ]  # fmt: skip
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.text[:60]
