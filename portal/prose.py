"""Free text on its way in: kept, kept with a reason, or refused with the sentence that says why."""

from django.core.exceptions import ValidationError

from portal import guard_words
from portal.guard import Finding, Kind, Level, findings, worst

BECAUSE = "_kept_because"
"""What follows the name of a field in the name of what asks for a reason."""
REASON_LENGTH = 300


class Prose(str):
    """Text that is kept although it may identify somebody: what was found in it, and why it has to stand there."""

    __slots__ = ("kept_because", "kinds")
    kept_because: str
    kinds: tuple[Kind, ...]

    def __new__(cls, text: str, *, kept_because: str, kinds: tuple[Kind, ...]) -> "Prose":
        made = super().__new__(cls, text)
        made.kept_because, made.kinds = kept_because, kinds
        return made


def judged(text: str, because: str) -> str:
    """The text as it may be kept, a `Prose` where it needed the reason. Raises ValidationError where it may not."""
    found = findings(text)
    refuse_hard(found)
    if not found:
        return text
    if not because:
        raise ValidationError(guard_words.sentence(found), code="reason")
    refuse_reason(because)
    return Prose(text, kept_because=because, kinds=tuple(sorted({one.kind for one in found})))


def of_nobody(text: str) -> str:
    """The text of somebody whom nobody knows: what may identify a person is refused, and no reason is taken."""
    if found := findings(text):
        raise ValidationError(guard_words.to_nobody(found), code="identity")
    return text


def unchanged(text: str) -> str:
    """A text that is kept already: no reason is asked for again, but what no reason helps is refused still."""
    refuse_hard(findings(text))
    return text


def refuse_hard(found: list[Finding]) -> None:
    if worst(found) is Level.HARD:
        raise ValidationError(guard_words.sentence(found), code="identity")


def refuse_reason(because: str) -> None:
    """A reason names nobody either."""
    if len(because) > REASON_LENGTH:
        raise ValidationError(guard_words.too_long(REASON_LENGTH), code="reason")
    if found := findings(because):
        raise ValidationError(guard_words.of_reason(found), code="reason")
