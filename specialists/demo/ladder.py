"""Ninety days of the ladder, played: who is in the play, and what is said of each day. Invented; offices are real."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from portal import ladder
from portal.bounces import Note
from portal.models import Message
from specialists.demo.cast import DOMAIN, email_of
from specialists.models import StaffContact

DAYS = 90
Post = StaffContact.Post
EDITORS = ("Erin Cole", "Ezra Ross")
ANALYST = "Oren Pratt"
LAPSES_AFTER = 45
"""Days for which the one office's answer holds."""


@dataclass(frozen=True)
class Part:
    """One office of the play, and whom it can be reached at."""

    court_id: str
    story: str
    posts: tuple[Post, ...] = ()
    leader: str = ""

    def contacts(self) -> Iterator[tuple[Post, str, str]]:
        """Post, name and address of each contact."""
        for post in self.posts:
            name = self.leader if post is Post.US_ATTORNEY else ""
            yield post, name, email_of(name) if name else f"{post.value.lower()}.{self.court_id}@{DOMAIN}"


ALL = (Post.US_ATTORNEY, Post.FIRST_ASSISTANT, Post.ADMINISTRATIVE_OFFICER, Post.STAFFING_MAILBOX)
PARTS = (
    Part("ned", "silent all the time, with every contact on record", ALL, "Nadia North"),
    Part("wyd", "silent, with nobody on record"),
    Part(
        "mtd", "silent, and its staffing mailbox returns every mail",
        (Post.US_ATTORNEY, Post.STAFFING_MAILBOX), "Mara Mercer",
    ),
    Part("ord", "hiring, with a nomination that waits for OARM", ALL, "Omar Oakes"),
    Part("sdd", f"has said why it cannot hire now, which holds {LAPSES_AFTER} days", ALL, "Seth Sable"),
)  # fmt: skip
BOUNCES = f"{Post.STAFFING_MAILBOX.value.lower()}.mtd@{DOMAIN}"
"""The mailbox whose server takes every mail and returns it later."""


def returned(mail: Message, domain: str) -> Note:
    """The delivery-status note about a mail to that mailbox."""
    said = "550 5.1.1 The mailbox does not exist (invented)"
    return Note(mail.pk, domain.lower(), frozenset({mail.recipient}), "failed", "5.1.1", said)


@dataclass(frozen=True)
class Told:
    """What the ledger says of one recipient of one rung."""

    office: str
    cause: str
    rung: int
    audience: str
    recipient: str
    state: str

    @property
    def fate(self) -> str:
        return {"NOBODY": "nobody to tell", "FAILED": f"{self.recipient} CANNOT BE REACHED"}.get(
            self.state, self.recipient
        )


def lines(told: Collection[Told]) -> Iterator[str]:
    """One line for each rung: the office, why, which rung, and who was told."""
    for (office, key, rung, audience), rows in groupby(sorted(told, key=step_of), key=step_of):
        cause = ladder.cause_of(key)
        whom = ladder.audience_of(audience).label
        yield f"{office}: {cause.label if cause else key}, rung {rung + 1}, {whom}: {ends(rows)}"


def step_of(one: Told) -> tuple[str, str, int, str]:
    return one.office, one.cause, one.rung, one.audience


def ends(rows: Iterable[Told]) -> str:
    """The addresses that were told; where there was none, what follows."""
    found = sorted({one.fate for one in rows})
    return "NOBODY TO TELL, the next rung at once" if found == ["nobody to tell"] else ", ".join(found)
