"""Who may apply: programs for police, courts and work against crimes by computer. Pure."""

from django.utils.translation import gettext_lazy as _

from grants.fit_facts import Form
from grants.fit_ways import Verdict, Way, governments, otherwise, way

TRAINING = (
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("A law enforcement agency may apply, together with a victim services organization."),
        "34 USC 12513(a)(4)-(5), (b)(1)",
        Form.POLICE,
        Form.TRIBAL_POLICE,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("Your law enforcement agency may apply, together with a victim services organization."),
        "34 USC 12513(a)(4)-(5), (b)(1)",
        Form.STATE,
        Form.LOCAL,
        Form.TRIBE,
    ),
    otherwise(
        _("Only law enforcement agencies may apply; a victim services organization takes part as their partner."),
        "34 USC 12513(a)(4)-(5)",
    ),
)

PROTECTION_ORDERS = (
    way(
        Verdict.ONLY_WITH_PARTNER,
        _(
            "A court of a state may apply in a partnership with police, prosecutors, providers and others; whether a "
            "city’s or county’s own court may, its notice says."
        ),
        "34 USC 10462a(a)",
        Form.COURT,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("A tribal court may apply as part of a partnership with police, prosecutors, providers and others."),
        "34 USC 10462a(a)",
        Form.TRIBAL_COURT,
    ),
    otherwise(
        _("Only state and tribal courts may apply; others can be part of their partnership."), "34 USC 10462a(a)"
    ),
)

CYBERCRIME = (
    *governments("34 USC 30107(b), (c)(1)"),
    otherwise(_("Only states, tribes and local governments may apply."), "34 USC 30107(b)"),
)

ENFORCEMENT: dict[str, tuple[Way, ...]] = {
    "titc": TRAINING,
    "popilot": PROTECTION_ORDERS,
    "cyber": CYBERCRIME,
}
