"""Directives that lie ready. The words are ours; the law in them is today's. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Which offices a directive goes to."""

    LACKING = "lacking", _("the offices without a specialist")
    SILENT = "silent", _("the silent offices")
    ALL = "all", _("all 94 offices")
    CHOSEN = "chosen", _("the offices ticked below")


@dataclass(frozen=True)
class Ready:
    """What a template fills in; everything can be changed before issuing."""

    label: Any
    about: Any
    days: int
    """Calendar days until the due date."""
    audience: Audience
    words: dict[str, Any]

    def facts(self, on: date) -> dict[str, Any]:
        """What the form of a new directive begins with on this day."""
        return self.words | {"due_on": on + timedelta(days=self.days)}


MEMO = Ready(
    label=_("Fill the specialist’s position"),
    about=_(
        "By OARM and EOUSA, to the offices without a domestic violence specialist: find the budget authority you "
        "have, and use it."
    ),
    days=30,
    audience=Audience.LACKING,
    words={
        "title": _("Fill the position of domestic violence specialist"),
        "issuers": "OARM_AND_EOUSA",
        "legal_basis": _("28 USC 542 (assistant US attorneys); for special AUSAs 28 USC 543 and 18 USC 925D"),
        "asks": "BUDGET",
        "template": "MEMO",
        "text": _(
            "Each of the 94 US Attorney’s Offices is to have an assistant US attorney who serves as its domestic "
            "violence specialist. Your office has none on record.\n\n"
            "OARM and EOUSA direct your office to do two things:\n\n"
            "1. Identify budget authority that exists already: a vacant slot, an expected departure, a reallocation "
            "or a detail. No new money comes with this directive.\n"
            "2. Use it to hire a specialist, or to designate a sitting AUSA, as a position becomes available.\n\n"
            "Your office recruits, screens and nominates. OARM approves the appointment. The specialist’s five duties "
            "are trauma-informed practice, extreme risk protection orders with local police, outreach to people whom "
            "services do not reach, services open to everyone, and prosecutions under 18 USC 922(g)(8) and (9).\n\n"
            "Answer in the portal by the due date: which budget authority you have found, why you have none, or that "
            "you request a position from EOUSA."
        ),
    },
)
EMERGENCY = Ready(
    label=_("Emergency"),
    about=_("To all 94 offices: a line on every page of the offices until they acknowledge."),
    days=2,
    audience=Audience.ALL,
    words={
        "title": "",
        "issuers": "EOUSA",
        "legal_basis": "",
        "asks": "ACKNOWLEDGE",
        "is_emergency": True,
        "banner": _("Emergency directive of EOUSA: read it and acknowledge it now."),
        "template": "EMERGENCY",
        "text": _("What has happened:\n\nWhat your office has to do, and by when:\n\nWhom to call at EOUSA:\n"),
    },
)
READY = {"memo": MEMO, "emergency": EMERGENCY}
"""By the name that the address carries."""


def audience_of(template: str) -> Audience:
    """To whom a directive goes unless EOUSA says otherwise; of one without a template nothing is presumed."""
    ready = READY.get(template.lower())
    return ready.audience if ready else Audience.CHOSEN
