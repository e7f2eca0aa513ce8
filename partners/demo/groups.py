"""Invented working groups: the response team of N.D. Tex. with two partners, and a national one of three offices."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from partners.demo.cast import MARK, SAFE_HARBOR
from partners.demo.filling import Desk, desks
from partners.models import ActionItem, GroupPaper, Meeting, Participant, WorkingGroup
from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.invented import Told
from portal.models import Office, Organization, Person, recording_at
from portal.tenancy import acting_as

LOCAL = f"Fort Worth coordinated response {MARK}"
NATIONAL = f"Relinquishment practice group {MARK}"
POLICE = "Tarrant County Family Violence Unit"
PROTOCOL = """# Who calls whom in the first 24 hours

1. The officer at the scene asks the screening questions of the sheet.
2. The **advocate on call** is told before the officer leaves.
3. Firearms that are seen are noted; nobody promises what happens with them.

*Draft, invented for this demonstration.*
"""


def invent_groups(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """Both groups, as those who would found them."""
    desk = next(each for each in desks(cast, on) if each.office.court_id == "txnd")
    local(desk)
    national(cast, on)
    told(1, 1)


def local(desk: Desk) -> None:
    """A specialist with a shelter whose people can sign in, and a prosecutor's unit."""
    with desk.acting(60) as day:
        if WorkingGroup.objects.filter(office=desk.office).exists():
            return
        group = WorkingGroup.objects.found(
            office=desk.office, name=LOCAL, by=desk.by, on=day,
            purpose="The shelter, the county’s prosecutors and this office act as one on the same night.",
        )  # fmt: skip
        for name in (SAFE_HARBOR.full_name, f"{POLICE} {MARK}"):
            organization = Organization.objects.get(name=name)
            group.give_seat(organization=organization, by=desk.by, on=day)
    with desk.acting(30) as day:
        first = Meeting.objects.call(
            group=group, held_on=day, title="First meeting", agenda="Who is called first\nWhich sheet is used",
            minutes="One sheet for all agencies. The draft is read until the next meeting.", by=desk.by, on=day,
        )  # fmt: skip
        GroupPaper.objects.add(
            group=group, title="Protocol of the first 24 hours, draft", body=PROTOCOL, link="",
            by_name=desk.office.abbreviation, by=desk.by, on=day,
        )  # fmt: skip
        owe(desk, group, first, SAFE_HARBOR.full_name, "Read the draft and mark what an advocate cannot do at night", 6)
        owe(desk, group, first, f"{POLICE} {MARK}", "Name who answers the telephone at night", 13)
        done = owe(desk, group, first, desk.office.abbreviation, "Send the screening sheet to everybody", -10)
    with desk.acting(12) as day:
        done.close(by=desk.by, on=day)
        Meeting.objects.call(
            group=group, held_on=desk.on + timedelta(days=9), title="Second meeting", minutes="",
            agenda="The draft protocol\nNumbers to call", by=desk.by, on=day,
        )  # fmt: skip


def owe(desk: Desk, group: WorkingGroup, meeting: Meeting, owner: str, text: str, due: int) -> ActionItem:
    member = Participant.objects.get(group=group, name=owner)
    day = desk.on - timedelta(days=30)
    return ActionItem.objects.take_on(
        group=group, meeting=meeting, owner=member, text=text, due_on=desk.on + timedelta(days=due), by=desk.by, on=day
    )


def national(cast: Mapping[str, Person], on: date) -> None:
    """EOUSA with three offices."""
    erin = cast["Erin Cole"]
    day = on - timedelta(days=45)
    instant = datetime.combine(day, time(16), CENTER)
    with recording_at(instant), acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        if WorkingGroup.objects.filter(name=NATIONAL).exists():
            return
        group = WorkingGroup.objects.found(
            office=None, name=NATIONAL, by=erin, on=day,
            purpose="Which orders of relinquishment courts really carry out, and what the offices can offer them.",
        )  # fmt: skip
        for office in Office.objects.filter(court_id__in=("txnd", "nysd", "lawd")):
            group.give_seat(office=office, by=erin, on=day)
        Meeting.objects.call(
            group=group, held_on=on + timedelta(days=16), title="By telephone", minutes="",
            agenda="Storage: who holds what\nReturn: what the court asks", by=erin, on=day,
        )  # fmt: skip
        member = Participant.objects.get(group=group, name="N.D. Tex.")
        ActionItem.objects.take_on(
            group=group, owner=member, text="Write down where surrendered firearms are stored",
            due_on=on + timedelta(days=4), by=erin, on=day,
        )  # fmt: skip
