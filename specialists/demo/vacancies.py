"""The acts behind the course of an invented vacancy: who does what on which day, besides the moves themselves. Pure."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, Protocol

from specialists.demo.courses import Leg
from specialists.models.nomination import Document
from specialists.stages import EOUSA, STEPS, Budget, StepKey

CONDITIONS = "Proof of bar membership before the entry on duty. (Invented.)"
RETURNS = {
    "DOCUMENT_MISSING": "The writing sample is missing from the package. (Invented.)",
    "BAR_CERTIFICATE": "The certificate of bar membership is older than 90 days. Please add a new one. (Invented.)",
    "REFERENCES": "Two of the three references cannot be reached. Please name others. (Invented.)",
    "CONFLICT": "Please say how the candidate’s former cases are kept apart. (Invented.)",
    "BUDGET": "The package does not show the budget authority. (Invented.)",
}
DECLINED = "The experience required by the announcement is not shown. (Invented.)"
REMARKS = (
    ("LEADER", "The candidate can begin four weeks after the offer. Is that soon enough? (Invented.)"),
    ("OARM", "It is. Please note that day in the package. (Invented.)"),
)
TEMPORARY = 425
"""Days of a temporary appointment pending the background investigation: fourteen months."""


class Teller(Protocol):
    """What is needed of the life that the vacancy belongs to."""

    random: Random
    on: date

    @property
    def boss(self) -> str: ...

    def note(self, ago: int, actor: str, act: str, *, late: int = 0, case: int = 0, **words: Any) -> None: ...

    def day(self, ago: int) -> date: ...

    def lag(self) -> int: ...

    def person(self) -> str: ...

    def stranger(self) -> str: ...


class Course:
    """Tells one vacancy. `name`: with whom it ends, or the candidate of today; `kind`: how they will serve; `until`:
    nothing of it happens later than so many days ago."""

    def __init__(self, life: Teller, legs: list[tuple[int, Leg]], name: str, kind: str, until: int = 1) -> None:
        self.life, self.random = life, life.random
        self.legs, self.name, self.kind = legs, name, kind
        self.candidate, self.is_claimed, self.until = "", False, until
        nominations = [n for n, (_ago, leg) in enumerate(legs) if leg.step == StepKey.NOMINATE]
        lost = [n for n, (_ago, leg) in enumerate(legs) if leg.step in LOSES]
        self.last_round = next((n for n in nominations if not lost or n > lost[-1]), len(legs))

    def tell(self) -> None:
        for number, (ago, leg) in enumerate(self.legs):
            TELLS.get(leg.step, Course.moves)(self, number, ago, leg)

    # --- moves -------------------------------------------------------------------------------------------------------
    def begins(self, _number: int, ago: int, _leg: Leg) -> None:
        self.note(ago, self.life.boss, "begin")

    def moves(self, _number: int, ago: int, leg: Leg) -> None:
        """A plain move. Some are made by mistake first, and undone."""
        actor = self.actor(leg.step)
        words = {"step": leg.step, "detail": leg.detail, "reason": leg.reason}
        if leg.step == StepKey.FIND_BUDGET and self.random.random() < 0.08:
            self.at_once(ago, actor, "move", **words | {"detail": str(Budget.DETAIL)})
            self.at_once(ago, actor, "undo")
        self.note(ago, actor, "move", **words)
        if leg.step == StepKey.BEGIN_CHECKS:
            self.at_once(max(1, ago - 3), actor, "checks", background_opened_on=self.life.day(ago))

    def actor(self, step: StepKey) -> str:
        if STEPS[step].made_by == EOUSA:
            return "EOUSA"
        return "LEADER" if step in {StepKey.WITHDRAW, StepKey.VOID} else self.random.choice(["LEADER", "OFFICER"])

    # --- nominations -------------------------------------------------------------------------------------------------
    def nominates(self, number: int, ago: int, _leg: Leg) -> None:
        if self.legs[number - 1][1].step == StepKey.RETURN:
            self.at_once(ago, "OFFICER", "mend", documents=documents())
        else:
            self.prepares(number, ago)
        self.note(ago, "LEADER", "send")
        if number == len(self.legs) - 1 and ago > 10 and self.random.random() < 0.5:
            self.claims(ago - 4)

    def prepares(self, number: int, ago: int) -> None:
        """A package for a new candidate, complete or not."""
        self.candidate = self.name if number >= self.last_round else self.life.stranger()
        self.is_claimed = False
        lacks = self.random.choice([(), (), (Document.REFERENCES,), (Document.BAR_CERTIFICATE, Document.CONFLICTS)])
        earliest = self.legs[number - 1][0]
        self.at_once(
            min(earliest, ago + self.random.randint(0, 6)),
            "OFFICER",
            "prepare",
            name=self.candidate,
            documents=documents(lacks),
            proposed_on=self.life.day(ago - 240),
        )

    def claims(self, ago: int) -> None:
        if not self.is_claimed:
            self.at_once(ago, "OARM", "claim", reference=f"A-{self.random.randint(10000, 99999)} (invented)")
            self.is_claimed = True

    def decides(self, number: int, ago: int, leg: Leg) -> None:
        """OARM approves, returns or declines, after it has taken the nomination and perhaps been asked something."""
        sent = self.legs[number - 1][0]
        self.claims(min(sent, ago + self.random.randint(1, 8)))
        if self.random.random() < 0.35:
            for actor, text in REMARKS:
                self.at_once(min(sent, ago + 2), actor, "say", text=text)
        if leg.step == StepKey.APPROVE and self.random.random() < 0.06:
            self.at_once(ago, "OARM", "give_back", reason="REFERENCES", text=RETURNS["REFERENCES"])
            self.at_once(ago, "OARM", "undo")
        act, words = DECISIONS[leg.step](leg)
        self.at_once(ago, "OARM", act, **words)

    def takes_back(self, _number: int, ago: int, leg: Leg) -> None:
        self.at_once(ago, "LEADER", "take_back", reason=leg.reason)

    # --- the end -----------------------------------------------------------------------------------------------------
    def enters(self, number: int, ago: int, _leg: Leg) -> None:
        """Entry on duty with a not-to-exceed date, and its extension a month before that."""
        dates = {
            "background_opened_on": self.life.day(self.legs[number - 1][0]),
            "drug_test_on": self.life.day(ago + 9),
            "not_to_exceed_on": self.life.day(ago - TEMPORARY),
        }
        closed = {"background_closed_on": self.life.day(ago + 5)} if self.random.random() < 0.6 else {}
        self.note(ago, "OFFICER", "enter", **dates, **closed)
        if ago - TEMPORARY + 31 > self.until and not closed:
            longer = self.life.day(ago - TEMPORARY - 365)
            self.at_once(ago - TEMPORARY + 31, "OARM", "extend", not_to_exceed_on=longer)

    def designates(self, _number: int, ago: int, _leg: Leg) -> None:
        """The specialist, and the training that follows."""
        self.note(ago, "LEADER", "designate", name=self.name, kind=self.kind, starts_on=self.life.day(ago))
        self.trains(ago)

    def appoints(self, _number: int, ago: int, leg: Leg) -> None:
        """EOUSA appoints the special AUSA who fills the post, or the one who cannot."""
        fills = leg.step == StepKey.APPOINT_SPECIAL
        name, kind = (self.name, self.kind) if fills else (self.life.person(), "COLLATERAL")
        self.note(ago, "EOUSA", "appoint_special", name=name, kind=kind, starts_on=self.life.day(ago))
        if fills:
            self.trains(ago)

    def trains(self, ago: int) -> None:
        taken = ago - self.random.randint(20, 110)
        if taken > self.until and self.random.random() < 0.9:
            self.note(taken, "LEADER", "train")

    def note(self, ago: int, actor: str, act: str, **words: Any) -> None:
        """An act that may be recorded some days after it happened."""
        late = min(self.life.lag(), max(0, ago - 1))
        self.life.note(ago, actor, act, late=late, case=self.legs[0][0], **words)

    def at_once(self, ago: int, actor: str, act: str, **words: Any) -> None:
        """An act that is recorded as it happens."""
        self.life.note(ago, actor, act, case=self.legs[0][0], **words)


LOSES = frozenset({StepKey.DECLINE, StepKey.TAKE_BACK, StepKey.LOSE_CANDIDATE})
DECISIONS: dict[StepKey, Callable[[Leg], tuple[str, dict[str, Any]]]] = {
    StepKey.APPROVE: lambda _leg: ("approve", {}),
    StepKey.APPROVE_WITH_CONDITIONS: lambda _leg: ("approve", {"conditions": CONDITIONS}),
    StepKey.RETURN: lambda leg: ("give_back", {"reason": leg.reason, "text": RETURNS[leg.reason]}),
    StepKey.DECLINE: lambda _leg: ("decline", {"text": DECLINED}),
}
TELLS: dict[StepKey, Callable[[Course, int, int, Leg], None]] = {
    StepKey.OPEN: Course.begins,
    StepKey.NOMINATE: Course.nominates,
    **dict.fromkeys(DECISIONS, Course.decides),
    StepKey.TAKE_BACK: Course.takes_back,
    StepKey.ENTER: Course.enters,
    StepKey.DESIGNATE: Course.designates,
    StepKey.DESIGNATE_SITTING: Course.designates,
    StepKey.APPOINT_SPECIAL: Course.appoints,
    StepKey.APPOINT_PARTIAL: Course.appoints,
}


def documents(lacking: tuple[Document, ...] = ()) -> dict[str, str]:
    """The checklist with invented reference numbers, without what is lacking."""
    return {str(each): f"doc {number}" for number, each in enumerate(Document, 1) if each not in lacking}
