"""Random operations on the log, and what its figures must then be, counted a second time without SQL."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

from django.db import connection, transaction

from partners.duties import Duty
from partners.models import Figure, NeedSeen, Outreach
from partners.taxonomy import Audience, Did, Need, Population, Profession
from portal.access import DatabaseRole, Role
from portal.errors import Refused
from portal.models import Office
from portal.tenancy import acting_as
from tests import make, servers

COURTS = ("txnd", "nysd", "lawd", "gud")
KINDS = (Did.MEETING, Did.TRAINING, Did.EDUCATION, Did.CALL)
COUNTIES = ("48113", "48439", "36005")
Key = tuple[int, Any, int, str, str]
Seen = tuple[int, str, str, str]


class Logbook:
    """Four offices that log, amend, remove, restore and import, each with the rights of its own."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.offices = [make.office(court_id) for court_id in COURTS]
        self.people = {o.pk: make.member("", Role.SPECIALIST, office=o.court_id) for o in self.offices}
        self.organizations = [make.organization() for _ in range(3)]

    def operation(self) -> Callable[[], None]:
        """Something that one of the offices does, decided now and done when called."""
        office = self.chance.choice(self.offices)
        acts = (self.log, self.log, self.amend, self.amend, self.remove, self.restore, self.imported, self.sweep)
        act, facts, luck = self.chance.choice(acts), self.facts(), self.chance.random()
        is_undone = self.chance.random() < 0.15

        def run() -> None:
            with acting_as(DatabaseRole.OFFICE, office_id=office.pk, person_id=self.people[office.pk].pk):
                act(office, facts, luck)
                transaction.set_rollback(is_undone)

        return run

    def facts(self) -> dict[str, Any]:
        """Of a contact in one of two years."""
        did = self.chance.choice(KINDS)
        facts: dict[str, Any] = {
            "did": did, "duty": self.chance.choice(Duty.values), "line": "x",
            "held_on": make.DAY - timedelta(days=self.chance.randrange(500)),
            "minutes": self.chance.choice([None, 0, 30, 90]),
        }  # fmt: skip
        if self.chance.random() < 0.5:
            facts |= self.needs()
        if did == Did.TRAINING:
            few = self.chance.sample(Profession.values, self.chance.randrange(4))
            facts["trained"] = {code: self.chance.randrange(40) for code in few}
        if did == Did.MEETING and self.chance.random() < 0.3:
            facts |= {"joint_with": make.office("prd"), "is_host": False}
        if did == Did.EDUCATION:
            facts |= {"educated": self.chance.randrange(300), "audience": Audience.COMMUNITY}
        return facts

    def needs(self) -> dict[str, Any]:
        """Up to two needs, populations and counties; none of any of them now and then."""
        among = {"needs": Need.values, "populations": Population.values, "counties": COUNTIES}
        return {name: self.chance.sample([*some], self.chance.randrange(3)) for name, some in among.items()}

    def log(self, office: Office, facts: dict[str, Any], _luck: float) -> None:
        Outreach.objects.log(office=office, **self.by(office), **facts)

    def by(self, office: Office) -> dict[str, Any]:
        return {"organizations": self.organizations[:1], "by": self.people[office.pk], "on": make.DAY}

    def amend(self, office: Office, facts: dict[str, Any], luck: float) -> None:
        if row := one_of(Outreach.objects.standing(), office, luck):
            emptied: dict[str, Any] = {
                "audience": "",
                "trained": {},
                "educated": 0,
                "joint_with": None,
                "is_host": True,
                "needs": [],
            }
            row.amend(**self.by(office), **emptied | facts)

    def remove(self, office: Office, _facts: dict[str, Any], luck: float) -> None:
        if row := one_of(Outreach.objects.standing(), office, luck):
            row.remove(by=self.people[office.pk], on=make.DAY)

    def restore(self, office: Office, _facts: dict[str, Any], luck: float) -> None:
        if row := one_of(Outreach.objects.exclude(superseded_at=None), office, luck):
            row.restore(by=self.people[office.pk], on=make.DAY)

    def imported(self, office: Office, facts: dict[str, Any], luck: float) -> None:
        """Many rows in one statement, some of them superseded already."""
        facts = facts | {"trained_count": sum(facts.get("trained", {}).values()), "office": office}
        past = {"superseded_at": make.NOW} if luck < 0.2 else {}
        days = range(1 + int(luck * 30))
        made = [facts | past | {"held_on": facts["held_on"] - timedelta(days=day)} for day in days]
        Outreach.objects.bulk_create(Outreach(recorded_by=self.people[office.pk], **row) for row in made)

    def sweep(self, office: Office, facts: dict[str, Any], _luck: float) -> None:
        """Take several off the record in one statement."""
        swept = Outreach.objects.standing().filter(office=office, duty=facts["duty"], did=facts["did"], minutes=90)
        swept.update(superseded_at=make.NOW)

    def take_for_good(self, urls: dict[str, str], luck: float) -> None:
        """What nobody but the owner of the tables may do: delete a row, move one to another month."""
        statement = (
            "DELETE FROM partners_outreach o USING (SELECT id FROM partners_outreach t WHERE NOT EXISTS (SELECT FROM "
            "partners_party p WHERE p.outreach_id = t.id) AND NOT EXISTS (SELECT FROM partners_outreach r WHERE "
            "r.replaces_id = t.id) LIMIT 3) d WHERE o.id = d.id"
            if luck < 0.5
            else "UPDATE partners_outreach SET held_on = held_on - 40, duty = 1 + duty %% 5 WHERE id %% 7 = 3"
        )
        servers.as_owner(urls["DATABASE_OWNER_URL"], statement, [])


