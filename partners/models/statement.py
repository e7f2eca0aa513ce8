"""Duty 4: what an organization says of itself about whom it serves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.taxonomy import Ground


class Says(models.TextChoices):
    """An answer that may be missing; missing is not no."""

    YES = "YES", _("yes")
    PARTLY = "PARTLY", _("partly")
    NO = "NO", _("no")
    UNKNOWN = "", _("not said yet")


def said() -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(max_length=6, choices=Says.choices, blank=True, default="")


class Statement(models.Model):
    """The self-statement on access and nondiscrimination (34 USC 12291(b)(13)): the organization's word, no finding."""

    grounds = ArrayField(models.CharField(max_length=24, choices=Ground.choices), default=list, blank=True)
    """The grounds on which it says that it excludes nobody."""
    lgbtq_training = said()
    """Whether its staff were trained to serve LGBTQ people."""
    language_access = said()
    deaf_access = said()
    disability_access = said()
    complaint_route = models.CharField(max_length=300, blank=True)
    """Where somebody turns who was turned away."""
    stated_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
