"""A plain copy of a text: small letters, ASCII digits and dashes, one space where several or odd ones stood. Pure.

It undoes what hides a number from a pattern (full-width digits, zero-width characters, typographic dashes) and
remembers where each character stood. Published citations and numbers of grants and laws are blanked out in it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

GONE = "\ufffd"
"""Stands for what is left out: characters that nobody sees."""
LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\u2212\u2043\u02d7\u30fc\u2215\u2044\u2024№’‘‛ʼ′“”„″°",
    "ABEKMHOPCTYXSIJaeopcyxijsABEZHIKMNOPTYX----//.#'''''\"\"\"\"o",
)


class _Table(dict[int, str]):
    """One plain character for each character, found when it first occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = one = plain_character(chr(code))
        return one


def plain_character(character: str) -> str:
    """Exactly one character, so that every place stays what it was."""
    character = character.translate(LOOK_ALIKE)
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in {"Cf", "Cc", "Mn", "Me", "Co", "Cs"} and not character.isspace():
        return GONE
    if category == "Pd":
        return "-"
    if character.isspace():
        return " "
    return unmarked(character)


def unmarked(character: str) -> str:
    """Without accents, width or circle: é → e, ５ → 5, ① → 1."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    base = unicodedata.normalize("NFKD", character)
    letters = [one for one in base if not unicodedata.combining(one)]
    return letters[0] if len(letters) == 1 else character


TABLE = _Table()
DIGIT_LIKE = re.compile(r"[oil](?:(?<![a-z].)(?=\d)|(?<=\d.)(?![a-z]))")
SQUEEZED = re.compile(
    f"[ {GONE}](?:(?<={GONE}){GONE}*|(?<=[ ][ ])[ {GONE}]*|(?<=(?<![^\\W_])[^\\W\\d_][ ])(?=[^\\W\\d_](?![^\\W_])))"
)
"""What nobody sees, doubled spaces, and the space between letters that stand alone, as in d o b."""
VOLUME = r"\d{1,4}\ [a-z][a-z0-9.\ ]{1,14}\ \d{1,5}(?:,\ \d{1,5}(?:-\d{1,5})?)?(?:\ \([^()\n]{0,30}\d{4}\))?"
CITED = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        rf"\ vs?\.\ [\w.'&-]{{1,30}}(?:\ [\w.'&-]{{1,30}}){{0,4}},?(?:\ no\.\ \d\d-\d{{1,5}},)?\ {VOLUME}",
        r"""\d(?:(?<=\b\d)\d{0,2}\ (?:u\.?\ ?s\.?\ ?c\.?|c\.?\ ?f\.?\ ?r\.?|fed\.?\ reg\.?|stat\.|u\.\ ?s\.|s\.\ ?ct\.
            |f\.\ ?(?:2d|3d|4th)|f\.\ ?supp\.(?:\ ?[23]d)?)
            \ (?:§{1,2}\ ?)?\d[\d,]{0,6}[a-z]{0,2}(?:-\d{1,3}[a-z]?)?(?:\([a-z0-9]{1,4}\)){0,5}
        | (?<=\b1)5[a-z]{3,6}-\d\d-[a-z]{2}-\d{4,5}(?:-[a-z]{3,5})?\b
        | (?<=\b[12])[09]\d\d-[a-z]{2}-[a-z]{2}-[a-z]?\d{3,4}\b)""",
        r"o-(?<=\bo-)[a-z]{2,5}-20\d\d-\d{4,7}\b|(?:aln|cfda)(?:\ (?:no\.?|number))?:?\ \d\d\.\d{3}\b",
    )
)
"""Each begins with a sign as it stands or a digit: that makes looking for it quick."""


REACH = 240
"""So far a label stands from what it calls."""
DIGITS = re.compile(r"\d[\d\s-]{0,200}")
SEVERAL = re.compile(r"\d\d[\d\s-]{0,200}")
WORD_STEM = re.compile(
    r"zero|one|two|three|four|five|six|seven|eight|nine|cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
)


@dataclass
class Plain:
    """The plain copy, and the same as it was typed as to capitals."""

    text: str
    """Small letters."""
    capitals: str
    """As typed."""
    typed: str = field(repr=False)
    """Each character in the place where it was typed."""
    _stretches: dict[tuple[re.Pattern[str], ...], list[tuple[int, int]]] = field(default_factory=dict, repr=False)

    def near(self, stem: re.Pattern[str], *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What the patterns find where the stem and a digit stand close together: elsewhere they need not look."""
        return self.between(stem, DIGITS, *patterns)

    def between(
        self, stem: re.Pattern[str], other: re.Pattern[str], *patterns: re.Pattern[str]
    ) -> Iterator[re.Match[str]]:
        """What the patterns find where both stems stand close together. The rarer or quicker stem is the other."""
        return found(self.text, self.meeting(stem, other), patterns)

    def around(self, stem: re.Pattern[str], *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What the patterns, which need no digit, find around the stem."""
        return found(self.text, self.stretches(stem), patterns)

    def in_capitals(
        self, stem: re.Pattern[str], other: re.Pattern[str], *patterns: re.Pattern[str]
    ) -> Iterator[re.Match[str]]:
        """The same in the text with its capitals, in which the first stem is looked for too."""
        within = found(self.capitals, self.stretches(other), (stem,))
        return found(self.capitals, widened(within), patterns)

    def stretches(self, stem: re.Pattern[str]) -> list[tuple[int, int]]:
        """Where the stem stands, each with what is before and after, joined where they meet."""
        if (stem,) not in self._stretches:
            self._stretches[stem,] = widened(stem.finditer(self.text))
        return self._stretches[stem,]

    def meeting(self, stem: re.Pattern[str], other: re.Pattern[str]) -> list[tuple[int, int]]:
        """Where both stems stand close together: the first is looked for around the other only."""
        if (stem, other) not in self._stretches:
            around = self.stretches(other)
            alone = stem is other or not around
            self._stretches[stem, other] = (
                around if alone else meeting(widened(found(self.text, around, (stem,))), around)
            )
        return self._stretches[stem, other]

    def place(self, match: re.Match[str]) -> tuple[int, int]:
        """Where in the text as it was typed."""
        return self.original(match.start()), self.original(match.end() - 1) + 1

    def original(self, index: int) -> int:
        starts, moved = self.moves
        step = bisect_right(starts, index) - 1
        return index + (moved[step] if step >= 0 else 0)

    @cached_property
    def moves(self) -> tuple[list[int], list[int]]:
        """From which place on, by how much the text moved."""
        starts: list[int] = []
        moved: list[int] = []
        gone = 0
        for match in SQUEEZED.finditer(self.typed):
            gone += match.end() - match.start()
            starts.append(match.end() - gone)
            moved.append(gone)
        return starts, moved


Stretches = list[tuple[int, int]]
Matches = Iterator[re.Match[str]]


def widened(matches: Matches) -> Stretches:
    """Each with what is before and after, joined where they meet."""
    joined: Stretches = []
    for match in matches:
        start, end = max(0, match.start() - REACH), match.end() + REACH
        if joined and start <= joined[-1][1]:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def found(text: str, stretches: Stretches, patterns: Sequence[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns for start, end in stretches for match in pattern.finditer(text, start, end))


def meeting(some: Stretches, others: Stretches) -> Stretches:
    """Where both are."""
    both: Stretches = []
    at = 0
    for start, end in some:
        while at < len(others) and others[at][1] <= start:
            at += 1
        ahead = at
        while ahead < len(others) and others[ahead][0] < end:
            both.append((max(start, others[ahead][0]), min(end, others[ahead][1])))
            ahead += 1
    return both


def plain(text: str) -> Plain:
    typed = text.translate(TABLE)
    capitals = SQUEEZED.sub("", typed)
    return Plain(blanked(numeric(lowered(capitals))), capitals, typed)


def numeric(text: str) -> str:
    """With the letters that stand for digits as digits: l23 → 123, 199o → 1990."""
    return DIGIT_LIKE.sub(lambda match: "0" if match[0] == "o" else "1", text)


def lowered(text: str) -> str:
    """Small letters, each in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(one.lower()[0] for one in text)


def blanked(text: str) -> str:
    """With published citations and numbers of grants and laws blanked out."""
    for pattern in CITED:
        text = pattern.sub(lambda match: "·" * len(match[0]), text)
    return text


def follows(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Whether the pattern, which ends where it is asked, stands right before the match."""
    return pattern.search(text[max(0, match.start() - 60) : match.start()]) is not None
