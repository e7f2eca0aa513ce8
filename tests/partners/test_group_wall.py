"""The wall of groups: a seat opens a group, leaving closes it on the next statement, nobody seats himself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from partners.models import ActionItem, GroupPaper, Meeting, Participant, Seat, WorkingGroup
from portal.access import DatabaseRole
from portal.models import Person
from portal.tenancy import acting_as
from tests import make
from tests.make import DAY
from tests.partners.directory import entered, manager_of
from tests.partners.groups import filled
from tests.partners.log import at_office

INSIDE = (Meeting, ActionItem, GroupPaper)
TABLES = (WorkingGroup, Seat, Participant, *INSIDE)


@pytest.fixture
def groups(alma, otis, erin, shelter) -> dict[str, Any]:
    """N.D. Tex. with Safe Harbor; S.D.N.Y. with Haven House; EOUSA with S.D.N.Y."""
    haven = entered(otis, "Haven House (invented)")
    return {
        "texas": filled(alma, shelter),
        "york": filled(otis, haven),
        "nation": filled(erin, offices=("nysd",)),
        "haven": haven,
        "historic": "nation",
    }


@pytest.fixture
def people(groups, alma, otis, erin, rhea, pia) -> dict[str, Person]:
    stranger = make.member("Lou Vance", make.Role.SPECIALIST, office="lawd")
    hana = manager_of(groups["haven"], "Hana Roy")
    return {"alma": alma, "otis": otis, "lou": stranger, "pia": pia, "hana": hana, "erin": erin, "rhea": rhea}


MADE = ("texas", "york", "nation")


def seen(groups: dict[str, Any], model: Any) -> set[str]:
    """Of which of the groups made here the one who asks reads any row."""
    column = "pk" if model is WorkingGroup else "group_id"
    keys = set(model.objects.values_list(column, flat=True))
    return {name for name in MADE if groups[name].group.pk in keys}


@contextmanager
def refused(kind: type[DatabaseError]) -> Iterator[None]:
    with pytest.raises(kind), transaction.atomic():
        yield


SEES = {
    # who: groups, their members, their seats, what is inside
    "alma": ({"texas", "nation"}, {"texas", "nation"}, {"texas"}, {"texas"}),
    "otis": ({"york", "nation"}, {"york", "nation"}, {"york", "nation"}, {"york", "nation"}),
    "lou": ({"nation"}, {"nation"}, set(), set()),
    "pia": ({"texas"}, {"texas"}, {"texas"}, {"texas"}),
    "hana": ({"york"}, {"york"}, {"york"}, {"york"}),
    "erin": ({"nation"}, {"nation", "texas", "york"}, {"nation"}, {"nation"}),
    "rhea": ({"nation"}, {"nation"}, {"nation"}, {"nation"}),
}


@pytest.mark.parametrize("who", ["erin", "rhea"])
def test_eousa_reads_of_a_local_group_whom_of_an_office_it_turns_to_and_no_more(who, people, groups) -> None:
    with at_office(people[who]):
        local = Participant.objects.exclude(group=groups["nation"].group).exclude(group__is_history=True)
        told = Participant.objects.filter(contact_office__isnull=False).exclude(group=groups["nation"].group)
        names = set(told.values_list("name", "contact_name"))
        assert names == ({("N.D. Tex.", "Alma Reyes"), ("S.D.N.Y.", "Otis Green")} if who == "erin" else set())
        assert not local.filter(contact_office=None).exists()


@pytest.mark.parametrize("who", SEES)
def test_who_has_no_seat_sees_nothing_of_a_group(who, people, groups) -> None:
    of_group, members, seats, inside = SEES[who]
    with at_office(people[who]):
        assert seen(groups, WorkingGroup) == of_group
        assert seen(groups, Participant) == members
        assert seen(groups, Seat) == seats
        assert [seen(groups, model) for model in INSIDE] == [inside] * len(INSIDE)


def test_a_member_sees_no_seat_but_its_own_and_the_founder_each(people, groups) -> None:
    with at_office(people["pia"]):
        assert set(Seat.objects.values_list("name", flat=True)) == {"Safe Harbor (invented)"}
        assert Participant.objects.count() == 2
    with at_office(people["otis"]):
        assert Seat.objects.filter(group=groups["york"].group).count() == 2
        assert Seat.objects.filter(group=groups["nation"].group).count() == 1


@pytest.mark.parametrize(
    "role", [DatabaseRole.PUBLIC, DatabaseRole.OARM, DatabaseRole.OPERATOR, DatabaseRole.INTAKE, DatabaseRole.TOTALS]
)
def test_who_has_nothing_to_do_with_groups_may_not_even_ask(role, db) -> None:
    with acting_as(role):
        for model in TABLES:
            with refused(ProgrammingError):
                list(model.objects.values("group_id" if model is not WorkingGroup else "name"))


# --- leaving -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "name", "seat"), [("pia", "texas", "Safe Harbor (invented)"),
                                                   ("otis", "nation", "S.D.N.Y.")])  # fmt: skip
def test_leaving_ends_it_on_the_next_statement(who, name, seat, people, groups) -> None:
    with at_office(people[who]):
        assert name in seen(groups, Meeting)
        groups[name].seat(seat).leave(by=people[who], on=DAY)
        assert not any(name in seen(groups, model) for model in INSIDE)
        assert (name in seen(groups, Participant)) is (name == "nation")


def test_who_was_sent_away_is_out_at_once(people, groups) -> None:
    with at_office(people["alma"]):
        groups["texas"].seat("Safe Harbor (invented)").leave(by=people["alma"], on=DAY)
    with at_office(people["pia"]):
        assert [seen(groups, model) for model in (*INSIDE, WorkingGroup, Participant)] == [set()] * 5
        assert not GroupPaper.objects.exclude(pk=0).exclude(title="x").exists()


@pytest.mark.parametrize(("who", "name", "seat"), [("pia", "texas", "Safe Harbor (invented)"),
                                                   ("otis", "nation", "S.D.N.Y."),
                                                   ("alma", "texas", "Safe Harbor (invented)"),
                                                   ("erin", "nation", "S.D.N.Y.")])  # fmt: skip
def test_nobody_writes_an_ended_seat_back_into_the_group(who, name, seat, people, groups) -> None:
    with at_office(people[who]):
        mine = groups[name].seat(seat)
        mine.leave(by=people[who], on=DAY)
        assert Seat.objects.filter(pk=mine.pk).update(left_on=None) == 0
        assert Seat.objects.get(pk=mine.pk).left_on == DAY


# --- nobody gives himself a seat -----------------------------------------------------------------------------------
def seat_of(groups: dict[str, Any], name: str, by: Person, **facts: Any) -> Seat:
    return Seat.objects.create(group=groups[name].group, name="me", joined_on=DAY, given_by=by, **facts)


@pytest.mark.parametrize("name", ["york", "nation"])
def test_an_office_takes_no_seat_in_a_group_that_it_did_not_found(name, people, groups) -> None:
    alma, texas = people["alma"], make.office("txnd")
    with at_office(alma):
        with refused(IntegrityError):  # at once, not when the transaction ends: until then it could have read
            seat_of(groups, name, alma, office=texas, founder=texas)
        for founder in (make.office("nysd"), None):
            with refused(ProgrammingError):
                seat_of(groups, name, alma, office=texas, founder=founder, is_national=founder is None)


@pytest.mark.parametrize("who", ["erin", "rhea"])
def test_eousa_takes_no_seat_in_a_local_group(who, people, groups) -> None:
    texas = make.office("txnd")
    with at_office(people[who]):
        for facts in ({"is_national": True}, {"founder": texas}, {"founder": texas, "is_national": True}):
            with refused(DatabaseError):  # type: ignore[arg-type]
                seat_of(groups, "texas", people[who], office=texas, **facts)


def test_a_partner_gives_no_seats(people, groups, shelter) -> None:
    with at_office(people["pia"]):
        for name in MADE:
            with refused(ProgrammingError):
                seat_of(groups, name, people["pia"], organization=shelter, founder=make.office("txnd"))


def test_a_group_does_not_become_another_offices_or_the_nations(people, groups) -> None:
    for who in ("alma", "erin", "pia"):
        with at_office(people[who]):
            for column in ({"office": None}, {"is_national": True}, {"is_history": True}):
                with refused(ProgrammingError):
                    WorkingGroup.objects.update(**column)


@pytest.mark.parametrize("model", [Seat, Participant, *INSIDE], ids=lambda model: model.__name__)
def test_no_row_moves_to_another_group(model, people, groups) -> None:
    for who in ("alma", "pia", "erin"):
        with at_office(people[who]), refused(ProgrammingError):
            model.objects.update(group=groups["york"].group)


@pytest.mark.parametrize("model", [Meeting, GroupPaper])
def test_nobody_writes_into_a_group_without_a_seat(model, people, groups) -> None:
    said = {"title": "x"} | ({"held_on": DAY} if model is Meeting else {"body": "x", "added_on": DAY, "by_name": "x"})
    for who, name in (("alma", "nation"), ("alma", "york"), ("erin", "texas"), ("rhea", "nation"), ("pia", "texas")):
        person = people[who]
        by = {"made_by" if model is Meeting else "added_by": person}
        with at_office(person), refused(ProgrammingError):
            model.objects.create(group=groups[name].group, **said, **by)
        if name not in SEES[who][3]:
            with at_office(person):
                assert (
                    model.objects.filter(group=groups[name].group).update()
                    == 0
                    == model.objects.filter(
                        pk=groups[name].meeting.pk if model is Meeting else groups[name].paper.pk
                    ).count()
                )


# --- what belongs together -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("column", ["seat", "meeting"])
def test_an_action_item_is_of_its_groups_seat_and_meeting(column, people, groups) -> None:
    otis, york, nation = people["otis"], groups["york"], groups["nation"]
    with at_office(otis):
        foreign = {"seat": nation.seat("S.D.N.Y."), "meeting": nation.meeting}[column]
        said = {"text": "x", "seat_name": "x", "due_on": DAY, "made_by": otis}
        with refused(IntegrityError):
            ActionItem.objects.create(group=york.group, **said, **{column: foreign})
            connection.check_constraints()


def test_a_participant_is_of_its_seats_group(people, groups) -> None:
    otis = people["otis"]
    with at_office(otis), refused(IntegrityError):
        seat = groups["york"].seat("Haven House (invented)")
        Participant.objects.filter(seat=seat).update(contact_name="x")
        Participant.objects.create(group=groups["nation"].group, seat=seat, name="x")
        connection.check_constraints()


# --- a partner's own -----------------------------------------------------------------------------------------------
def test_a_partner_closes_what_it_owes_and_nothing_else(people, groups) -> None:
    with at_office(people["alma"]):
        groups["texas"].group.give_seat(organization=groups["haven"], by=people["alma"], on=DAY)
        theirs = groups["texas"].seat("Haven House (invented)")
        other = ActionItem.objects.create(
            group=groups["texas"].group, seat=theirs, seat_name=theirs.name, text="x", due_on=DAY,
            made_by=people["alma"],
        )  # fmt: skip
    with at_office(people["pia"]):
        mine = ActionItem.objects.exclude(pk=other.pk)
        assert ActionItem.objects.update(state="DONE", closed_on=DAY) == 1
        assert mine.get().state == "DONE"
        assert ActionItem.objects.get(pk=other.pk).state == "OPEN"
        for column in ("text", "due_on", "meeting"):
            with refused(ProgrammingError):
                ActionItem.objects.update(**{column: None})
        with refused(ProgrammingError):
            mine.update(seat=theirs.pk)
        assert mine.update(seat=None, seat_name="N.D. Tex.") == 1
        assert ActionItem.objects.update(state="OPEN", closed_on=None) == 0


def test_whoever_is_no_founder_speaks_for_its_own_seat_alone(people, groups) -> None:
    with at_office(people["pia"]):
        assert Participant.objects.update(contact_name="Pia") == 1
        with refused(ProgrammingError):
            Participant.objects.create(group=groups["texas"].group, name="x")
    with at_office(people["otis"]):
        national = Participant.objects.filter(group=groups["nation"].group)
        assert national.count() == 2
        assert national.update(contact_name="Otis") == 1
        with refused(ProgrammingError):
            Participant.objects.create(group=groups["nation"].group, name="x")
    with at_office(people["alma"]):
        assert Participant.objects.update(contact_name="Alma") == 2
