"""“Is it one of these?”: names of organizations that may mean the same one. Pure.

Two people write the same shelter in two ways: shorter, with its place, by its initials, with a slip of the finger.
Words that half of the directory has ("county", "center", "inc") say little, words for what an organization does say
more, and its own words most. Found by trial on pairs of names in tests/partners/test_resembling.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz

from portal.country import fold

ALIKE_FROM = 0.67
"""From here on a name is offered."""
SAME_WORD = 82.0
"""Two words that are this much alike (0 to 100) are one word with a slip of the finger."""
WITHIN = 0.8
"""A name of which so much stands in the other is that one shortened."""
RARE = 3
"""A word is rare with which no more names begin."""
OWN, DOES, SMALL = 1.6, 0.8, 0.15
"""What a word counts: the organization's own, one for what it does, one that everybody has."""
SHORTENED = {
    "admin": "administration", "advocates": "advocacy", "assn": "association", "assoc": "association",
    "attorneys": "attorney", "atty": "attorney", "centers": "center", "centre": "center", "co": "county",
    "coalicion": "coalition", "comm": "community", "corp": "corporation", "crt": "court", "ct": "court",
    "ctr": "center", "cty": "county", "da": "district attorney", "dao": "district attorney office",
    "dept": "department", "dist": "district", "dv": "domestic violence", "fdn": "foundation", "fv": "family violence",
    "govt": "government", "hosp": "hospital", "intl": "international", "ministries": "ministry", "natl": "national",
    "ne": "northeast", "nw": "northwest", "ofc": "office", "pd": "police department",
    "prog": "program", "programs": "program", "sa": "sexual assault",
    "sane": "sexual assault nurse examiner", "se": "southeast", "services": "service", "shelters": "shelter",
    "sheriffs": "sheriff", "so": "sheriff office", "svc": "service", "svcs": "service", "sw": "southwest",
    "univ": "university", "womans": "women", "womens": "women",
}  # fmt: skip
"""How a word is also written; what it stands for may be several words."""
EVERYBODYS = {
    "a", "agency", "an", "and", "at", "center", "city", "community", "corporation", "county", "de", "department",
    "for", "foundation", "ft", "in", "inc", "incorporated", "invented", "la", "llc", "ltd", "n", "network", "new",
    "of", "office", "on", "organization", "our", "parish", "program", "project", "s", "service", "state", "the", "to",
    "town",
}  # fmt: skip
DOING = {
    "abuse", "advocacy", "against", "aid", "assault", "association", "attorney", "batterer", "campus", "child",
    "children", "clinic", "coalition", "college", "corrections", "council", "counsel", "court", "crisis", "district",
    "domestic", "examiner", "family", "force", "health", "hospital", "hotline", "house", "immigrant", "intervention",
    "justice", "law", "legal", "ministry", "municipal", "nation", "nurse", "police", "prevention", "probation",
    "prosecutor", "rape", "resource", "safe", "school", "sexual", "shelter", "sheriff", "society", "superior",
    "support", "task", "treatment", "tribal", "tribe", "university", "victim", "victims", "violence", "women",
    "youth",
}  # fmt: skip
BETWEEN = {"a", "an", "and", "at", "de", "for", "in", "inc", "la", "llc", "of", "on", "the", "to"}
"""Words that initials leave out."""


class Name(NamedTuple):
    """A name taken apart: its words, each with what it counts, and the initials by which it may go."""

    words: tuple[tuple[str, float], ...]
    initials: frozenset[str]
    said: frozenset[str]
    """Short words that may be somebody's initials."""


def weight(word: str) -> float:
    if word in EVERYBODYS:
        return SMALL
    return DOES if word in DOING else OWN


