"""The chain of relinquishment: by which law firearms leave a dangerous hand, link by link, and how far it stands. Pure.

Sources: 18 USC 922(g)(8) and (9); duties 2 and 5 of the 2020 memo (its section III); state law for extreme risk
protection orders (`partners.erpo`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """The legal basis of a chain."""

    ORDER = "922G8", _("protection order, 18 USC 922(g)(8)")
    CONVICTION = "922G9", _("conviction, 18 USC 922(g)(9)")
    ERPO = "ERPO", _("extreme risk protection order, state law")


class Link(models.TextChoices):
    """One link of a chain, in the order in which they follow each other."""

    IDENTIFY = "IDENTIFY", _("identify who has firearms")
    NOTIFY = "NOTIFY", _("notify of the prohibition")
    SAFETY = "SAFETY", _("plan for safety before service")
    SERVE = "SERVE", _("serve the order")
    SURRENDER = "SURRENDER", _("surrender or retrieval")
    STORE = "STORE", _("storage")
    RETURN = "RETURN", _("return")


CHAINS: dict[Basis, tuple[Link, ...]] = {
    Basis.ORDER: tuple(Link),
    Basis.CONVICTION: (Link.IDENTIFY, Link.NOTIFY, Link.SAFETY, Link.SURRENDER, Link.STORE, Link.RETURN),
    Basis.ERPO: tuple(Link),
}
"""The links of each chain: no order is served after a conviction."""


class Status(models.TextChoices):
    """How far a link, or a practice, has come; weakest first."""

    NONE = "NONE", _("none")
    DRAFT = "DRAFT", _("draft")
    ADOPTED = "ADOPTED", _("adopted")
    TRAINED = "TRAINED", _("trained")
    CHECKED = "CHECKED", _("checked")


class Practice(models.TextChoices):
    """What an agency can take up: the topics of duty 1, bias training, and what duty 5 needs."""

    SAFE = "SAFE", _("nobody is hurt again by how the case is handled (duty 1 a)")
    EVIDENCE = "EVIDENCE", _("responding and investigating by what is known to work (duty 1 b)")
    UNDERSTANDING = "UNDERSTANDING", _("survivors and officers understand each other better (duty 1 c)")
    TOGETHER = "TOGETHER", _("those who answer to violence work together (duty 1 d)")
    BIAS = "BIAS", _("bias training")
    REFERRAL = "REFERRAL", _("referral protocol for the most violent offenders")
    SCREENING = "SCREENING", _("screening sheet")
    ATF = "ATF", _("contact at ATF")


class Element(models.TextChoices):
    """What a screening sheet asks of a case, by the elements of 18 USC 922(g)(8) and 921(a)(33)."""

    HEARING = "HEARING", _("hearing with notice and a chance to take part")
    RELATION = "RELATION", _("intimate partner or child")
    FINDING = "FINDING", _("credible threat found, or force forbidden in so many words")
    CONVICTION = "CONVICTION", _("misdemeanor with force as an element")
    COUNSEL = "COUNSEL", _("counsel and jury, or both waived")
    POSSESSION = "POSSESSION", _("firearm or ammunition possessed")
    KNOWLEDGE = "KNOWLEDGE", _("knowledge of the prohibited status")
