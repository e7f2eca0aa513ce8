"""The way from a gap to a specialist: its stages, who acts in each, and the steps between them. Data; pure.

Targets are whole calendar days, proposals of the network and not law. An AUSA is appointed under 28 USC 542 on the
US Attorney's nomination, by the Director of OARM (Justice Manual 3-2.200, 3-4); special AUSAs under 28 USC 543 go
through EOUSA (Justice Manual 3-4.213), those for 18 USC 922(g)(8)-(9) also rest on 18 USC 925D.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access import OFFICE_HEADS, Role

GRACE_DAYS = 14
"""How long past its target a stage of the office's own still counts as hiring."""
TRAINING_DAYS = 90
"""How long after the designation the new specialist should have been trained."""


class Party(models.TextChoices):
    """Whose turn it is."""

    LEADERSHIP = "LEADERSHIP", _("the office’s leadership")
    OFFICE = "OFFICE", _("the office")
    OARM = "OARM", _("OARM")
    EOUSA = "EOUSA", _("EOUSA")
    INVESTIGATION = "INVESTIGATION", _("the background investigation")
    NOBODY = "NOBODY", _("nobody")

    @property
    def is_of_the_office(self) -> bool:
        return self in {Party.LEADERSHIP, Party.OFFICE}


class Stage(models.TextChoices):
    """Where a vacancy stands, in the order of the way."""

    GAP_KNOWN = "GAP_KNOWN", _("gap known")
    NO_BUDGET = "NO_BUDGET", _("no budget authority")
    POSITION_REQUESTED = "POSITION_REQUESTED", _("position requested from EOUSA")
    SPECIAL_REQUESTED = "SPECIAL_REQUESTED", _("special AUSA requested from EOUSA")
    BUDGET_IDENTIFIED = "BUDGET_IDENTIFIED", _("budget identified")
    ANNOUNCED = "ANNOUNCED", _("announced")
    SCREENING = "SCREENING", _("screening and interviews")
    NOMINATED = "NOMINATED", _("nominated, with OARM")
    RETURNED = "RETURNED", _("returned to the office")
    APPROVED = "APPROVED", _("approved")
    OFFERED = "OFFERED", _("conditional offer")
    CHECKS = "CHECKS", _("pre-employment checks")
    ENTERED = "ENTERED", _("entered on duty")
    DESIGNATED = "DESIGNATED", _("specialist designated")
    WITHDRAWN = "WITHDRAWN", _("closed without a specialist")

    @property
    def is_open(self) -> bool:
        return self not in CLOSED

    @property
    def turn(self) -> "Turn":
        return TURNS[self]


CLOSED = frozenset({Stage.DESIGNATED, Stage.WITHDRAWN})


@dataclass(frozen=True)
class Turn:
    """Who has to do what in a stage, and within how many days."""

    party: Party
    target: int
    act: Any
    """What that party has to do, as an imperative in words."""


TURNS: dict[Stage, Turn] = {
    Stage.GAP_KNOWN: Turn(Party.LEADERSHIP, 14, _("find budget authority or say why there is none")),
    Stage.NO_BUDGET: Turn(Party.LEADERSHIP, 30, _("look for budget authority again, or request a position")),
    Stage.POSITION_REQUESTED: Turn(Party.EOUSA, 30, _("grant or refuse the position")),
    Stage.SPECIAL_REQUESTED: Turn(Party.EOUSA, 30, _("appoint the special AUSA or say no")),
    Stage.BUDGET_IDENTIFIED: Turn(Party.OFFICE, 30, _("announce the position")),
    Stage.ANNOUNCED: Turn(Party.OFFICE, 45, _("close the announcement and screen")),
    Stage.SCREENING: Turn(Party.OFFICE, 30, _("choose a candidate and nominate")),
    Stage.NOMINATED: Turn(Party.OARM, 30, _("decide on the nomination")),
    Stage.RETURNED: Turn(Party.LEADERSHIP, 15, _("mend the nomination and send it again")),
    Stage.APPROVED: Turn(Party.OFFICE, 5, _("make the conditional offer")),
    Stage.OFFERED: Turn(Party.OFFICE, 15, _("get the candidate’s answer and start the checks")),
    Stage.CHECKS: Turn(Party.INVESTIGATION, 210, _("finish the pre-employment checks")),
    Stage.ENTERED: Turn(Party.LEADERSHIP, 10, _("designate the specialist")),
    Stage.DESIGNATED: Turn(Party.NOBODY, 0, ""),
    Stage.WITHDRAWN: Turn(Party.NOBODY, 0, ""),
}


