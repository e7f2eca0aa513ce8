"""The scene of a trial: offices of several kinds, asked on several days, and who can be told there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from portal.access import DatabaseRole, Role
from portal.models import Membership, Office, Person
from portal.tenancy import acting_as
from specialists.models import Answer, Asking, Desk, StaffContact
from tests import make

Post = StaffContact.Post
ZONES = {
    "nysd": "America/New_York",
    "flmd": "America/New_York",
    "ded": "America/New_York",
    "vtd": "America/New_York",
    "ilnd": "America/Chicago",
    "txnd": "America/Chicago",
    "lawd": "America/Chicago",
    "cod": "America/Denver",
    "nmd": "America/Denver",
    "azd": "America/Phoenix",
    "cacd": "America/Los_Angeles",
    "waed": "America/Los_Angeles",
    "akd": "America/Anchorage",
    "hid": "Pacific/Honolulu",
    "gud": "Pacific/Guam",
    "prd": "America/Puerto_Rico",
}
"""The offices that take part, with their clocks, typed again."""
KINDS = ["whole", "whole", "whole", "whole", "leaders", "nobody", "answers", "not asked", "not begun"]


@dataclass
class Place:
    """One office of the scene."""

    court_id: str
    kind: str
    asked_at: int
    """At which stop EOUSA asks it."""
    staffing: list[str] = field(default_factory=list)
    leading: list[str] = field(default_factory=list)
    desk: list[str] = field(default_factory=list)
    pk: int = 0
    asked_on: date | None = None

    @property
    def about(self) -> str:
        return f"office:{self.pk}"


@dataclass
class Scene:
    """All of them, and EOUSA's desk officers."""

    places: list[Place]
    officers: list[str]
    people: list[Person]
    offices: dict[str, Office]


def draw(random: Random, many: int) -> list[Place]:
    """Offices by chance; each kind is there."""
    chosen = random.sample(sorted(ZONES), many)
    kinds = [*sorted(set(KINDS)), *random.choices(KINDS, k=many)][:many]
    return [draw_one(random, court_id, kind) for court_id, kind in zip(chosen, kinds, strict=True)]


def draw_one(random: Random, court_id: str, kind: str) -> Place:
    place = Place(court_id, kind, asked_at=0 if kind == "answers" else random.choice([0, 0, 0, 1]))
    if kind != "nobody":
        place.leading = [f"usa.{court_id}@leading.test", f"first.{court_id}@leading.test"][: random.choice([1, 2])]
    if kind not in {"nobody", "leaders"}:
        place.staffing = [f"officer.{court_id}@staffing.test", f"box.{court_id}@staffing.test"][: random.choice([1, 2])]
    return place


def build(random: Random, many: int) -> Scene:
    """Write the scene: people of EOUSA with roles, desks, and the contacts of the offices."""
    people = [make.person(f"Officer {n}", email=f"officer.{n}@eousa.test") for n in range(2)]
    for person in people:
        Membership.objects.create(person=person, role=Role.EOUSA)
    scene = Scene(draw(random, many), [one.email for one in people], people, {})
    with acting_as(DatabaseRole.EOUSA):
        scene.offices = {office.court_id: office for office in Office.objects.filter(court_id__in=list(ZONES))}
        for place in scene.places:
            place.pk = scene.offices[place.court_id].pk
            place.desk = random.choice([scene.officers, scene.officers[:1], scene.officers[1:]])
        StaffContact.objects.bulk_create(contact for place in scene.places for contact in contacts(place, people[0]))
        Desk.objects.bulk_create(
            Desk(office_id=place.pk, person=person, recorded_by=people[0])
            for place in scene.places
            for person in people
            if place.desk == [person.email]
        )
    return scene


def contacts(place: Place, by: Person) -> list[StaffContact]:
    """Whom to write to there."""
    named = [
        *zip([Post.ADMINISTRATIVE_OFFICER, Post.STAFFING_MAILBOX], place.staffing, strict=False),
        *zip([Post.US_ATTORNEY, Post.FIRST_ASSISTANT], place.leading, strict=False),
    ]
    return [StaffContact(office_id=place.pk, post=post, email=email, recorded_by=by) for post, email in named]


def ask(scene: Scene, stop: int, on: date) -> None:
    """EOUSA asks the offices whose turn it is, and begins their ladders."""
    turn = [place for place in scene.places if place.asked_at == stop and place.kind != "not asked"]
    begun = [place for place in turn if place.kind != "not begun"]
    by = scene.people[0]
    with acting_as(DatabaseRole.EOUSA):
        Asking.objects.ask(offices=[scene.offices[place.court_id] for place in begun], by=by, on=on)
        before = [Asking(office_id=place.pk, asked_on=on, recorded_by=by) for place in turn if place not in begun]
        Asking.objects.bulk_create(before)
    for place in begun:
        place.asked_on = on


def answer(scene: Scene, on: date) -> Sequence[Place]:
    """The offices that are to answer do so: silent no longer."""
    speaking = [place for place in scene.places if place.kind == "answers"]
    with acting_as(DatabaseRole.EOUSA):
        Answer.objects.bulk_create(
            Answer(
                office_id=place.pk,
                says=Answer.Says.CANNOT_NOW,
                reason=Answer.Reason.HIRING_FREEZE,
                given_on=on,
                lapses_on=on + timedelta(days=90),
                recorded_by=scene.people[0],
            )
            for place in speaking
        )
    return speaking
