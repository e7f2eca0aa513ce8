"""Counts of cases: of what, under which statute, and how they are read. Pure.

Office-reported, not LIONS: each office counts by hand for itself and compares with its own past alone. EOUSA itself
says that caseload data should not be used to compare offices.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST = 5
"""A cell under this is shown to nobody outside the office: few people in one place can be recognized."""


class Statute(models.TextChoices):
    """The statutes of duty 5, and one for context."""

    ORDER = "922G8", _("18 USC 922(g)(8), protection order")
    CONVICTION = "922G9", _("18 USC 922(g)(9), misdemeanor conviction")
    TRAVEL = "2261", _("18 USC 2261, interstate domestic violence")
    STALKING = "2261A", _("18 USC 2261A, stalking")
    VIOLATION = "2262", _("18 USC 2262, interstate violation of an order")
    FELON = "922G1", _("18 USC 922(g)(1), felon in possession, for context")


class Measure(models.TextChoices):
    """What is counted, in matters (a matter is what an agency refers, however many people and charges it has)."""

    REFERRED = "REFERRED", _("referred")
    ACCEPTED = "ACCEPTED", _("accepted")
    DECLINED = "DECLINED", _("declined")
    CHARGED = "CHARGED", _("charged")


class Decline(models.TextChoices):
    """Why a matter was declined, in plain groups of our own."""

    EVIDENCE = "EVIDENCE", _("the evidence does not reach")
    ELEMENT = "ELEMENT", _("an element of the offense is missing")
    ELSEWHERE = "ELSEWHERE", _("prosecuted by a state, tribe or another office")
    RESOURCES = "RESOURCES", _("resources or priorities")
    OTHER = "OTHER", _("another reason")
