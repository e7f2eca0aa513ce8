"""The invented nation of the demonstration: how each office stands today, and the three years before. Pure.

Nothing here is true of any office. Days are counted back from `on`, so that the picture is fresh on any day, and the
same on every computer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from specialists.demo.cast import CAST, DOMAIN, FIRST, LAST, email_of
from specialists.demo.courses import Way
from specialists.demo.lives import HISTORY, Ending, Entry, Life
from specialists.models import StaffContact
from specialists.stages import Stage

SERVICES = ("office", "person", "email", "authority", "kind", "starts_on", "ends_on", "shared_with")
CONTACTS = ("office", "post", "person", "email")

ENDINGS: tuple[tuple[int, Ending], ...] = (
    (33, Ending("FULL_TIME")),
    (1, Ending("FULL_TIME", Way(Stage.GAP_KNOWN, 8))),
    (1, Ending("FULL_TIME", Way(Stage.NOMINATED, 19))),
    (14, Ending("COLLATERAL")),
    (1, Ending("acting", Way(Stage.CHECKS, 231))),
    (1, Ending("acting", Way(Stage.CHECKS, 140))),
    (1, Ending("acting", Way(Stage.NOMINATED, 27))),
    (1, Ending("acting", Way(Stage.OFFERED, 9))),
    (1, Ending("says acting", Way(Stage.NOMINATED, 8))),
    (1, Ending("says acting", Way(Stage.POSITION_REQUESTED, 41))),
    (1, Ending("says shared")),
    (1, Ending("away with stand-in")),
    (1, Ending("partial", Way(Stage.CHECKS, 75, is_partial=True))),
    (1, Ending("partial", Way(Stage.NOMINATED, 12, is_partial=True))),
    (1, Ending("partial", Way(Stage.SCREENING, 36, is_partial=True))),
    (1, Ending("partial", Way(Stage.SPECIAL_REQUESTED, 9, is_partial=True))),
    (1, Ending("hiring", Way(Stage.NOMINATED, 34))),
    (1, Ending("hiring", Way(Stage.NOMINATED, 2, is_back=True))),
    (1, Ending("hiring", Way(Stage.RETURNED, 6))),
    (1, Ending("hiring", Way(Stage.APPROVED, 2))),
    (1, Ending("hiring", Way(Stage.CHECKS, 262))),
    (1, Ending("hiring", Way(Stage.CHECKS, 30))),
    (1, Ending("hiring", Way(Stage.ENTERED, 4))),
    (1, Ending("hiring", Way(Stage.POSITION_REQUESTED, 12))),
    (1, Ending("cannot now", Way(Stage.NO_BUDGET, 70))),
    (1, Ending("cannot now", Way(Stage.NO_BUDGET, 95))),
    (1, Ending("cannot now")),
    (1, Ending("hiring", Way(Stage.BUDGET_IDENTIFIED, 63))),
    (1, Ending("lapsed", ago=12)),
    (1, Ending("lapsed", ago=31)),
    (1, Ending("lapsed", ago=50)),
    (1, Ending("never")),
    (1, Ending("away")),
    (1, Ending("left", ago=143)),
    (1, Ending("left", ago=96)),
    (1, Ending("left", ago=61)),
    (1, Ending("not asked", ago=1)),
    (7, Ending("not asked")),
)
"""How many offices end in which way today, besides the five below. Nobody is reached where somebody "left"."""
FIXED = {
    "txnd": Ending("FULL_TIME"),
    "nysd": Ending("FULL_TIME"),
    "lawd": Ending("hiring", Way(Stage.ANNOUNCED, 33), ago=146),
}
TOGETHER = ("gud", "nmid")
"""Two offices with one US Attorney, and here with one specialist."""
HOLDERS = {"txnd": "Alma Reyes", "nysd": "Otis Green"}
LEADERS = {"txnd": "Lena Hart", "lawd": "Leo Vance", "vtd": "Vera Stowe", "gud": "Luis Santos", "nmid": "Luis Santos"}
OFFICERS = {"txnd": "Olga Brandt"}
WAVES = (1080, 900, 620, 200)
"""Days since EOUSA asked the offices, a part each time."""
LAST_WAVE = 118
"""Days since it asked the office from which it has never heard."""
SHARED_AGO = 800


@dataclass
class Nation:
    """What the seed writes."""

    services: list[tuple[str, ...]] = field(default_factory=list)
    contacts: list[tuple[str, ...]] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    leaders: dict[str, str] = field(default_factory=dict)
    officers: dict[str, str] = field(default_factory=dict)
    asked: dict[int, list[str]] = field(default_factory=dict)
    desks: list[tuple[int, str, list[str]]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def invented(court_ids: Sequence[str], on: date) -> Nation:
    """The whole invented nation for these offices on a day."""
    return Inventor(court_ids, on).nation()


class Inventor:
    """Makes it up, always the same way."""

    def __init__(self, court_ids: Sequence[str], on: date) -> None:
        self.on, self.random = on, Random(94)  # noqa: S311 invented people, no secrets
        self.court_ids = sorted(court_ids)
        self.made = Nation()
        self.endings = self.drawn()
        self.unreachable = {
            c for c, ending in self.endings.items() if ending.state in {"left", "not asked"} and ending.ago
        }
        self.names = fresh_names(self.random)

    def drawn(self) -> dict[str, Ending]:
        """How every office ends but the two that share a specialist."""
        others = [court_id for court_id in self.court_ids if court_id not in {*FIXED, *TOGETHER}]
        endings = [ending for count, ending in ENDINGS for _n in range(count)]
        Random(93).shuffle(endings)  # noqa: S311
        return FIXED | dict(zip(others, endings, strict=True))

    def nation(self) -> Nation:
        for court_id in self.court_ids:
            self.name_staff(court_id)
        for court_id, ending in self.endings.items():
            self.live(court_id, ending)
        self.share()
        self.made.entries.sort(key=lambda entry: -entry.ago)
        self.ask()
        self.assign()
        return self.made

    def live(self, court_id: str, ending: Ending) -> None:
        is_led = court_id in self.made.leaders
        life = Life(court_id, ending, self.on, self, is_led=is_led, holder=HOLDERS.get(court_id, ""))
        life.live()
        self.made.entries += life.entries
        for service in life.services:
            self.service(service.office, service.name, service.authority, service.kind, service.since)

    def share(self) -> None:
        """One specialist for two offices, after another who served the first alone."""
        one, other = TOGETHER
        before, name = self.person(), self.person()
        self.service(one, before, "AUSA", "FULL_TIME", 2100)
        ended = {"name": before, "ends_on": self.on - timedelta(days=SHARED_AGO)}
        self.made.entries.append(Entry(SHARED_AGO + 20, one, "EOUSA", "end", ended))
        for office, with_office in ((one, other), (other, one)):
            facts: dict[str, Any] = {"name": name, "authority": "AUSA_542", "kind": "SHARED"}
            facts["shared_with"] = with_office
            facts["starts_on"] = self.on - timedelta(days=SHARED_AGO)
            self.made.entries.append(Entry(SHARED_AGO, office, "EOUSA", "appoint", facts, late=3))

    def ask(self) -> None:
        """In waves; whoever has not been asked by now is "not yet asked"."""
        waves: dict[int, list[str]] = {ago: [] for ago in (*WAVES, LAST_WAVE)}
        for court_id in self.court_ids:
            state = self.endings[court_id].state if court_id in self.endings else "shared"
            if state != "not asked":
                ago = LAST_WAVE if state == "never" else self.random.choice(WAVES)
                waves[ago].append(court_id)
        self.made.asked = waves

    def assign(self) -> None:
        """Who watched which offices since when: Erin all, then Ezra a part, then another part."""
        self.made.desks = [
            (HISTORY - 4, "Erin Cole", self.court_ids[::2]),
            (700, "Ezra Ross", self.court_ids[::4]),
            (690, "Ezra Ross", self.court_ids[1::4]),
            (130, "Erin Cole", self.court_ids[::2]),
        ]

    # --- people ------------------------------------------------------------------------------------------------------
    def name_staff(self, court_id: str) -> None:
        """Two to four contacts per office and its leadership; none where nobody can be reached."""
        if court_id in self.unreachable:
            return
        some = self.random.randint(2, 4)
        posts = list(StaffContact.Post)[: 4 if court_id in OFFICERS else some]
        self.made.leaders[court_id] = LEADERS.get(court_id) or self.person()
        self.contact(court_id, posts[0], self.made.leaders[court_id])
        for post in posts[1:]:
            self.name_post(court_id, post)

    def name_post(self, court_id: str, post: StaffContact.Post) -> None:
        """Somebody besides the US Attorney. Who manages an office has a role in the portal; a mailbox is nobody."""
        if post is StaffContact.Post.STAFFING_MAILBOX:
            self.contact(court_id, post, "", f"staffing.{court_id}@{DOMAIN}")
        elif post is StaffContact.Post.ADMINISTRATIVE_OFFICER:
            self.made.officers[court_id] = OFFICERS.get(court_id) or self.person()
            self.contact(court_id, post, self.made.officers[court_id])
        else:
            self.contact(court_id, post, self.stranger())

    def contact(self, court_id: str, post: StaffContact.Post, name: str, email: str = "") -> None:
        self.made.contacts.append((court_id, str(post.label), name, email or email_of(name)))

    def service(self, court_id: str, name: str, authority: str, kind: str, since: int) -> None:
        """A row of the roster with which the history begins; `since` in days before `on`."""
        start = (self.on - timedelta(days=since)).isoformat()
        words = KINDS[kind]
        self.made.services.append((court_id, name, email_of(name), authority, words, start, "", ""))

    def person(self) -> str:
        """Somebody whom the portal knows."""
        name = next(self.names)
        self.made.people.append(name)
        return name

    def stranger(self) -> str:
        """Somebody of whom only the name is known."""
        return next(self.names)


KINDS = {"FULL_TIME": "full time", "COLLATERAL": "collateral"}


def fresh_names(random: Random) -> Iterator[str]:
    """Invented names, none twice and none of the cast's."""
    known = {name for name, _role, _offices in CAST}
    names = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]
    random.shuffle(names)
    return (name for name in names if name not in known)