@lru_cache(maxsize=16_384)
def taken_apart(name: str) -> Name:
    """The name as it is compared. Initials count as a word of its own only where nothing else stands."""
    plain = fold(name.replace("&", " and ")).split()
    words = " ".join(SHORTENED.get(word, word) for word in plain).split()
    counted = tuple((word, weight(word)) for word in dict.fromkeys(words))
    spelled = [word for word in words if word not in BETWEEN]
    initials = {firsts(some) for some in (words, plain, spelled)}
    return Name(counted, frozenset(short(initials)), frozenset(short(plain)) - EVERYBODYS - DOING)


def short(words: Iterable[str]) -> Iterator[str]:
    """Those that are as long as initials by which people know somebody."""
    return (word for word in words if 3 <= len(word) <= 7)


def firsts(words: Sequence[str]) -> str:
    """The first letters: "tcfv"."""
    return "".join(word[0] for word in words)


def likeness(one: str, other: str) -> float:
    """How much two names speak of the same organization, from 0 to 1. Symmetric."""
    a, b = taken_apart(one), taken_apart(other)
    if not a.words or not b.words:
        return 0.0
    if a.initials & b.said or b.initials & a.said:
        return 0.9
    return max(shared(a, b), 0.98 * joined(one, other))


def joined(one: str, other: str) -> float:
    """1 where the names differ only in where the words are parted: "safe haven", "Safehaven"."""
    return float("".join(w for w, _ in taken_apart(one).words) == "".join(w for w, _ in taken_apart(other).words))


def shared(a: Name, b: Name) -> float:
    """The words that both have, by what they count, of all that they have; a name within the other counts for more.

    Not where each has a word of its own besides: "Navajo Nation police", "Navajo Nation court".
    """
    pairs = matched(a.words, b.words)
    common = sum(min(a.words[i][1], b.words[j][1]) * share for i, j, share in pairs)
    whole_a, whole_b = (sum(w for _, w in name.words) for name in (a, b))
    both = 2 * common / (whole_a + whole_b)
    within = common / min(whole_a, whole_b)
    return (both + within) / 2 if common >= OWN and within >= WITHIN else both


def matched(a: Sequence[tuple[str, float]], b: Sequence[tuple[str, float]]) -> list[tuple[int, int, float]]:
    """Which word of one is which of the other, the most alike first, each once."""
    alike = ((same_word(a[i][0], b[j][0]), i, j) for i, j in product(range(len(a)), range(len(b))))
    pairs: list[tuple[int, int, float]] = []
    for share, i, j in sorted((one for one in alike if one[0]), reverse=True):
        if all(i != k and j != m for k, m, _ in pairs):
            pairs.append((i, j, share))
    return pairs


@lru_cache(maxsize=65_536)
def same_word(one: str, other: str) -> float:
    """How much two words are one, to 1; 0 where they are two. Of a short one no letter may differ."""
    if one == other:
        return 1.0
    alike = fuzz.ratio(one, other) if min(len(one), len(other)) > 3 else 0.0
    return alike / 100 if alike >= SAME_WORD else 0.0


def resembling(name: str, known: Iterable[tuple[int, str]], *, most: int = 5) -> list[int]:
    """The keys of the known names that may mean the same as `name`, the most alike first, at most so many."""
    scored = sorted(((likeness(name, other), -key) for key, other in known), reverse=True)
    found = [-key for score, key in scored if score >= ALIKE_FROM]
    return list(dict.fromkeys(found))[:most]


def beginning_alike(name: str, known: Iterable[tuple[int, str]]) -> list[int]:
    """The keys of the known names that begin with the same word of their own, where few do."""
    first = own_beginning(name)
    found = dict.fromkeys(key for key, other in known if first and same_word(first, own_beginning(other)))
    return list(found) if len(found) <= RARE else []


def own_beginning(name: str) -> str:
    """The first word of a name, where it is the organization's own: "bluebonnet"; else nothing."""
    words = [(word, counts) for word, counts in taken_apart(name).words if word not in BETWEEN]
    return words[0][0] if words and words[0][1] == OWN else ""
