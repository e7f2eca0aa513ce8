"""What apps add to the invented years of a demonstration, each in its own `demo` package.

`seed_demo` loads them when the people and the nation stand, and calls them in the order of the apps.
"""

from collections.abc import Callable, Mapping
from datetime import date

from portal.models import Person

Told = Callable[[int, int], None]
"""Is told how much of how much is done."""
Invents = Callable[[Mapping[str, Person], date, Told], None]
"""Writes an app's part for the cast by name, as of a day, through the verbs that people use. Binds itself."""
_inventors: list[Invents] = []


def invents(inventor: Invents) -> Invents:
    """Declare an app's part."""
    _inventors.append(inventor)
    return inventor


def inventors() -> list[Invents]:
    """Everything declared."""
    return list(_inventors)
