"""Extreme risk protection orders: what the law of a state is on a day. Pure: no database, no clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.TextChoices):
    """What a law does with such orders."""

    ALLOWS = "ALLOWS", _("allows them")
    FORBIDS = "FORBIDS", _("forbids them")


class Precision(models.TextChoices):
    """How exactly the first day is known."""

    DAY = "DAY", _("to the day")
    YEAR = "YEAR", _("to the year")
    UNKNOWN = "UNKNOWN", _("not known")


class Confidence(models.TextChoices):
    """How sure a fact is."""

    DOCUMENT = "DOCUMENT", _("a public document says so")
    BELIEVED = "BELIEVED", _("believed, not checked")
    LOW = "LOW", _("listed by some, not checked")


class Asker(models.TextChoices):
    """Who may ask a court for an order."""

    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", _("law enforcement")
    FAMILY = "FAMILY", _("family or household members")
    PROSECUTOR = "PROSECUTOR", _("prosecutors")
    HEALTH = "HEALTH", _("health professionals")
    SCHOOL = "SCHOOL", _("educators or school staff")
    EMPLOYER = "EMPLOYER", _("employers")
    OTHER = "OTHER", _("others")
