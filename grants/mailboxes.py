"""Whether a mailbox looks like a person's own. Pure."""

import re

WORDS = (
    "admin applications assistance contact contracts crime dept director division dv funding general grant grants help "
    "info inquiries intake justice mail office ovc ovw program programs public sa services stop support team vawa "
    "victim victims voca unit women"
)
WORK = frozenset(WORDS.split())
"""Words by which agencies name their mailboxes."""
NAME = re.compile(r"([a-z]+)[._-](?:[a-z][._-])?([a-z]{2,})\d?")


def is_like_a_name(email: str) -> bool:
    """Two words that are no work: jane.doe@agency.example. A guess, to ask about and never to refuse."""
    found = NAME.fullmatch(email.partition("@")[0].lower())
    return found is not None and WORK.isdisjoint(found.groups())
