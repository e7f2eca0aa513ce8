"""Who may apply: programs for tribes and for coalitions. Pure."""

from django.utils.translation import gettext_lazy as _

from grants.fit_facts import Form
from grants.fit_ways import PART_OF_TRIBE, TRIBES_MAY, Verdict, Way, otherwise, way

TRIBAL_ASSAULT = (
    way(Verdict.DIRECT, TRIBES_MAY, "34 USC 12511(e)(1)", Form.TRIBE),
    way(
        Verdict.DIRECT,
        _("Tribal organizations and nonprofit tribal organizations may apply themselves, for work on tribal lands."),
        "34 USC 12511(e)(1)",
        Form.TRIBAL_ORGANIZATION,
        Form.DESIGNEE,
        Form.NONPROFIT,
        tribal=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        PART_OF_TRIBE,
        "34 USC 12511(e)(1); 34 USC 12291(a)(43)",
        Form.TRIBAL_COURT,
        Form.TRIBAL_POLICE,
    ),
    otherwise(
        _("Only tribes, tribal organizations and nonprofit tribal organizations may apply."), "34 USC 12511(e)(1)"
    ),
)

TRIBAL_GOVERNMENTS = (
    way(Verdict.DIRECT, TRIBES_MAY, "34 USC 10452(a)", Form.TRIBE),
    way(
        Verdict.DIRECT,
        _("An organization that a tribal government has named to apply for it may apply itself."),
        "34 USC 10452(a)",
        Form.DESIGNEE,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("A tribal organization may apply only where a tribal government names it to apply for it."),
        "34 USC 10452(a)",
        Form.TRIBAL_ORGANIZATION,
        Form.NONPROFIT,
        tribal=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        PART_OF_TRIBE,
        "34 USC 10452(a); 34 USC 12291(a)(43)",
        Form.TRIBAL_COURT,
        Form.TRIBAL_POLICE,
    ),
    otherwise(_("Only tribal governments may apply, and those that they name to apply for them."), "34 USC 10452(a)"),
)

STATE_COALITIONS = (
    way(
        Verdict.DIRECT,
        _("Each coalition that HHS or CDC recognizes for its state or territory gets a grant."),
        "34 USC 10441(c)(2); 34 USC 12511(d)(1)(C)",
        Form.NONPROFIT,
        state_coalition=True,
    ),
    otherwise(_("Only the recognized coalition of a state or territory may apply."), "34 USC 10441(c)(2)"),
)

TRIBAL_COALITIONS = (
    way(
        Verdict.DIRECT,
        _("Tribal coalitions that OVW recognizes get a grant; one may also be founded where there is none."),
        "34 USC 10441(d)(2)(A)-(B)",
        Form.NONPROFIT,
        tribal_coalition=True,
    ),
    otherwise(
        _("Only tribal coalitions may apply, and those who propose to found one where there is none."),
        "34 USC 10441(d)(2)",
    ),
)

TRIBAL: dict[str, tuple[Way, ...]] = {
    "tsasp": TRIBAL_ASSAULT,
    "tgp": TRIBAL_GOVERNMENTS,
    "stc": STATE_COALITIONS,
    "ttc": TRIBAL_COALITIONS,
}
