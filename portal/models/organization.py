"""A partner organization by its name; its profile lives in `partners`."""

from django.db import models

from portal.tenancy import Wall


class Organization(models.Model):
    """A shelter, a rape crisis center, a coalition, a tribe, a court ... An organization may work with many offices."""

    name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            Wall(
                name="organization_wall",
                rows={"partner": "the organization"},
                app="select",
                partner="select",
                office="select",
                oarm="select",
                eousa_reader="select",
                eousa="select insert",
                operator="select",
                jobs="select",
            )
        ]

    def __str__(self) -> str:
        return self.name
