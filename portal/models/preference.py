"""How often a person wants to be told what is for information only. A reminder comes on its day in any case."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.people import Person
from portal.tenancy import Wall

CHOOSES = "select insert update:information"
PEOPLE = ("partner", "office", "oarm", "eousa_reader", "eousa", "operator")


class Information(models.TextChoices):
    """When what has changed, what is new and what is for information comes by mail."""

    DAILY = "DAILY", _("every working day on which there is something")
    WEEKLY = "WEEKLY", _("once a week, on its first working day")
    NEVER = "NEVER", _("never; reminders still come")


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """Choices, and how one is made."""

    def choose(self, *, information: str, by: Person) -> None:
        """Make the choice, in place of an earlier one."""
        self.update_or_create(person=by, defaults={"information": information})


class Preference(models.Model):
    """A person's choice; nobody else's business."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="preference")
    information = models.CharField(max_length=6, choices=Information.choices, default=Information.WEEKLY)

    objects: ClassVar[PreferenceQuerySet] = PreferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            Wall(
                name="preference_wall",
                rows=dict.fromkeys(PEOPLE, "own person"),
                partner=CHOOSES,
                office=CHOOSES,
                oarm=CHOOSES,
                eousa_reader=CHOOSES,
                eousa=CHOOSES,
                operator=CHOOSES,
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return self.get_information_display()