class Budget(models.TextChoices):
    """What pays for the position, or the coded reason why nothing does."""

    VACANT_SLOT = "VACANT_SLOT", _("vacant slot")
    ATTRITION = "ATTRITION", _("attrition")
    REALLOCATION = "REALLOCATION", _("reallocation")
    DETAIL = "DETAIL", _("detail")
    NEW_POSITION = "NEW_POSITION", _("new position from EOUSA")
    NO_SLOT = "NO_SLOT", _("none: no slot")
    HIRING_FREEZE = "HIRING_FREEZE", _("none: hiring freeze")
    CONTINUING_RESOLUTION = "CONTINUING_RESOLUTION", _("none: continuing resolution")
    REFUSED = "REFUSED", _("none: EOUSA had no position")
    OTHER = "OTHER", _("none: another reason")

    @property
    def is_found(self) -> bool:
        return self in FOUND


OFFICE_FINDS = (Budget.VACANT_SLOT, Budget.ATTRITION, Budget.REALLOCATION, Budget.DETAIL)
FOUND = frozenset({*OFFICE_FINDS, Budget.NEW_POSITION})
OFFICE_LACKS = (Budget.NO_SLOT, Budget.HIRING_FREEZE, Budget.CONTINUING_RESOLUTION, Budget.OTHER)


class SpecialKind(models.TextChoices):
    """Which special AUSA is asked for."""

    SAUSA_543 = "SAUSA_543", _("special AUSA (28 USC 543)")
    SAUSA_925D = "SAUSA_925D", _("special AUSA for firearms cases (18 USC 925D with 28 USC 543)")
    TRIBAL_543 = "TRIBAL_543", _("tribal special AUSA (28 USC 543)")


class ReturnReason(models.TextChoices):
    """Why OARM sends a package back."""

    DOCUMENT_MISSING = "DOCUMENT_MISSING", _("a document is missing")
    BAR_CERTIFICATE = "BAR_CERTIFICATE", _("bar certificate")
    REFERENCES = "REFERENCES", _("references")
    CONFLICT = "CONFLICT", _("question about a conflict of interest")
    BUDGET = "BUDGET", _("budget authority not shown")
    OTHER = "OTHER", _("another reason")


class Loss(models.TextChoices):
    """Why a vacancy is closed, or a candidate lost. Shown to those who may see candidates, to nobody else."""

    CANDIDATE_WITHDREW = "CANDIDATE_WITHDREW", _("the candidate withdrew")
    OFFER_DECLINED = "OFFER_DECLINED", _("the offer was declined")
    CHECKS_NOT_PASSED = "CHECKS_NOT_PASSED", _("the checks were not passed")
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED", _("the post is filled in another way")
    OTHER = "OTHER", _("another reason")


class NominationState(models.TextChoices):
    """Where a nomination stands."""

    PREPARED = "PREPARED", _("being prepared")
    SENT = "SENT", _("with OARM")
    RETURNED = "RETURNED", _("returned to the office")
    APPROVED = "APPROVED", _("approved")
    CONDITIONAL = "CONDITIONAL", _("approved with conditions")
    DECLINED = "DECLINED", _("declined")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")
    DONE = "DONE", _("on duty and designated")

    @property
    def is_live(self) -> bool:
        return self in LIVE


LIVE = frozenset({
    NominationState.PREPARED, NominationState.SENT, NominationState.RETURNED,
    NominationState.APPROVED, NominationState.CONDITIONAL,
})  # fmt: skip