def one_of(rows: Any, office: Office, luck: float) -> Outreach | None:
    found = list(rows.filter(office=office).order_by("pk")[:200])
    return found[int(luck * len(found))] if found else None


def quietly(*runs: Callable[[], None]) -> None:
    """One after the other; a rule may refuse each, as it would in a page."""
    for run in runs:
        try:
            run()
        except Refused:
            assert not connection.in_atomic_block


def counted() -> dict[Key, int]:
    """The figures as they must be."""
    found: Counter[Key] = Counter()
    with acting_as(DatabaseRole.JOBS):
        for row in Outreach.objects.standing():
            cell = (row.office_id, row.held_on.replace(day=1), row.duty, row.did)
            found[*cell, "ENTRIES"] += 1
            found[*cell, "GUESTS"] += not row.is_host
            found[*cell, "MINUTES"] += row.minutes or 0
            found[*cell, "TRAINED"] += sum(row.trained.values())
            found[*cell, "EDUCATED"] += row.educated
            for code, number in row.trained.items():
                found[*cell, code] += number
    return {key: number for key, number in found.items() if number}


def kept() -> dict[Key, int]:
    """The figures as they are; zero says nothing."""
    columns = ("office_id", "month", "duty", "did", "measure", "number")
    with acting_as(DatabaseRole.JOBS):
        rows = list(Figure.objects.values_list(*columns))
    assert all(row[-1] >= 0 for row in rows)
    return {row[:-1]: row[-1] for row in rows if row[-1]}


def needs_counted() -> dict[Seen, int]:
    """The needs seen as they must be: one for each population, county and need that an entry names together."""
    found: Counter[Seen] = Counter()
    with acting_as(DatabaseRole.JOBS):
        for row in Outreach.objects.standing():
            places = product(row.counties or [""], row.populations or [""], row.needs)
            found.update((row.office_id, *place) for place in places)
    return dict(found)


def needs_kept() -> dict[Seen, int]:
    """The needs seen as they are."""
    with acting_as(DatabaseRole.JOBS):
        rows = list(NeedSeen.objects.values_list("office_id", "county", "population", "need", "number"))
    assert all(row[-1] >= 0 for row in rows)
    return {row[:-1]: row[-1] for row in rows if row[-1]}
