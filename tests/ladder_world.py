"""A small world of invented causes for the planner: what waits, from when to when, and who can be reached."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from itertools import count
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.core.mail.backends import locmem

from portal import ladder
from portal.access import DatabaseRole
from portal.ladder import Audience, Cause, Matter, Recipient, Rung, Said
from portal.models import Message, Office
from portal.tenancy import acting_as

FOREVER = date.max
numbers = count(1)


@dataclass
class Wait:
    """A matter, and the days on which it waits: [begins, ends)."""

    matter: Matter
    begins: date
    ends: date = FOREVER


@dataclass
class World:
    """Everything that the planner asks for. Change it between two runs."""

    rungs: Sequence[Rung]
    waits: list[Wait] = field(default_factory=list)
    people: dict[tuple[str, int | None], list[Recipient]] = field(default_factory=dict)
    """By audience and office."""
    turn: Callable[[list[Matter]], list[Matter]] = list
    """In which order the matters are seen."""

    def matters(self, day: date, offices: Collection[int]) -> list[Matter]:
        return self.turn([w.matter for w in self.waits if w.begins <= day < w.ends and w.matter.office_id in offices])

    def find(self, audience: str, matters: Collection[Matter]) -> Mapping[Matter, Sequence[Recipient]]:
        return {matter: self.people.get((audience, matter.office_id), []) for matter in matters}

    def wait(self, office: int, on: date, *, cause: str = "TEST", **facts: date) -> Matter:
        """Something waits at this office from a day on, and the ladder begins then."""
        begins, ends = facts.get("begins", on), facts.get("ends", FOREVER)
        about = f"row:{next(numbers)}"
        matter = Matter(cause, about, on.isoformat(), on, facts.get("from_day", on), office)
        self.waits.append(Wait(matter, begins, ends))
        return matter

    def reach(self, audience: str, office: int | None, *addresses: str) -> None:
        self.people[audience, office] = [Recipient(address) for address in addresses]

    def ends(self, matter: Matter) -> None:
        """The cause is gone."""
        self.waits = [wait for wait in self.waits if wait.matter != matter]


def said(matter: Matter, rung: Rung, day: date) -> Said:
    return Said(f"{matter.about} waits", f"Since {matter.on}, at the rung of {rung.audience}.", "/somewhere/", "Answer")


def install(patch: pytest.MonkeyPatch, *rungs: Rung, audiences: str = "ABCDE", is_national: bool = False) -> World:
    """The world in place of the causes and audiences that the apps have declared. E is at the center."""
    made = World(rungs)
    patch.setattr(ladder, "_causes", {})
    patch.setattr(ladder, "_audiences", {})
    for key in audiences:
        ladder.join(Audience(key, key, partial(made.find, key), is_of_the_office=key != "E"))
    ladder.join(Cause("TEST", "Invented", "it was invented", tuple(rungs), made.matters, said, is_national=is_national))
    return made


def ledger(**only: object) -> list[Message]:
    """The reminders on record, in the order of their days."""
    with acting_as(DatabaseRole.JOBS):
        found = Message.objects.reminders().filter(**only).select_related("digest")
        return list(found.order_by("due_on", "rung", "recipient"))


@cache
def office_key(court_id: str) -> int:
    """The key of an office, for whoever is logged in as the worker."""
    with acting_as(DatabaseRole.JOBS):
        return Office.objects.get(court_id=court_id).pk


class Server(locmem.EmailBackend):
    """A mail server that refuses some addresses for good, or everything for now, as told."""

    refuses: ClassVar[set[str]] = set()
    is_busy: ClassVar[bool] = False

    def send_messages(self, messages: Sequence[Any]) -> int:
        for message in messages:
            if self.is_busy:
                raise SMTPServerDisconnected("try again")
            if bad := self.refuses & set(message.to):
                raise SMTPRecipientsRefused(dict.fromkeys(bad, (550, b"5.1.1 No such user")))
        return super().send_messages(messages)


def serve_mail(patch: pytest.MonkeyPatch, settings: Any) -> type[Server]:
    """Mail goes to the outbox unless the server says no."""
    patch.setattr(Server, "refuses", set())
    patch.setattr(Server, "is_busy", False)
    settings.EMAIL_BACKEND = "tests.ladder_world.Server"
    return Server
