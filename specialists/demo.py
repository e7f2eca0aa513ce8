"""The invented nation of the demonstration: who serves where, who is silent. Pure; the same on every computer.

Nothing here is true of any office. Days are counted back from `on`, so that the picture is fresh on any day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from portal.access import Role
from specialists.models import Answer, StaffContact

DOMAIN = "demo.example"
"""Every invented address ends so; .example never exists (RFC 2606)."""
TITLE = "invented for the demonstration"
ORGANIZATION = "Safe Harbor (invented)"

CAST: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
    ("Alma Reyes", Role.SPECIALIST, ("txnd",)),
    ("Lena Hart", Role.LEADERSHIP, ("txnd",)),
    ("Olga Brandt", Role.OFFICER, ("txnd",)),
    ("Vic Moreno", Role.STAFF, ("txnd",)),
    ("Otis Green", Role.SPECIALIST, ("nysd",)),
    ("Leo Vance", Role.LEADERSHIP, ("lawd",)),
    ("Luis Santos", Role.LEADERSHIP, ("gud", "nmid")),
    ("Erin Cole", Role.EOUSA, ()),
    ("Ezra Ross", Role.EOUSA, ()),
    ("Rhea Stone", Role.EOUSA_READER, ()),
    ("Oren Pratt", Role.OARM, ()),
    ("Opal Finch", Role.OPERATOR, ()),
    ("Pia Lund", Role.MANAGER, ()),
    ("Ada Ward", Role.ADVOCATE, ()),
)
"""Who can be signed in as: name, role, offices. Luis leads two offices, as one US Attorney does in truth."""

FIRST = (
    "Abel Amara Ben Bruno Carla Cleo Dalia Dean Edda Emil Fay Felix Greta Hana Hugo Ida Ivan Jada Jonas Kaya Kurt Lia "
    "Lou Mara Milo Nadia Noel Odile Omar Paula Per Quinn Rosa Rune Sara Seth Tara Tom Uma Vera Wade Willa Yara Zeke"
)
LAST = (
    "Abbey Alder Barlow Birch Calder Cruz Dalton Drake Ellery Emory Farrow Flint Garnet Gale Hale Heath Ingram Ives "
    "Jarvis Joyner Keene Kirby Larkin Lowe Marsh Mercer Nash North Oakes Orr Page Penn Quill Ramsey Reed Sable Shaw "
    "Tate Thorne Upton Vale Wells West York"
)


def email_of(name: str) -> str:
    """The invented address of an invented name."""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"


@dataclass
class Nation:
    """What the seed writes: rows of the two rosters, and what the offices have said."""

    services: list[tuple[str, ...]] = field(default_factory=list)
    contacts: list[tuple[str, ...]] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    absences: list[dict[str, Any]] = field(default_factory=list)
    watched: dict[str, list[str]] = field(default_factory=dict)


SERVICES = ("office", "person", "email", "authority", "kind", "starts_on", "ends_on", "shared_with")
CONTACTS = ("office", "post", "person", "email")

SHARES = (
    ("full time", 35),
    ("collateral", 14),
    ("acting", 4),
    ("says acting", 2),
    ("says shared", 1),
    ("away with stand-in", 1),
    ("partial", 4),
    ("cannot now", 7),
    ("left lately", 2),
    ("left", 5),
    ("lapsed", 4),
    ("never", 1),
    ("away", 1),
    ("not asked", 8),
)
"""How many offices are in which state, besides the four fixed ones: 94 with them, 61 of them covered."""
FIXED = {"txnd": "full time", "nysd": "full time", "lawd": "left in summer", "gud": "shared"}
REASONS = (Answer.Reason.HIRING_FREEZE, Answer.Reason.NO_SLOT, Answer.Reason.CONTINUING_RESOLUTION)


def invented(court_ids: Sequence[str], on: date) -> Nation:
    """The whole invented nation for these offices on a day."""
    return Inventor(court_ids, on).nation()


class Inventor:
    """Makes it up, always the same way."""

    def __init__(self, court_ids: Sequence[str], on: date) -> None:
        self.on, self.random = on, Random(94)  # noqa: S311 invented people, no secrets
        self.court_ids = sorted(court_ids)
        self.made = Nation()
        known = {name for name, _role, _offices in CAST}
        names = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]
        self.random.shuffle(names)
        self.names = (name for name in names if name not in known)

    def nation(self) -> Nation:
        for court_id, state in self.states().items():
            self.invent(court_id, state)
        self.name_contacts()
        states = self.states()
        self.made.asked = [court_id for court_id in self.court_ids if states.get(court_id) != "not asked"]
        self.made.watched = {"Erin Cole": self.court_ids[::2], "Ezra Ross": self.court_ids[1::4]}
        return self.made

    def states(self) -> dict[str, str]:
        """The state of every office but N. Mar. I., which shares the specialist of Guam."""
        others = [court_id for court_id in self.court_ids if court_id not in {*FIXED, "nmid"}]
        drawn = [state for state, count in SHARES for _n in range(count)]
        Random(93).shuffle(drawn)  # noqa: S311
        return FIXED | dict(zip(others, drawn, strict=True))

    def invent(self, court_id: str, state: str) -> None:
        """The rows that put one office into its state."""
        cast = {"txnd": "Alma Reyes", "nysd": "Otis Green"}
        if state in {"full time", "collateral", "acting", "partial"}:
            self.serves(court_id, cast.get(court_id) or self.person(), state)
        elif state == "shared":
            name = self.person()
            self.service("gud", name, "AUSA", "shared", 800, None, shared_with="nmid")
            self.service("nmid", name, "AUSA", "shared", 800, None, shared_with="gud")
        elif state.startswith("away"):
            self.goes_away(court_id, self.person(), stand_in=state != "away")
        else:
            self.lacks(court_id, state)

    def serves(self, court_id: str, name: str, state: str) -> None:
        """An office with somebody; every third one had somebody else before."""
        is_new = len(self.made.services) % 6 == 1
        since = self.random.randint(4, 45) if is_new else self.random.randint(90, 1900)
        authority = "925D" if state == "partial" else self.random.choice(["AUSA"] * 6 + ["SAUSA"])
        kind = "collateral" if state == "partial" else state
        if self.random.random() < 0.35:
            gap = self.random.choice([0, 0, 30, 120])
            self.service(court_id, self.person(), "AUSA", "full time", since + gap + 900, since + gap)
        self.service(court_id, name, authority, kind, since, None)

    def lacks(self, court_id: str, state: str) -> None:
        """An office without anybody, and what it says of that."""
        left = {"left lately": self.random.randint(5, 40), "left in summer": 146, "left": self.random.randint(60, 420)}
        if state in left or state in {"lapsed", "cannot now"}:
            ago = left.get(state) or self.random.randint(150, 300)
            self.service(court_id, self.person(), "AUSA", "full time", ago + 1100, ago)
        if state.startswith("says") or state in {"lapsed", "cannot now"}:
            self.answers(court_id, state)

    def answers(self, court_id: str, state: str) -> None:
        ago = self.random.randint(100, 140) if state == "lapsed" else self.random.randint(5, 70)
        answer: dict[str, Any] = {"office": court_id, "says": Answer.Says.ACTING, "ago": ago}
        if state == "says shared":
            answer |= {"says": Answer.Says.SHARED, "shared_with": next(c for c in self.court_ids if c != court_id)}
        if state == "cannot now":
            review_on = self.on + timedelta(days=self.random.randint(6, 20))
            answer |= {"says": Answer.Says.CANNOT_NOW, "reason": self.random.choice(REASONS), "review_on": review_on}
        self.made.answers.append(answer)

    def goes_away(self, court_id: str, name: str, *, stand_in: bool) -> None:
        self.service(court_id, name, "AUSA", "full time", 1400, None)
        self.made.absences.append(
            {
                "office": court_id,
                "person": name,
                "starts_on": self.on - timedelta(days=45),
                "ends_on": self.on + timedelta(days=60),
                "stand_in": self.person() if stand_in else None,
            }
        )

    def name_contacts(self) -> None:
        """Two to four contacts per office, none for four offices that nobody can be reached in."""
        in_state = {state: [c for c, has in self.states().items() if has == state] for state in ("left", "not asked")}
        unreachable = in_state["left"][:3] + in_state["not asked"][:1]
        people: dict[str, str] = {"txnd": "Lena Hart", "lawd": "Leo Vance", "gud": "Luis Santos", "nmid": "Luis Santos"}
        for court_id in self.court_ids:
            if court_id not in unreachable:
                self.contacts_of(court_id, people.get(court_id) or self.person(known=False))

    def contacts_of(self, court_id: str, us_attorney: str) -> None:
        posts = list(StaffContact.Post)
        for post in posts[: self.random.randint(2, 4)]:
            is_mailbox = post is StaffContact.Post.STAFFING_MAILBOX
            name = "" if is_mailbox else us_attorney if post is posts[0] else self.person(known=False)
            email = f"staffing.{court_id}@{DOMAIN}" if is_mailbox else email_of(name)
            self.made.contacts.append((court_id, str(post.label), name, email))

    def service(
        self, court_id: str, name: str, authority: str, kind: str, since: int, until: int | None, shared_with: str = ""
    ) -> None:
        """A row of the roster; `since` and `until` in days before `on`."""
        start = (self.on - timedelta(days=since)).isoformat()
        end = (self.on - timedelta(days=until)).isoformat() if until is not None else ""
        self.made.services.append((court_id, name, email_of(name), authority, kind, start, end, shared_with))

    def person(self, *, known: bool = True) -> str:
        """A fresh name; `known` if the portal keeps the person, not only the name of a contact."""
        name = next(self.names)
        if known:
            self.made.people.append(name)
        return name
