"""Who may apply for which program: rules read from the law, one sentence each with its subsection. Pure.

State of the law: the US Code of April 2023, after VAWA 2022, whose changes are in force since October 1, 2022.
`docs/decisions/0033-fit-is-a-table-of-ways.md` says how the text was read where it leaves room.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from grants.fit_facts import Form
from grants.fit_rules_enforcement import ENFORCEMENT
from grants.fit_rules_services import SERVICES
from grants.fit_rules_tribal import TRIBAL
from grants.fit_ways import (
    NONGOVERNMENT,
    PART_OF_GOVERNMENT,
    PART_OF_TRIBE,
    PROVIDERS,
    Verdict,
    Way,
    governments,
    otherwise,
    way,
)

SINCE = date(2022, 10, 1)
"""From this day on the law is as these rules say."""

STOP = (
    way(
        Verdict.DIRECT,
        _("Grants go to states and territories, which make smaller grants to others."),
        "34 USC 10446(a)",
        Form.STATE,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("Tribes and local governments get this money from the state agency that administers it."),
        "34 USC 10446(a)",
        Form.LOCAL,
        Form.TRIBE,
        Form.TRIBAL_COURT,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("Courts get this money from the state agency, which gives them at least 5 percent."),
        "34 USC 10446(c)(4)(D)",
        Form.COURT,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("Police and sheriffs get this money from the state agency, which gives law enforcement at least 25 percent."),
        "34 USC 10446(c)(4)(A)",
        Form.POLICE,
        Form.TRIBAL_POLICE,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("Prosecutors and other offices of a government get this money from the state agency."),
        "34 USC 10446(a), (c)(4)(B)",
        Form.OFFICE,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("Victim service providers get it from the state agency, which gives victim services at least 30 percent."),
        "34 USC 10446(a), (c)(4)(C)",
        *NONGOVERNMENT,
        serves_victims=True,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("By the state agency, part of it goes to culturally specific community organizations."),
        "34 USC 10446(c)(4)(C)",
        *NONGOVERNMENT,
        cultural=True,
    ),
    otherwise(
        _("The money is for states, courts, local governments, tribes and victim service providers."),
        "34 USC 10446(a)",
    ),
)

SASP = (
    way(
        Verdict.DIRECT,
        _("Grants go to states and territories, which make smaller grants to others."),
        "34 USC 12511(b)(1)",
        Form.STATE,
    ),
    way(
        Verdict.THROUGH_STATE,
        _("Nonprofit or tribal programs for victims of sexual assault get it from the state agency."),
        "34 USC 12511(b)(2)(B)",
        *PROVIDERS,
        assault=True,
    ),
    way(
        Verdict.THROUGH_STATE,
        _(
            "A rape crisis center of a government, outside criminal justice, gets it from the state agency, but not in "
            "a territory."
        ),
        "34 USC 12511(b)(2)(B); 34 USC 12291(a)(30)",
        Form.LOCAL,
        assault=True,
    ),
    otherwise(
        _("The money is for programs that give victims of sexual assault direct help, by way of the states."),
        "34 USC 12511(b)(2)(B)",
    ),
)

ICJR = (
    way(
        Verdict.DIRECT,
        _("Courts may apply themselves, with fewer certifications than governments."),
        "34 USC 10461(c)(1)",
        Form.COURT,
    ),
    *governments("34 USC 10461(c)(1)"),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("A provider or coalition may apply only together with a state, tribal or local government that certifies."),
        "34 USC 10461(c)(2)",
        *NONGOVERNMENT,
        serves_victims=True,
    ),
    otherwise(
        _("Only governments and courts may apply, and providers or coalitions that have a government as partner."),
        "34 USC 10461(c)",
    ),
)

UNDERSERVED = (
    way(
        Verdict.DIRECT,
        _("An organization that is mainly there for one underserved population may apply itself."),
        "34 USC 20123(b)(1)",
        Form.NONPROFIT,
        mainly=True,
    ),
    way(
        Verdict.DIRECT,
        _("A victim service provider with services made for one underserved population may apply itself."),
        "34 USC 20123(b)(2)",
        *PROVIDERS,
        serves_victims=True,
        own_services=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("Other victim service providers need a partner that has experience with the population."),
        "34 USC 20123(b)(3)",
        *PROVIDERS,
        serves_victims=True,
    ),
    otherwise(
        _("Only organizations of an underserved population and victim service providers may apply."), "34 USC 20123(b)"
    ),
)

LAV = (
    way(
        Verdict.DIRECT,
        _("Private nonprofits, tribes and tribal organizations that give legal help may apply themselves."),
        "34 USC 20121(c)",
        *PROVIDERS,
        legal=True,
    ),
    way(
        Verdict.DIRECT,
        _("A publicly funded organization that does not act as government, such as a law school, may apply itself."),
        "34 USC 20121(c)",
        Form.HIGHER_EDUCATION,
        Form.PUBLIC,
        legal=True,
    ),
    way(
        Verdict.DIRECT,
        _(
            "You may apply, with lawyers of your own or without; whoever gives the legal help has to be a lawyer with "
            "experience in it, yours or a partner’s."
        ),
        "34 USC 20121(c)(2), (d)(1)",
        *PROVIDERS,
        serves_victims=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        PART_OF_TRIBE,
        "34 USC 20121(c); 34 USC 12291(a)(43)",
        Form.TRIBAL_COURT,
        Form.TRIBAL_POLICE,
    ),
    otherwise(
        _("Only nonprofits, tribes and bodies such as law schools may apply, for legal help to victims."),
        "34 USC 20121(c)",
    ),
)

RURAL = (
    way(
        Verdict.NOT_ELIGIBLE,
        _("The money is only for programs that serve rural areas or rural communities."),
        "34 USC 12341(b)",
        rural=False,
    ),
    *governments("34 USC 12341(b)"),
    way(
        Verdict.ONLY_WITH_PARTNER,
        PART_OF_GOVERNMENT,
        "34 USC 12341(b); 34 USC 12291(a)(47)",
        Form.COURT,
    ),
    way(
        Verdict.DIRECT,
        _("Nonprofit, public or private organizations that serve a rural area may apply themselves."),
        "34 USC 12341(b)",
        *NONGOVERNMENT,
        Form.HIGHER_EDUCATION,
        Form.SCHOOL,
        Form.PUBLIC,
    ),
    otherwise(_("Only states, tribes, local governments and nonprofit organizations may apply."), "34 USC 12341(b)"),
)

JUSTICE = (
    way(
        Verdict.DIRECT,
        _("Courts, juvenile and tribal courts among them, may apply themselves."),
        "34 USC 12464(a); 34 USC 12291(a)(7)",
        Form.COURT,
        Form.TRIBAL_COURT,
    ),
    *governments("34 USC 12464(a)"),
    way(
        Verdict.DIRECT,
        _("Nonprofit organizations may apply themselves."),
        "34 USC 12464(a)",
        Form.NONPROFIT,
    ),
    way(
        Verdict.DIRECT,
        _("Victim service providers may apply themselves."),
        "34 USC 12464(a)",
        *NONGOVERNMENT,
        serves_victims=True,
    ),
    way(
        Verdict.DIRECT,
        _("Providers of legal services may apply themselves."),
        "34 USC 12464(a)",
        *NONGOVERNMENT,
        Form.HIGHER_EDUCATION,
        Form.PUBLIC,
        legal=True,
    ),
    otherwise(
        _("Only governments, courts, nonprofits, and providers of legal or victim services may apply."),
        "34 USC 12464(a)",
    ),
)

RULES: dict[str, tuple[Way, ...]] = {
    "stop": STOP,
    "sasp": SASP,
    "icjr": ICJR,
    "underserved": UNDERSERVED,
    "lav": LAV,
    "rural": RURAL,
    "jff": JUSTICE,
    **ENFORCEMENT,
    **SERVICES,
    **TRIBAL,
}
"""By the program's key in the catalog."""
