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


DUTIES: dict[Duty, About] = {
    Duty.TRAUMA_INFORMED: About(
        _("Practice that does not harm again"),
        _(
            "Help prosecutors and police, federal, state and local, to take up practices that spare survivors and rest "
            "on evidence."
        ),
        "III, first duty",
        (
            ("34 USC 10441(b)(1)", _("STOP money may train law enforcement officers, judges and prosecutors.")),
            ("34 USC 12291(b)(2)", _("Who takes such money discloses nothing that identifies a person served.")),
        ),
        (
            ("a", _("Nobody is hurt again by how the case is handled")),
            ("b", _("Responding and investigating by what is known to work")),
            ("c", _("Survivors and officers understand each other better")),
            ("d", _("Those who answer to violence work together")),
        ),
    ),
    Duty.ERPO: About(
        _("Extreme risk protection orders"),
        _(
            "Work with local police on policies, protocols and training for extreme risk protection orders, and on "
            "taking in and storing weapons lawfully."
        ),
        "III, second duty",
        (
            ("34 USC 10152(a)(1)(I)(iv)", _("Byrne JAG may pay for such programs where they meet due process.")),
        ),
    ),
    Duty.OUTREACH: About(
        _("Reach those who are not served, and the money for it"),
        _(
            "With federal agencies and local advocates reach populations that live with violence and get no services, "
            "and find the federal money that closes the gap."
        ),
        "III, third duty",
        (
            ("34 USC 12291(a)(46)", _("Which populations are underserved.")),
            ("34 USC 10441", _("STOP formula grants, through the states.")),
            ("34 USC 10461-10465", _("Grants to improve the criminal justice response.")),
            ("34 USC 12511", _("Sexual Assault Services Program.")),
            ("34 USC 20121", _("Legal assistance for victims.")),
            ("34 USC 20123", _("Outreach and services to underserved populations.")),
        ),
    ),
    Duty.ACCESS: About(
        _("Services open to everybody"),
        _("See to it that services are within reach of every survivor and free of discrimination."),
        "III, fourth duty",
        (
            ("34 USC 12291(b)(13)", _("Nobody is excluded by race, color, religion, national origin, sex, gender "
                                      "identity, sexual orientation or disability.")),
        ),
    ),
    Duty.FIREARMS: About(
        _("Firearms in the hands of the most violent"),
        _(
            "Aim prosecutions at the most violent, and see to it that people under an order or convicted are told of "
            "the prohibition and give up their firearms."
        ),
        "III, fifth duty",
        (
            ("18 USC 922(g)(8)", _("No firearm while under a qualifying protection order.")),
            ("18 USC 922(g)(9)", _("No firearm after a misdemeanor crime of domestic violence; since 2022 also where "
                                   "the parties were dating, 18 USC 921(a)(33), (37).")),
            ("18 USC 925D", _("Points of contact and special attorneys for these cases.")),
            ("34 USC 10449(e)", _("States that take STOP money certify that courts tell of the prohibition.")),
        ),
    ),
}  # fmt: skip


def about(duty: int) -> About:
    """What the duty of this number is. Raises KeyError for none of the five."""
    return DUTIES[Duty(duty)]
