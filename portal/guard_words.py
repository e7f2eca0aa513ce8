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
    Kind.CLIENT_ID: gettext_lazy("the identifier of a client"),
    Kind.PHONE: gettext_lazy("a telephone number"),
    Kind.STREET_ADDRESS: gettext_lazy("a street address"),
    Kind.DOCKET_NUMBER: gettext_lazy("the number of a case"),
    Kind.NAME_AND_DETAIL: gettext_lazy("a person’s name with a detail about that person"),
}


def named(kinds: Iterable[Kind]) -> str:
    """What was found, each kind once, in words."""
    return get_text_list([str(NAMES[kind]) for kind in dict.fromkeys(kinds)], _("and"))


def sentence(found: list[Finding], *, of_reason: bool = False) -> str:
    """One sentence for people; empty where nothing was found."""
    level = worst(found)
    if level is None:
        return ""
    words = {"what": named(one.kind for one in found if one.level is level), "why": why()}
    if of_reason:
        return _("The reason itself contains what looks like %(what)s: give a reason without it.") % words
    if level is Level.HARD:
        return _("This looks like %(what)s, and %(why)s: take it out.") % words
    return (
        _(
            "This looks like %(what)s, and %(why)s: take it out, or say below why it has to stand here, as for a colleague’s office."
        )
        % words
    )


def why() -> str:
    """Law for those whom it binds, policy for the others."""
    binding = current()
    if binding and binding.role is DatabaseRole.PARTNER:
        return _(
            "34 USC 12291(b)(2) forbids grantees and subgrantees to disclose what identifies a person they serve, also hashed or encoded"
        )
    return _("it is the policy of this portal that nothing here identifies a survivor, also hashed or encoded")


def too_long(most: int) -> str:
    return _("Give the reason in at most %(most)d characters.") % {"most": most}
