"""The words of grant guidance. Codes are kept, labels are read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Violence(models.TextChoices):
    """The kinds of violence that the programs of 34 USC chapter 121 name (34 USC 12291(a))."""

    SEXUAL_ASSAULT = "SEXUAL_ASSAULT", _("sexual assault")
    DOMESTIC = "DOMESTIC", _("domestic violence")
    DATING = "DATING", _("dating violence")
    STALKING = "STALKING", _("stalking")


class AddressUse(models.TextChoices):
    """For what an asker lets us use the address."""

    ANSWER = "ANSWER", _("only for the answer")
    REMINDERS = "REMINDERS", _("for the answer, and for reminders of deadlines and of what became of it")


class Channel(models.TextChoices):
    """How a question came."""

    FORM = "FORM", _("by the public form")
    SIGNED_IN = "SIGNED_IN", _("signed in")
    TOLD = "TOLD", _("told to the office, by telephone or in person")


class Agency(models.TextChoices):
    """The federal agencies that hand out the money, as people consult them."""

    OVW = "OVW", _("Office on Violence Against Women (OVW)")
    OVC = "OVC", _("Office for Victims of Crime (OVC)")
    OJP = "OJP", _("Office of Justice Programs (OJP)")
    CDC = "CDC", _("Centers for Disease Control and Prevention (CDC)")
    HHS = "HHS", _("Department of Health and Human Services (HHS)")
    HUD = "HUD", _("Department of Housing and Urban Development (HUD)")


class Said(models.TextChoices):
    """What became of a referral."""

    NOT_RELEVANT = "NOT_RELEVANT", _("not relevant for us")
    WILL_APPLY = "WILL_APPLY", _("we will apply")
    APPLIED = "APPLIED", _("we applied")
    AWARDED = "AWARDED", _("we were awarded money")
    NOT_AWARDED = "NOT_AWARDED", _("we were not awarded money")


OF_THEM = {
    Said.NOT_RELEVANT: _("not relevant for them"),
    Said.WILL_APPLY: _("they will apply"),
    Said.APPLIED: _("they applied"),
    Said.AWARDED: _("they were awarded money"),
    Said.NOT_AWARDED: _("they were not awarded money"),
}
"""The same, as the office reads it of the asker."""


class Because(models.TextChoices):
    """Why a referral was not relevant, was not followed, or brought nothing."""

    NOT_ELIGIBLE = "NOT_ELIGIBLE", _("we are not eligible")
    NO_TIME = "NO_TIME", _("there was too little time")
    MATCH = "MATCH", _("we cannot raise the match")
    TOO_LARGE = "TOO_LARGE", _("too much work for the sum")
    NO_PARTNER = "NO_PARTNER", _("we found no partner")
    REGISTRATION = "REGISTRATION", _("our registration was not ready")
    OTHER_MONEY = "OTHER_MONEY", _("we found other money")
    SCORED_LOWER = "SCORED_LOWER", _("others scored higher")
    INCOMPLETE = "INCOMPLETE", _("the application was incomplete")
    NOT_SAID = "NOT_SAID", _("no reason was given to us")
    OTHER = "OTHER", _("another reason")


BECAUSE_OF_THEM = {
    Because.NOT_ELIGIBLE: _("they are not eligible"),
    Because.MATCH: _("they cannot raise the match"),
    Because.NO_PARTNER: _("they found no partner"),
    Because.REGISTRATION: _("their registration was not ready"),
    Because.OTHER_MONEY: _("they found other money"),
    Because.NOT_SAID: _("no reason was given to them"),
}
"""Those reasons that the office reads in other words."""


class Band(models.TextChoices):
    """How much was awarded, roughly."""

    UNDER_50 = "UNDER_50", _("under $50,000")
    TO_150 = "TO_150", _("$50,000 to $149,999")
    TO_500 = "TO_500", _("$150,000 to $499,999")
    TO_1000 = "TO_1000", _("$500,000 to $999,999")
    FROM_1000 = "FROM_1000", _("$1,000,000 or more")


def said_label(said: str, *, of_them: bool) -> str:
    """What became of a referral: as the asker says it, or as the office reads it of the asker."""
    return str(OF_THEM[Said(said)] if of_them else Said(said).label)


def because_label(because: str, *, of_them: bool) -> str:
    """Why, in the same two ways."""
    one = Because(because)
    return str(BECAUSE_OF_THEM.get(one, one.label) if of_them else one.label)