class StepKey(models.TextChoices):
    """What a move was. In words as a past event."""

    OPEN = "OPEN", _("vacancy opened")
    FIND_BUDGET = "FIND_BUDGET", _("budget identified")
    LACK_BUDGET = "LACK_BUDGET", _("no budget found")
    REQUEST_POSITION = "REQUEST_POSITION", _("position requested from EOUSA")
    GRANT_POSITION = "GRANT_POSITION", _("position granted by EOUSA")
    REFUSE_POSITION = "REFUSE_POSITION", _("position refused by EOUSA")
    REQUEST_SPECIAL = "REQUEST_SPECIAL", _("special AUSA requested from EOUSA")
    REFUSE_SPECIAL = "REFUSE_SPECIAL", _("special AUSA refused by EOUSA")
    APPOINT_PARTIAL = "APPOINT_PARTIAL", _("special AUSA under 18 USC 925D appointed; the post stays open")
    APPOINT_SPECIAL = "APPOINT_SPECIAL", _("special AUSA designated")
    ANNOUNCE = "ANNOUNCE", _("position announced")
    SCREEN = "SCREEN", _("screening begun")
    NOMINATE = "NOMINATE", _("nominated")
    RETURN = "RETURN", _("returned by OARM")
    APPROVE = "APPROVE", _("approved by OARM")
    APPROVE_WITH_CONDITIONS = "APPROVE_WITH_CONDITIONS", _("approved by OARM with conditions")
    DECLINE = "DECLINE", _("declined by OARM")
    TAKE_BACK = "TAKE_BACK", _("nomination taken back")
    OFFER = "OFFER", _("conditional offer made")
    BEGIN_CHECKS = "BEGIN_CHECKS", _("pre-employment checks begun")
    LOSE_CANDIDATE = "LOSE_CANDIDATE", _("back to screening")
    ENTER = "ENTER", _("entered on duty")
    DESIGNATE = "DESIGNATE", _("specialist designated")
    DESIGNATE_SITTING = "DESIGNATE_SITTING", _("sitting AUSA designated")
    WITHDRAW = "WITHDRAW", _("closed without a specialist")
    VOID = "VOID", _("taken off the record: opened in error")


@dataclass(frozen=True)
class Step:
    """A move that somebody may make: from where to where, who, and what has to be said with it."""

    label: Any
    """The act as an imperative, for a button."""
    to: Stage
    comes_from: frozenset[Stage]
    made_by: frozenset[Role]
    details: Collection["Budget | SpecialKind"] = ()
    """The codes of which one has to be named; all of government may see it."""
    reasons: type[models.TextChoices] | None = None
    """The choices of which one has to be named; only those who may see candidates see it."""
    nomination: NominationState | None = None
    """What becomes of the vacancy's live nomination."""
    goes_back: bool = False
    """Leads to where the vacancy was before the request that it answers; `to` stands for it in the table."""
    is_plain: bool = True
    """Needs nothing beyond a day, a code, a reason and a note; else it has a form of its own."""


HEADS_AND_EOUSA = OFFICE_HEADS | {Role.EOUSA}
LEADERSHIP = frozenset({Role.LEADERSHIP})
EOUSA = frozenset({Role.EOUSA})
OARM = frozenset({Role.OARM})
DESIGNATES = LEADERSHIP | EOUSA
BEFORE_OARM = frozenset({
    Stage.GAP_KNOWN, Stage.NO_BUDGET, Stage.POSITION_REQUESTED, Stage.BUDGET_IDENTIFIED, Stage.ANNOUNCED,
    Stage.SCREENING, Stage.RETURNED,
})  # fmt: skip
OPEN = frozenset(stage for stage in Stage if stage.is_open)


