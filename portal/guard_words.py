"""What the guard says: what was found, why it cannot stand, and what to do. The words follow the role."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import DatabaseRole
from portal.guard import Finding, Kind, Level, worst
from portal.tenancy import current

NAMES = {
    Kind.SSN: gettext_lazy("a Social Security number"),
    Kind.A_NUMBER: gettext_lazy("an A-number"),
    Kind.BIRTH_DATE: gettext_lazy("a date of birth"),
    Kind.CLIENT_ID: gettext_lazy("a client’s identifier"),
    Kind.PHONE: gettext_lazy("a telephone number"),
    Kind.STREET_ADDRESS: gettext_lazy("a street address"),
    Kind.DOCKET_NUMBER: gettext_lazy("the number of a case"),
    Kind.NAME_AND_DETAIL: gettext_lazy("a person’s name with a detail about that person"),
}


def named(kinds: Iterable[Kind]) -> str:
    """What was found, each kind once, in words."""
    return get_text_list([str(NAMES[kind]) for kind in dict.fromkeys(kinds)], _("and"))


def sentence(found: list[Finding]) -> str:
    """One sentence for people; empty where nothing was found."""
    level = worst(found)
    if level is None:
        return ""
    words = {"what": named(one.kind for one in found if one.level is level), "why": why()}
    if level is Level.HARD:
        return _("This holds what looks like %(what)s. Take it out: %(why)s") % words
    return _("This holds what looks like %(what)s. Take it out, or say why it has to stand here: %(why)s") % words


def to_nobody(found: list[Finding]) -> str:
    """To somebody without an account: what was found, and no question why. Empty where nothing was found."""
    words = {"what": named(one.kind for one in found)}
    said = _(
        "This holds what looks like %(what)s. Leave out names, telephone numbers and addresses: “a client” is enough. "
        "The answer comes to your e-mail."
    )
    return said % words if found else ""


def of_reason(found: list[Finding]) -> str:
    """A reason that holds the same again."""
    words = {"what": named(one.kind for one in found)}
    return _("The reason holds what looks like %(what)s. Give it without that.") % words


def why() -> str:
    """Law for those whom it binds, policy for the others."""
    binding = current()
    if binding and binding.role is DatabaseRole.PARTNER:
        return _(
            "34 USC 12291(b)(2) forbids grantees and subgrantees to disclose what identifies a person they serve, "
            "even encoded or hashed."
        )
    return _("it is the policy of this portal that nothing here identifies a survivor, even encoded or hashed.")


def too_long(most: int) -> str:
    return _("Give the reason in at most %(most)d characters.") % {"most": most}
