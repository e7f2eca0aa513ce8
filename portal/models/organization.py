"""A partner organization by its name; its profile lives in `partners`."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from portal.models.country import Office
from portal.tenancy import Wall


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations by whether their entry is the one that counts."""

    def in_use(self) -> Self:
        """Those that are not another entry's double."""
        return self.filter(merged_into=None)


class Organization(models.Model):
    """A shelter, a rape crisis center, a coalition, a tribe, a court ... An organization may work with many offices."""

    name = models.CharField(max_length=200)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    """Which office entered it."""
    is_confidential = models.BooleanField(default=False, db_default=False)
    """Only the office that entered it sees that it exists."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="doubles")
    """The entry of which this one turned out to be a double. Whatever names it stays as it is and reads as that one."""
    is_demo = models.BooleanField(default=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="a_confidential_organization_is_of_an_office", condition=Q(is_confidential=False) | ~Q(office=None)
            ),
            models.CheckConstraint(
                name="no_organization_is_its_own_double", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
            Wall(
                name="organization_wall",
                secret=["name"],
                rows={
                    "partner": "the organization",
                    "office": "open or own",
                    "office insert": "own office",
                    "office update": "own office",
                    "oarm": "open",
                    "eousa_reader": "open",
                    "eousa": "open",
                    "operator": "open",
                },
                app="select",
                partner="select update:name,is_confidential",
                office="select insert update:name,is_confidential,merged_into_id",
                oarm="select",
                eousa_reader="select",
                eousa="select insert update:name,merged_into_id",
                operator="select",
                jobs="select update:merged_into_id",
            ),
        ]

    def __str__(self) -> str:
        return self.name
