"""What a working group does: meetings with an agenda, action items that somebody owes by a day, papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models.group import Seat, WorkingGroup
from portal.models import Person, recorded_now
from portal.tenancy import Commands, SameKeys, Wall

IN_GROUP = {
    "partner": "seated",
    "office": "seated",
    "eousa": "in a national group",
    "eousa_reader": "in a national group",
}
"""Whose rows these are: of whoever has a seat in the group; of EOUSA where the group is national."""


def group_wall(name: str, *, edits: str, secret: list[str], partner: str = "select") -> Wall:
    """Members of government write, everybody with a seat reads."""
    writes = f"select insert update:{edits}"
    commands: Commands = {
        "partner": partner,
        "office": writes,
        "eousa_reader": "select",
        "eousa": writes,
        "jobs": "select",
    }
    return Wall(name=name, rows=IN_GROUP, secret=secret, **commands)


class Meeting(models.Model):
    """A meeting of the group, planned or held. Its text names no survivor and no case."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("day"))
    title = models.CharField(max_length=160)
    agenda = models.TextField(max_length=4000, blank=True)
    minutes = models.TextField(_("what was agreed"), max_length=8000, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "id"], name="meeting_group_and_id"),
            group_wall("meeting_wall", edits="held_on,title,agenda,minutes,cancelled_on", secret=["agenda", "minutes"]),
        ]
        indexes = [models.Index(fields=["group", "-held_on"], name="meetings_of_a_group")]

    def __str__(self) -> str:
        return self.title


class ActionItem(models.Model):
    """Something that a member has taken on by a day."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("open")
        DONE = "DONE", _("done")
        DROPPED = "DROPPED", _("dropped")

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="action_items")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="action_items", db_constraint=False
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="action_items", db_constraint=False)
    """Who owes it."""
    seat_name = models.CharField(max_length=160)
    """As the others of the group read it, who do not see that seat."""
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_action_item_closes_on_a_day", condition=Q(state="OPEN") ^ Q(closed_on__isnull=False)
            ),
            SameKeys(name="action_item_of_its_groups_seat", field="seat", keys={"group_id": "group_id"}),
            SameKeys(name="action_item_of_its_groups_meeting", field="meeting", keys={"group_id": "group_id"}),
            Wall(
                name="action_item_wall",
                rows={**IN_GROUP, "partner update": "own seat"},
                secret=["text"],
                partner="select update:state,closed_on",
                office="select insert update:text,due_on,state,closed_on",
                eousa_reader="select",
                eousa="select insert update:text,due_on,state,closed_on",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="open_action_items", condition=Q(state="OPEN"))]

    def __str__(self) -> str:
        return self.text


class GroupPaper(models.Model):
    """A paper of the group: text (Markdown) or a link. Read by whoever has a seat, by nobody else."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=160)
    body = models.TextField(_("text"), max_length=60_000, blank=True)
    link = models.URLField(_("or a link to it"), blank=True)
    added_on = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=160)
    """Of the member who added it, as the others read it."""
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_paper_is_text_or_a_link", condition=~Q(body="", link="")),
            group_wall("group_paper_wall", edits="title,body,link,removed_on", secret=["body", "link"]),
        ]

    def __str__(self) -> str:
        return self.title
