"""What a working group does: meetings with an agenda, action items that somebody owes by a day, papers."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_held, refuse_past
from partners.models.group import Seat, WorkingGroup
from partners.models.participant import Participant
from portal.errors import Refused
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


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings by whether they take place, and how one is called."""

    def standing(self) -> Self:
        """Those that were not canceled."""
        return self.filter(cancelled_on=None)

    def call(self, *, group: WorkingGroup, by: Person, on: date, **said: Any) -> "Meeting":
        """A meeting to come, or one that has been held and is written down now."""
        group.refuse_if_over()
        refuse_held(said["held_on"], on, field="held_on")
        return self.create(group=group, made_by=by, **said)


class Meeting(models.Model):
    """A meeting of the group, planned or held. Its text names no survivor and no case."""

    of_office: ClassVar[str] = "group__office"
    """Into whose archive it goes: of the office that founded the group."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("day"))
    title = models.CharField(max_length=160)
    agenda = models.TextField(max_length=4000, blank=True)
    minutes = models.TextField(_("what was agreed"), max_length=8000, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)
    cancelled_on = models.DateField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "id"], name="meeting_group_and_id"),
            group_wall(
                "meeting_wall",
                edits="held_on,title,agenda,minutes,cancelled_on",
                secret=["title", "agenda", "minutes"],
            ),
        ]
        indexes = [models.Index(fields=["group", "-held_on"], name="meetings_of_a_group")]

    def __str__(self) -> str:
        return self.title

    def write(self, *, by: Person, on: date, **said: Any) -> None:
        """Its day, its agenda, what was agreed."""
        self.group.refuse_if_over()
        refuse_held(said.get("held_on", self.held_on), on, field="held_on")
        if not Meeting.objects.standing().filter(pk=self.pk).update(**said):
            raise Refused(gettext("This meeting was canceled. Call another."))

    def cancel(self, *, by: Person, on: date) -> None:
        """It does not take place. What was put down for it stays readable."""
        if self.held_on < on:
            raise Refused(gettext("The day of this meeting is over. Write down what was agreed, or that nobody came."))
        if not Meeting.objects.standing().filter(pk=self.pk).update(cancelled_on=on):
            raise Refused(gettext("This meeting was canceled already."))


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    """Action items by how they stand, and how one is taken on."""

    def open(self) -> Self:
        return self.filter(state=ActionItem.State.OPEN)

    def take_on(
        self, *, group: WorkingGroup, owner: Participant, text: str, due_on: date, by: Person, on: date,
        meeting: Meeting | None = None,
    ) -> "ActionItem":  # fmt: skip
        """A member owes something by a day."""
        group.refuse_if_over()
        refuse_past(due_on, on, field="due_on")
        return self.create(group=group, meeting=meeting, text=text, due_on=due_on, made_by=by, **owed_by(owner))


def owed_by(owner: Participant) -> dict[str, Any]:
    """The columns that say who owes it."""
    if owner.left_on is not None:
        raise Refused(gettext("%(name)s has left the group. Choose another.") % {"name": owner.name}, field="owner")
    return {"seat_id": None if owner.is_founder else owner.seat_id, "seat_name": owner.name}


class ActionItem(models.Model):
    """Something that a member has taken on by a day."""

    of_office: ClassVar[str] = "group__office"

    class State(models.TextChoices):
        OPEN = "OPEN", _("open")
        DONE = "DONE", _("done")
        DROPPED = "DROPPED", _("dropped")

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="action_items")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="action_items", db_constraint=False
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="action_items", db_constraint=False
    )
    """Who owes it. Nobody's: whoever founded the group, the office or EOUSA; what a member leaves behind goes there."""
    seat_name = models.CharField(max_length=200)
    """As the others of the group read it, who do not see that seat."""
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=recorded_now)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_action_item_closes_on_a_day", condition=Q(state="OPEN") ^ Q(closed_on__isnull=False)
            ),
            SameKeys(name="action_item_of_its_groups_seat", field="seat", keys={"group_id": "group_id"}),
            SameKeys(name="action_item_of_its_groups_meeting", field="meeting", keys={"group_id": "group_id"}),
            Wall(
                name="action_item_wall",
                rows={
                    **IN_GROUP,
                    "partner update": "owed by own seat",
                    "office update": "owed by own seat, founded",
                },
                secret=["text", "seat_name"],
                partner="select update:state,closed_on,seat_id,seat_name",
                office="select insert update:text,due_on,state,closed_on,seat_id,seat_name",
                eousa_reader="select",
                eousa="select insert update:text,due_on,state,closed_on,seat_id,seat_name",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="open_action_items", condition=Q(state="OPEN"))]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == ActionItem.State.OPEN

    def close(self, *, by: Person, on: date) -> None:
        """It is done."""
        self._change(ActionItem.objects.open(), state=ActionItem.State.DONE, closed_on=on)

    def drop(self, *, by: Person, on: date) -> None:
        """It will not be done."""
        self._change(ActionItem.objects.open(), state=ActionItem.State.DROPPED, closed_on=on)

    def reopen(self, *, by: Person, on: date) -> None:
        """Take back that it was closed."""
        self.group.refuse_if_over()
        closed = ActionItem.objects.exclude(state=ActionItem.State.OPEN)
        self._change(closed, state=ActionItem.State.OPEN, closed_on=None)

    def agree_anew(self, *, owner: Participant, text: str, due_on: date, by: Person, on: date) -> None:
        """Other words, another day, another member."""
        refuse_past(due_on, on, field="due_on")
        self._change(ActionItem.objects.open(), text=text, due_on=due_on, **owed_by(owner))

    def _change(self, among: ActionItemQuerySet, **facts: Any) -> None:
        """Once, however many people press the button; only whoever owes it, or founded the group."""
        if not among.filter(pk=self.pk).update(**facts):
            self._refuse(among)
        for name, value in facts.items():
            setattr(self, name, value)

    def _refuse(self, among: ActionItemQuerySet) -> None:
        if among.filter(pk=self.pk).exists():
            told = gettext("%(name)s owes this. Only it, or the founder of the group, may change it.")
            raise Refused(told % {"name": self.seat_name})
        self.refresh_from_db(fields=["state"])
        raise Refused(self.already())

    def already(self) -> str:
        """How it stands, to whoever comes second."""
        words = {
            ActionItem.State.OPEN: gettext("“%(text)s” is open already."),
            ActionItem.State.DONE: gettext("“%(text)s” is done already."),
            ActionItem.State.DROPPED: gettext("“%(text)s” was dropped already."),
        }
        return words[ActionItem.State(self.state)] % {"text": self.text}