def among(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


STEPS: dict[StepKey, Step] = {
    StepKey.OPEN: Step(_("Open the vacancy"), Stage.GAP_KNOWN, among(), HEADS_AND_EOUSA, is_plain=False),
    StepKey.FIND_BUDGET: Step(
        _("Name the budget"), Stage.BUDGET_IDENTIFIED, among(Stage.GAP_KNOWN, Stage.NO_BUDGET),
        OFFICE_HEADS, details=OFFICE_FINDS,
    ),
    StepKey.LACK_BUDGET: Step(
        _("Say why there is no budget"), Stage.NO_BUDGET, among(Stage.GAP_KNOWN, Stage.BUDGET_IDENTIFIED),
        OFFICE_HEADS, details=OFFICE_LACKS,
    ),
    StepKey.REQUEST_POSITION: Step(
        _("Request a position from EOUSA"), Stage.POSITION_REQUESTED, among(Stage.GAP_KNOWN, Stage.NO_BUDGET),
        OFFICE_HEADS,
    ),
    StepKey.GRANT_POSITION: Step(
        _("Grant the position"), Stage.BUDGET_IDENTIFIED, among(Stage.POSITION_REQUESTED), EOUSA,
        details=(Budget.NEW_POSITION,),
    ),
    StepKey.REFUSE_POSITION: Step(
        _("Refuse the position"), Stage.NO_BUDGET, among(Stage.POSITION_REQUESTED), EOUSA, details=(Budget.REFUSED,),
    ),
    StepKey.ANNOUNCE: Step(
        _("Record the announcement"), Stage.ANNOUNCED, among(Stage.BUDGET_IDENTIFIED, Stage.SCREENING), OFFICE_HEADS,
    ),
    StepKey.SCREEN: Step(_("Begin screening"), Stage.SCREENING, among(Stage.ANNOUNCED), OFFICE_HEADS),
    StepKey.NOMINATE: Step(
        _("Nominate"), Stage.NOMINATED, among(Stage.SCREENING, Stage.RETURNED), LEADERSHIP,
        nomination=NominationState.SENT, is_plain=False,
    ),
    StepKey.RETURN: Step(
        _("Return to the office"), Stage.RETURNED, among(Stage.NOMINATED), OARM, reasons=ReturnReason,
        nomination=NominationState.RETURNED, is_plain=False,
    ),
    StepKey.APPROVE: Step(
        _("Approve"), Stage.APPROVED, among(Stage.NOMINATED), OARM, nomination=NominationState.APPROVED,
        is_plain=False,
    ),
    StepKey.APPROVE_WITH_CONDITIONS: Step(
        _("Approve with conditions"), Stage.APPROVED, among(Stage.NOMINATED), OARM,
        nomination=NominationState.CONDITIONAL, is_plain=False,
    ),
    StepKey.DECLINE: Step(
        _("Decline"), Stage.SCREENING, among(Stage.NOMINATED), OARM, nomination=NominationState.DECLINED,
        is_plain=False,
    ),
    StepKey.TAKE_BACK: Step(
        _("Take the nomination back"), Stage.SCREENING, among(Stage.NOMINATED, Stage.RETURNED), LEADERSHIP,
        reasons=Loss, nomination=NominationState.WITHDRAWN, is_plain=False,
    ),
    StepKey.OFFER: Step(_("Record the conditional offer"), Stage.OFFERED, among(Stage.APPROVED), OFFICE_HEADS),
    StepKey.BEGIN_CHECKS: Step(_("Record that the checks began"), Stage.CHECKS, among(Stage.OFFERED), OFFICE_HEADS),
    StepKey.LOSE_CANDIDATE: Step(
        _("Go back to screening"), Stage.SCREENING,
        among(Stage.APPROVED, Stage.OFFERED, Stage.CHECKS, Stage.ENTERED), OFFICE_HEADS,
        reasons=Loss, nomination=NominationState.WITHDRAWN,
    ),
    StepKey.ENTER: Step(
        _("Record the entry on duty"), Stage.ENTERED, among(Stage.CHECKS), OFFICE_HEADS, is_plain=False
    ),
    StepKey.DESIGNATE: Step(
        _("Designate the specialist"), Stage.DESIGNATED, among(Stage.ENTERED), DESIGNATES,
        nomination=NominationState.DONE, is_plain=False,
    ),
    StepKey.DESIGNATE_SITTING: Step(
        _("Designate a sitting AUSA"), Stage.DESIGNATED, BEFORE_OARM, DESIGNATES,
        nomination=NominationState.WITHDRAWN, is_plain=False,
    ),
    StepKey.REQUEST_SPECIAL: Step(
        _("Request a special AUSA from EOUSA"), Stage.SPECIAL_REQUESTED, BEFORE_OARM, OFFICE_HEADS,
        details=tuple(SpecialKind), nomination=NominationState.WITHDRAWN,
    ),
    StepKey.REFUSE_SPECIAL: Step(
        _("Say no to the special AUSA"), Stage.GAP_KNOWN, among(Stage.SPECIAL_REQUESTED), EOUSA,
        goes_back=True,
    ),
    StepKey.APPOINT_PARTIAL: Step(
        _("Appoint under 18 USC 925D"), Stage.GAP_KNOWN, among(Stage.SPECIAL_REQUESTED), EOUSA,
        goes_back=True, is_plain=False,
    ),
    StepKey.APPOINT_SPECIAL: Step(
        _("Appoint under 28 USC 543"), Stage.DESIGNATED, among(Stage.SPECIAL_REQUESTED), EOUSA, is_plain=False
    ),
    StepKey.VOID: Step(
        _("Take it off the record: opened in error"), Stage.WITHDRAWN, OPEN, DESIGNATES,
        nomination=NominationState.WITHDRAWN,
    ),
    StepKey.WITHDRAW: Step(
        _("Close without a specialist"), Stage.WITHDRAWN, OPEN, DESIGNATES, reasons=Loss,
        nomination=NominationState.WITHDRAWN,
    ),
}  # fmt: skip


def steps_from(stage: Stage, role: Role) -> Iterable[StepKey]:
    """What this role may do with a vacancy in this stage, in the order of the way."""
    return [key for key, step in STEPS.items() if stage in step.comes_from and role in step.made_by]
