"""What people own, as the apps declare it, so that nothing stays with somebody who has gone.

An app declares each kind in its own `owned.py`, which is loaded at the start; the foundation knows no app. A role
ends, and an account is disabled, only when nothing is left; `HandOver.objects.give` moves everything at once. A verb
that makes a person an owner first asks `Membership.objects.secured`: so no role ends while something is given to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db.models import QuerySet
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from portal.access import NATIONAL_ROLES, OFFICE_ROLES, ORGANIZATION_ROLES, DatabaseRole, Role
from portal.tenancy import Binding, bound, current

if TYPE_CHECKING:
    from portal.models import Membership

LEVELS = (NATIONAL_ROLES, OFFICE_ROLES, ORGANIZATION_ROLES)


class Line(NamedTuple):
    """One thing in words, with the page about it. `key` names what it is about, also after it has moved on."""

    key: int
    text: str
    url: str = ""


class Number(int):
    """How many things, and for how many of them somebody waits."""

    waiting: int

    def __new__(cls, number: int, waiting: int) -> Self:
        made = super().__new__(cls, number)
        made.waiting = waiting
        return made


@dataclass(frozen=True)
class Owned:
    """One kind of thing that people own.

    `rows` gives what a person owns now, by the person's key, as a queryset that the counting role may count. `line`
    must hold nothing that a person of the same place may not read. `hand` takes `rows`, `to` (None: the queue of the
    place), `by` and `at`, and raises Refused where somebody else was quicker.
    """

    key: str
    roles: frozenset[Role]
    """Who may own it, and so who may receive it; all of them national, or of an office, or of an organization."""
    counted: Callable[[int], str]
    """A number of them, in words: "3 offices watched"."""
    rows: Callable[[int], QuerySet[Any]]
    line: Callable[[Any], Line]
    hand: Callable[..., object]
    open_matters: Callable[[Sequence[int], datetime], Iterable[Line]]
    """For the successor: what waits at that moment, by the keys of the lines that were handed over."""
    named: Callable[[Sequence[int]], Mapping[int, Line]] | None = None
    """By key the same lines as only those of the place may read them, named. Shown, never written down."""
    to_queue: bool = False
    """Whether it may wait in the queue of its place, owned by nobody."""
    waiting: tuple[str, frozenset[str]] | None = None
    """A column and its values, where only some of them are waited for: then `counted` gets a `Number`."""
    is_rerouted: bool = False
    """Whether without a successor it goes to whoever comes next by a rule of its own, instead of into that queue."""

    def __post_init__(self) -> None:
        if not any(self.roles <= level for level in LEVELS):
            raise ValueError(f"The owners of “{self.key}” hold their roles in different kinds of places.")

    def number(self, rows: QuerySet[Any]) -> int:
        """How many there are, counted by the database."""
        if self.waiting is None:
            return rows.count()
        column, values = self.waiting
        return Number(rows.count(), rows.filter(**{f"{column}__in": values}).count())

    def words(self, rows: Sequence[Any]) -> str:
        """How many of them there are, in words."""
        if self.waiting is None:
            return self.counted(len(rows))
        column, values = self.waiting
        return self.counted(Number(len(rows), sum(getattr(row, column) in values for row in rows)))


_kinds: dict[str, Owned] = {}


def owns(kind: Owned) -> Owned:
    """Declare a kind; the same key replaces it."""
    _kinds[kind.key] = kind
    return kind


def kinds() -> list[Owned]:
    """Everything declared, in the order of its keys."""
    return [_kinds[key] for key in sorted(_kinds)]


def kind_of(key: str) -> Owned | None:
    """The kind of this key, if an app still declares it."""
    return _kinds.get(key)


def in_place(kind: Owned, membership: "Membership") -> QuerySet[Any]:
    """What the holder owns of this kind, where the role is held."""
    rows = kind.rows(membership.person_id)
    if membership.office_id:
        return rows.filter(office_id=membership.office_id)
    if membership.organization_id:
        return rows.filter(organization_id=membership.organization_id)
    return rows


def owned_by(membership: "Membership") -> dict[Owned, list[Any]]:
    """Everything that the holder owns in the role, by kind, as far as the one who asks may read it."""
    found = {kind: list(in_place(kind, membership)) for kind in kinds() if membership.role in kind.roles}
    return {kind: rows for kind, rows in found.items() if rows}


def left_behind(membership: "Membership", other_roles: Iterable[str]) -> dict[Owned, int]:
    """How much nobody in role would own if this role ended and the holder kept the others held in the same place."""
    kept = set(other_roles)
    lost = [kind for kind in kinds() if membership.role in kind.roles and not kind.roles & kept]
    return _counts({kind: in_place(kind, membership) for kind in lost})


def owned_anywhere(person_id: int) -> dict[Owned, int]:
    """How much the person owns, whatever the role and wherever."""
    return _counts({kind: kind.rows(person_id) for kind in kinds()})


def _counts(asked: Mapping[Owned, QuerySet[Any]]) -> dict[Owned, int]:
    """The figures, none of them zero. Read by the counting role: whoever asks, no row is hidden, and none is shown."""
    if not asked:
        return {}
    before = current()
    with bound(Binding(DatabaseRole.TOTALS, request_id=before.request_id if before else "")):
        found = {kind: kind.number(rows) for kind, rows in asked.items()}
    return {kind: number for kind, number in found.items() if number}


def in_words(counts: Mapping[Owned, int]) -> str:
    """12 offices watched and 2 nominations claimed."""
    return str(get_text_list([kind.counted(number) for kind, number in counts.items()], _("and")))


def named_lines(kind: Owned, lines: Sequence[Line]) -> list[Line]:
    """The lines, each with its name where the one who asks may read that."""
    names = kind.named([line.key for line in lines]) if kind.named else {}
    return [names.get(line.key, line) for line in lines]


def shown_as(things: Mapping[Owned, Sequence[Any]]) -> list[dict[str, Any]]:
    """What `components/owned.html` shows: each kind with its things, and the page about each."""
    return [section(kind, [kind.line(row) for row in rows], kind.words(rows)) for kind, rows in things.items()]


def section(kind: Owned, lines: Sequence[Line], title: str = "") -> dict[str, Any]:
    """One kind with its lines, as the one who asks may read them."""
    return {"title": capfirst(title or kind.counted(len(lines))), "lines": named_lines(kind, lines)}
