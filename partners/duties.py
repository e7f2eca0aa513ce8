"""The specialist's five duties, in our words, with the memo's section and today's law: data. Pure.

The memo of November 2020 (section III, “Substance of proposed action”) set them; where it cited law that has changed
or never passed, today's law stands here instead. Every entry of the log names one of them.
"""

from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.IntegerChoices):
    """By the memo's order."""

    TRAUMA_INFORMED = 1, _("trauma-informed practice")
    ERPO = 2, _("extreme risk protection orders")
    OUTREACH = 3, _("outreach and grant access")
    ACCESS = 4, _("services open to all")
    FIREARMS = 5, _("firearms: 18 USC 922(g)(8) and (9)")


class About(NamedTuple):
    """What a duty is. `law`: citation and what it says, as in force in November 2026."""

    title: Any
    sentence: Any
    section: str
    law: tuple[tuple[str, Any], ...]
    topics: tuple[tuple[str, Any], ...] = ()
