"""What a reader may do with a vacancy: the one next act first, the side doors after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from portal.access import OFFICE_HEADS, Permission, Role
from portal.hats import PortalRequest
from portal.models import Office
from specialists.models import Clearance, Move, Nomination, Vacancy
from specialists.models.nomination import PREPARES
from specialists.models.undoing import UNDO
from specialists.models.vacancy import voided
from specialists.pipeline import pipeline, stays_between
from specialists.stages import Stage, StepKey, steps_from
from specialists.views.vacancy_words import label

MAIN = frozenset({
    StepKey.FIND_BUDGET, StepKey.GRANT_POSITION, StepKey.ANNOUNCE, StepKey.SCREEN, StepKey.OFFER,
    StepKey.BEGIN_CHECKS, StepKey.ENTER, StepKey.DESIGNATE, StepKey.APPOINT_SPECIAL,
})  # fmt: skip
"""The steps that carry a vacancy forward. All others are side doors."""
OF_NOMINATION = frozenset({
    StepKey.NOMINATE, StepKey.TAKE_BACK, StepKey.RETURN, StepKey.APPROVE, StepKey.APPROVE_WITH_CONDITIONS,
    StepKey.DECLINE, StepKey.APPOINT_PARTIAL,
})  # fmt: skip
"""Steps with no door of their own here: those made on the nomination’s page, and one that its twin leads to."""
OWN_FORM = {
    StepKey.ENTER: "vacancy-entry",
    StepKey.DESIGNATE: "vacancy-designation",
    StepKey.DESIGNATE_SITTING: "vacancy-designation",
    StepKey.APPOINT_SPECIAL: "vacancy-special",
}
HAS_THE_TURN = {
    Stage.SCREENING: OFFICE_HEADS, Stage.RETURNED: OFFICE_HEADS, Stage.NOMINATED: frozenset({Role.OARM}),
}  # fmt: skip
"""For whom the nomination is the next act."""
WITH_CHECKS = frozenset({Stage.OFFERED, Stage.CHECKS, Stage.ENTERED})


@dataclass(frozen=True)
class Offer:
    """An act that a reader may take. `is_main`: the one that carries the vacancy forward."""

    label: str
    url: str
    is_main: bool = False


def with_nomination(vacancies: QuerySet[Vacancy], request: PortalRequest) -> QuerySet[Vacancy]:
    """Each with the key of its live nomination, for those who may see nominations."""
    if not request.hat.may(Permission.NOMINATION_VIEW):
        return vacancies
    live = Nomination.objects.live().filter(vacancy=OuterRef("pk")).values("pk")[:1]
    return vacancies.annotate(nomination_pk=Subquery(live))


def latest_of(office: Office, request: PortalRequest) -> Vacancy | None:
    """The office’s open vacancy, else the one closed last. One query."""
    moves = Move.objects.standing().filter(vacancy=OuterRef("pk")).in_order()
    found = with_nomination(Vacancy.objects.filter(office=office).exclude(voided()), request)
    found = found.annotate(way=ArraySubquery(moves.values(row=JSONObject(stage="stage", on="made_on"))))
    return found.order_by(F("closed_on").desc(nulls_first=True), "-pk").first()


def way_of(vacancy: Any) -> list[dict[str, Any]]:
    """The way of an office’s latest vacancy as a picture."""
    entered = [(Stage(move["stage"]), date.fromisoformat(move["on"])) for move in vacancy.way]
    return pipeline(stays_between(entered), localdate())


def offers(vacancy: Vacancy, request: PortalRequest) -> list[Offer]:
    """What the reader may do now, what carries the vacancy forward first."""
    found = [*nominating(vacancy, request), *stepping(vacancy, request), *beside(vacancy, request)]
    return sorted(found, key=lambda offer: not offer.is_main)


def stepping(vacancy: Vacancy, request: PortalRequest) -> Iterator[Offer]:
    """The steps from the stage."""
    for key in steps_from(Stage(vacancy.stage), request.hat.role):
        if key not in OF_NOMINATION:
            yield Offer(label(vacancy, key), address(vacancy, key), is_next(vacancy, key))


def is_next(vacancy: Vacancy, key: StepKey) -> bool:
    """Whether the step carries the vacancy forward from here. Nobody enters on duty before the drug test."""
    if key is StepKey.ENTER and lacks_drug_test(vacancy):
        return False
    return key in MAIN and vacancy.stage != Stage.SCREENING


def lacks_drug_test(vacancy: Vacancy) -> bool:
    """Whether the checks wait for the drug test. Asked of those who may see its day."""
    known = Clearance.objects.standing().filter(vacancy=vacancy).exclude(drug_test_on=None)
    return vacancy.stage == Stage.CHECKS and not known.exists()


def address(vacancy: Vacancy, key: StepKey) -> str:
    """The form of a step."""
    if key in OWN_FORM:
        return reverse(OWN_FORM[key], args=[vacancy.pk])
    return f"{reverse('vacancy-move', args=[vacancy.pk])}?{urlencode({'step': key.value})}"


def nominating(vacancy: Vacancy, request: PortalRequest) -> Iterator[Offer]:
    """The way to the nomination, or the beginning of one."""
    pk = getattr(vacancy, "nomination_pk", None)
    stage, may = Stage(vacancy.stage), request.hat.may
    if pk:
        url = reverse("nomination-detail", args=[pk])
        yield Offer(words_of_nomination(stage, request.hat.role), url, request.hat.role in HAS_THE_TURN.get(stage, ()))
    elif stage in PREPARES and may(Permission.NOMINATION_PREPARE):
        url = reverse("nomination-create", args=[vacancy.pk])
        yield Offer(_("Prepare the nomination"), url, stage is Stage.SCREENING)


def words_of_nomination(stage: Stage, role: Role) -> str:
    """What the reader goes to the nomination for."""
    if stage is Stage.NOMINATED and role is Role.OARM:
        return _("Decide on the nomination")
    if stage in {Stage.SCREENING, Stage.RETURNED} and role is Role.LEADERSHIP:
        return _("Look at the nomination and send it")
    if stage in {Stage.SCREENING, Stage.RETURNED} and role is Role.OFFICER:
        return _("Complete the nomination")
    return _("See the nomination")


def beside(vacancy: Vacancy, request: PortalRequest) -> Iterator[Offer]:
    """What does not move the vacancy: checks, cover, training, the point of contact."""
    may, args = request.hat.may, [vacancy.pk]
    if vacancy.stage in WITH_CHECKS and may(Permission.CHECKS_EDIT):
        yield Offer(_("Record the checks"), reverse("vacancy-checks", args=args), lacks_drug_test(vacancy))
    if vacancy.is_open and may(Permission.SPECIALIST_DESIGNATE):
        yield Offer(_("Record acting cover meanwhile"), reverse("vacancy-cover", args=args))
    if vacancy.training_due_on and may(Permission.VACANCY_MOVE):
        yield Offer(_("Record the training"), reverse("vacancy-training", args=args), is_main=True)


def undoable(vacancy: Vacancy, last: Move | None, request: PortalRequest) -> dict[str, Any] | None:
    """The last move, if this reader may still undo it."""
    if last is None or not request.hat.may(Permission.VACANCY_UNDO) or not is_undone_by(last, request, now()):
        return None
    return {"url": reverse("vacancy-undo", args=[vacancy.pk]), "step": last.get_step_display()}


def is_undone_by(last: Move, request: PortalRequest, at: datetime) -> bool:
    """Whether the move is the reader’s own, of the last day, and one that can be undone."""
    is_own = last.recorded_by_id == request.hat.person_id and last.recorded_at >= at - UNDO
    return is_own and last.step not in {StepKey.OPEN, StepKey.APPOINT_PARTIAL, StepKey.VOID}