class GroupPaperQuerySet(models.QuerySet["GroupPaper"]):
    """The papers that are there, and how one is added."""

    def standing(self) -> Self:
        return self.filter(removed_on=None)

    def add(
        self, *, group: WorkingGroup, title: str, body: str, link: str, by_name: str, by: Person, on: date
    ) -> "GroupPaper":
        """Text or a link that every member reads from now on."""
        group.refuse_if_over()
        refuse_empty(body, link)
        return self.create(group=group, title=title, body=body, link=link, by_name=by_name, added_by=by, added_on=on)


def refuse_empty(body: str, link: str) -> None:
    if not body and not link:
        raise Refused(gettext("Write the text, or give a link to it."), field="body")


class GroupPaper(models.Model):
    """A paper of the group: text (Markdown) or a link. Read by whoever has a seat, by nobody else."""

    of_office: ClassVar[str] = "group__office"

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=160)
    body = models.TextField(_("text"), max_length=60_000, blank=True)
    link = models.URLField(_("or a link to it"), blank=True)
    added_on = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    """Of the member who added it, as the others read it."""
    removed_on = models.DateField(null=True, blank=True)

    objects = GroupPaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_paper_is_text_or_a_link", condition=~Q(body="", link="")),
            group_wall("group_paper_wall", edits="title,body,link,removed_on", secret=["title", "body", "link"]),
        ]

    def __str__(self) -> str:
        return self.title

    def replace(self, *, title: str, body: str, link: str, by: Person, on: date) -> None:
        """Another text under the same address."""
        self.group.refuse_if_over()
        refuse_empty(body, link)
        self._change(title=title, body=body, link=link)

    def remove(self, *, by: Person, on: date) -> None:
        """No member reads it any more."""
        self._change(removed_on=on)

    def _change(self, **facts: Any) -> None:
        if not GroupPaper.objects.standing().filter(pk=self.pk).update(**facts):
            raise Refused(gettext("This paper was removed already."))
