"""Invented projects of two offices: one that has come to a solution, one that nobody keeps."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from partners.demo.cast import MARK
from partners.demo.filling import Desk, desks
from partners.models import Partnership, Project
from partners.models.project import Stage
from portal.invented import Told
from portal.models import Person


class Written(NamedTuple):
    """An invented note, so many days ago."""

    ago: int
    stage: Stage
    text: str


NOTES = {
    "txnd": (
        Written(210, Stage.GAP, "After an assault nobody west of the river can be examined at night."),
        Written(170, Stage.SITE, "A hospital of the region takes it on; its nurses ask for training."),
        Written(60, Stage.SOLUTION, "Tele-examination with the city’s nurses, and a room that is kept ready."),
    ),
    "nysd": (Written(90, Stage.GAP, "Interpreters are found for the first visit and for no later one."),),
}  # fmt: skip
NAMES = {"txnd": f"Examinations at night {MARK}", "nysd": f"Interpreters for every visit {MARK}"}


def invent_projects(cast: Mapping[str, Person], on: date, told: Told) -> None:
    """Through the verbs, each at its day."""
    for desk in desks(cast, on):
        if desk.office.court_id in NOTES:
            invent_one(desk)
    told(1, 1)


def invent_one(desk: Desk) -> None:
    first, *later = NOTES[desk.office.court_id]
    name = NAMES[desk.office.court_id]
    with desk.acting(first.ago) as day:
        if Project.objects.filter(office=desk.office).exists():
            return
        made = Project.objects.begin(office=desk.office, name=name, gap=first.text, began_on=day, by=desk.by, on=day)
    for note in later:
        with desk.acting(note.ago) as day:
            made.note(stage=note.stage, text=note.text, noted_on=day, by=desk.by, on=day)
    if later:
        join(desk, made)
    else:
        with desk.acting(1) as day:
            made.give(to=None, by=desk.by, on=day)


def join(desk: Desk, made: Project) -> None:
    """Two invented partners of the office: the site, and one that helps. No real organization takes part in it."""
    with desk.acting(150) as day:
        partners = Partnership.objects.standing().filter(office=desk.office).select_related("organization__merged_into")
        for part, partnership in zip(("SITE", "PARTNER"), partners.order_by("pk")[2:4], strict=True):
            made.join(organization=partnership.partner, part=part, joined_on=day, by=desk.by, on=day)
