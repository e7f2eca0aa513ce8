"""A notice that somebody signed in follows: its way to the deadline is told to them. Nobody else sees who follows."""

from datetime import date
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q

from portal.models import Person, recorded_now
from portal.tenancy import Wall


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows that stand, and how one begins."""

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    @transaction.atomic
    def begin(self, *, opportunity: int, closes_on: date | None, by: Person, on: date) -> None:
        """From this day on tell this person of the way to the deadline of the notice. Once more changes nothing."""
        row = Follow(person=by, opportunity=opportunity, closes_on=closes_on, followed_on=on)
        self.bulk_create([row], ignore_conflicts=True)

    def end(self, *, opportunity: int, by: Person) -> None:
        """Tell this person no more."""
        self.standing().filter(person=by, opportunity=opportunity).update(ended_at=recorded_now())


class Follow(models.Model):
    """One person and one notice, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opportunity = models.PositiveBigIntegerField()
    """The number of the notice at Grants.gov."""
    closes_on = models.DateField(null=True, blank=True)
    """The deadline as it was known on the first day: what a new one is compared with."""
    followed_on = models.DateField()
    followed_at = models.DateTimeField(default=recorded_now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[FollowQuerySet] = FollowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "opportunity"],
                name="one_follow_per_person_and_notice",
                condition=Q(ended_at=None),
            ),
            Wall(
                name="follow_wall",
                rows={"office": "own person", "partner": "own person"},
                office="select insert update:ended_at",
                partner="select insert update:ended_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.opportunity}"
