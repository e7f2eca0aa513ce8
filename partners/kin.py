"""Words of one family: storage, storing, stored. Pure.

The search goes by word stems, and these leave some apart: “storage” is storag, “storing” is store. A whole family is
asked for word by word and not by its first letters, so that “story” and “storm” stay out of it.
"""

import re

ENDINGS = {
    "": 0, "e": 4, "age": 4, "ing": 4, "ed": 4, "er": 4, "ers": 4, "ages": 4, "es": 4, "or": 5, "ors": 5, "al": 5,
    "als": 5, "ion": 5, "ions": 5, "ation": 5, "ance": 5, "ence": 5, "ment": 6, "ments": 6, "acy": 5,
    "ate": 5, "ure": 5, "ive": 5, "able": 5, "ship": 5,
}  # fmt: skip
"""Endings, and how many letters must stand before each: what is shorter belongs to too many words."""
WORD = re.compile(r"[a-z0-9]+")
ASKED_EXACTLY = re.compile(r'["“”-]|\bor\b', re.IGNORECASE)
"""Somebody who writes these knows what they want."""


def families(words: str) -> list[list[str]]:
    """Of each word the others that may stand for it, itself first. Nothing where it is to be taken as it is written.

    >>> [family[0] for family in families("firearm storage")], "storing" in families("storage")[0]
    (['firearm', 'storage'], True)
    """
    if ASKED_EXACTLY.search(words) or not words.isascii():
        return []
    return [[word, *sorted(family(word) - {word})] for word in WORD.findall(words.lower())]


def family(word: str) -> set[str]:
    """The same trunk with every ending that it may have."""
    trunk = trunk_of(word)
    return {trunk + ending for ending, least in ENDINGS.items() if len(trunk) >= least} if trunk else {word}


def trunk_of(word: str) -> str:
    """Without its longest ending; empty where too little would be left."""
    for ending, least in sorted(ENDINGS.items(), key=lambda one: -len(one[0])):
        trunk = word.removesuffix(ending)
        if ending and trunk != word and len(trunk) >= least:
            return trunk
    return ""
