"""Hotlines, shown first on every public page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.country import EVERYBODY_READS
from portal.tenancy import Wall


class Hotline(models.Model):
    """A national line for survivors. Shown with its numbers only once a person has verified them."""

    name = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=40, blank=True, help_text=_("What to send where, for example: START to 88788"))
    tty = models.CharField(max_length=20, blank=True)
    videophone = models.CharField(max_length=20, blank=True)
    languages = models.CharField(max_length=100, blank=True)
    order = models.PositiveSmallIntegerField()
    verified_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["order"]
        constraints = [Wall(name="hotline_wall", **EVERYBODY_READS | {"eousa": "select update:verified_on"})]

    def __str__(self) -> str:
        return self.name
