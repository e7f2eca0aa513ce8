"""Coverage: the one answer that an office has on a given day, from dated facts. Pure: no database, no clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ANSWER_DAYS = 90
"""An office's own answer holds this many days at most."""
ABSENCE_DAYS = 30
"""An absence longer than this uncovers the office unless a stand-in is named."""


class Authority(models.TextChoices):
    """Under which law a specialist serves."""

    AUSA_542 = "AUSA_542", _("AUSA (28 USC 542)")
    SAUSA_543 = "SAUSA_543", _("special AUSA (28 USC 543)")
    SAUSA_925D = "SAUSA_925D", _("special AUSA (18 USC 925D with 28 USC 543)")


class Kind(models.TextChoices):
    """How a specialist serves."""

    FULL_TIME = "FULL_TIME", _("full time")
    COLLATERAL = "COLLATERAL", _("collateral duty")
    ACTING = "ACTING", _("acting")
    SHARED = "SHARED", _("shared with another office")
