"""The funnel in words: the sentence above it, its steps, where questions end, and why."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.clocks import after_words, late_of
from grants.funnel import Funnel
from grants.taxonomy import Because, Said

STEPS = (
    ("asked", gettext_lazy("Asked")),
    ("answered", gettext_lazy("Answered")),
    ("referred", gettext_lazy("Pointed to a program")),
    ("applied", gettext_lazy("Applied")),
    ("awarded", gettext_lazy("Awarded money")),
)
KEYS = tuple(key for key, _label in STEPS)
WHOLE = 100
FEW = 20
"""Of fewer than so many no percentage is told: one question more or less would move it by five points."""


class Step(NamedTuple):
    """One bar: what it counts, how many, and of how many in the step before."""

    key: str
    label: str
    number: int
    before: int | None

    @property
    def words(self) -> str:
        """18 of 20 (90 %); 3 of 5, as so few make no percentage; the first step stands alone."""
        return self.share or str(self.number)

    @property
    def share(self) -> str:
        """How many of those in the step before; empty for the first, and where there was none."""
        if not self.before:
            return ""
        said = {"n": self.number, "of": self.before, "share": round(WHOLE * self.number / self.before)}
        if self.before < FEW:
            return _("%(n)d of %(of)d") % said
        return _("%(n)d of %(of)d (%(share)d %%)") % said


def steps(funnel: Funnel) -> list[Step]:
    """The five, in their order."""
    before: list[int | None] = [None, *funnel.steps[:-1]]
    named = zip(STEPS, funnel.steps, before, strict=True)
    return [Step(key, str(label), number, earlier) for (key, label), number, earlier in named]


def sentence(funnel: Funnel, *, is_national: bool) -> str:
    """20 questions were asked: 18 answered, 12 pointed to a program, 5 followed by an application, 2 by an award."""
    if not funnel.asked:
        return _("No office has been asked about federal money yet.") if is_national else nothing_asked()
    said = ngettext(
        "%(asked)d question about federal money was asked: %(answered)d answered, %(referred)d pointed to a program, "
        "%(applied)d followed by an application, %(awarded)d by an award.",
        "%(asked)d questions about federal money were asked: %(answered)d answered, %(referred)d pointed to a program, "
        "%(applied)d followed by an application, %(awarded)d by an award.",
        funnel.asked,
    )
    return said % {key: getattr(funnel, key) for key, _label in STEPS}


def nothing_asked() -> str:
    return _("Your office has not been asked about federal money yet.")


def clocks(funnel: Funnel) -> str:
    """The first answer came, by half, after 1.5 working days. 2 wait for their first answer, 1 is late."""
    said = []
    if funnel.median_days is not None:
        said.append(
            _("Half of the first answers came %(after)s or sooner.") % {"after": after_words(funnel.median_days)}
        )
    if funnel.waiting:
        waits = ngettext(
            "%(n)d question waits for its first answer",
            "%(n)d questions wait for their first answer",
            funnel.waiting,
        )
        late = late_of(funnel.waiting, funnel.late) if funnel.late else _(", none is late.")
        said.append((waits + late) % {"n": funnel.waiting, "late": funnel.late})
    elif funnel.asked:
        said.append(_("No question waits for its first answer."))
    return " ".join(said)


def ends(funnel: Funnel) -> dict[str, Any]:
    """Where questions are now, as far as they came: a table that adds up to those asked."""
    asked, answered, referred, applied, awarded = funnel.steps
    rows = [
        (_("not answered"), asked - answered),
        (_("answered, and no program named"), answered - referred),
        (_("a program named, and nobody said that they applied"), referred - applied),
        (_("applied, and no money awarded until now"), applied - awarded),
        (_("money awarded"), awarded),
    ]
    return {"caption": _("How far each question came"), "head": [_("It came so far"), _("Questions")], "rows": rows}


def reasons(funnel: Funnel) -> dict[str, Any]:
    """Why programs were not taken up or brought nothing, as it was said, the most frequent first."""
    found = sorted(funnel.reasons.items(), key=lambda item: (-item[1], item[0]))
    rows = [(f"{capfirst(str(Said(said).label))}: {Because(because).label}", n) for (said, because), n in found]
    head = [_("What was said, and why"), _("Programs named")]
    return {"caption": _("Reasons that were given"), "head": head, "rows": rows}


def silence(funnel: Funnel) -> str:
    """Of 30 programs named nothing is known of 12."""
    if not funnel.pointers:
        return ""
    said = ngettext(
        "%(n)d program was named; of %(silent)d nobody has said yet what became of it.",
        "Programs were named %(n)d times; of %(silent)d nobody has said yet what became of them.",
        funnel.pointers,
    )
    return said % {"n": funnel.pointers, "silent": funnel.silent}


def whole(found: Iterable[Step]) -> int:
    """The end of the scale."""
    return max((step.number for step in found), default=1) or 1
