"""Who may apply: programs for housing, campuses, people with disabilities, older people, cultures, youth. Pure."""

from django.utils.translation import gettext_lazy as _

from grants.fit_facts import Form
from grants.fit_ways import NONGOVERNMENT, PART_OF_TRIBE, PROVIDERS, Verdict, Way, governments, otherwise, way

HOUSING = (
    *governments("34 USC 12351(a)"),
    way(
        Verdict.DIRECT,
        _("Organizations with a record of effective work against such violence may apply themselves."),
        "34 USC 12351(a)",
        *NONGOVERNMENT,
        serves_victims=True,
    ),
    otherwise(
        _("Only governments may apply, and organizations with a record of effective work against such violence."),
        "34 USC 12351(a)",
    ),
)

CAMPUS = (
    way(
        Verdict.DIRECT,
        _("Colleges and universities may apply themselves, alone or for a group of them."),
        "34 USC 20125(a)(1)",
        Form.HIGHER_EDUCATION,
    ),
    otherwise(
        _("Only colleges and universities may apply; they have to work with local victim service providers."),
        "34 USC 20125(a)(1), (c)(2)(B)",
    ),
)

DISABILITY_SERVICES = (
    *governments("34 USC 20122(c)(1)", of=("(A)", "(B)", "(C)")),
    way(
        Verdict.DIRECT,
        _("Tribal organizations may apply themselves."),
        "34 USC 20122(c)(1)(C)",
        Form.TRIBAL_ORGANIZATION,
        Form.DESIGNEE,
    ),
    way(
        Verdict.DIRECT,
        _("Victim service providers may apply themselves, coalitions among them."),
        "34 USC 20122(c)(1)(D)",
        Form.NONPROFIT,
        serves_victims=True,
    ),
    way(
        Verdict.DIRECT,
        _("Nonprofits that serve people with disabilities or Deaf people may apply themselves."),
        "34 USC 20122(c)(1)(D)",
        Form.NONPROFIT,
        for_disability=True,
    ),
    otherwise(
        _("Only governments, tribal organizations, and providers for victims or people with disabilities may apply."),
        "34 USC 20122(c)(1)",
    ),
)

PARTNERSHIP = _("You may apply in a partnership of police, prosecutor, victim services and services for older people.")
LATER_LIFE = (
    way(
        Verdict.ONLY_WITH_PARTNER,
        PARTNERSHIP,
        "34 USC 12421(2)",
        Form.STATE,
        Form.LOCAL,
        Form.TRIBE,
        Form.TRIBAL_ORGANIZATION,
        Form.DESIGNEE,
    ),
    way(Verdict.ONLY_WITH_PARTNER, PARTNERSHIP, "34 USC 12421(2)", Form.NONPROFIT, serves_victims=True),
    way(Verdict.ONLY_WITH_PARTNER, PARTNERSHIP, "34 USC 12421(2)", Form.NONPROFIT, mainly=True),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("Your government or a provider has to apply; police and prosecutors belong to the partnership."),
        "34 USC 12421(2)(B)",
        Form.POLICE,
        Form.TRIBAL_POLICE,
        Form.OFFICE,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        PART_OF_TRIBE,
        "34 USC 12421(2)(A)(iii); 34 USC 12291(a)(43)",
        Form.TRIBAL_COURT,
    ),
    otherwise(
        _("Only governments, tribal organizations, providers, and organizations of one population may apply."),
        "34 USC 12421(2)(A)",
    ),
)

CULTURAL = (
    way(
        Verdict.DIRECT,
        _("Community programs that are there for culturally specific services to victims may apply themselves."),
        "34 USC 20124(c)(1)",
        *NONGOVERNMENT,
        cultural=True,
        serves_victims=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("A culturally specific community program may apply with a partner that has experience in serving victims."),
        "34 USC 20124(c)(2)",
        *NONGOVERNMENT,
        cultural=True,
    ),
    otherwise(
        _("Only community programs whose main purpose is culturally specific services may apply."), "34 USC 20124(c)"
    ),
)

CULTURAL_ASSAULT = (
    way(
        Verdict.DIRECT,
        _("Culturally specific private nonprofits with experience in sexual assault may apply themselves."),
        "34 USC 12511(c)(2)(A)-(B)",
        Form.NONPROFIT,
        cultural=True,
        assault=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("Without experience in sexual assault you need a partner that has it."),
        "34 USC 12511(c)(2)(B)",
        Form.NONPROFIT,
        cultural=True,
    ),
    otherwise(
        _("Only private nonprofits that are mainly there for culturally specific communities may apply."),
        "34 USC 12511(c)(2)(A)",
    ),
)

YOUTH = (
    way(
        Verdict.DIRECT,
        _("Schools, school districts, colleges and universities may apply themselves."),
        "34 USC 12451(c)(1)(C); 34 USC 12463(c)(3)",
        Form.SCHOOL,
        Form.HIGHER_EDUCATION,
    ),
    way(
        Verdict.DIRECT,
        _("Organizations and tribes with a record of work with young people or in prevention may apply themselves."),
        "34 USC 12451(c)(1)(A); 34 USC 12463(c)(1)",
        *PROVIDERS,
        youth=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("A victim service provider without such a record needs a partner that has worked with young people."),
        "34 USC 12451(c)(1)(B)",
        *PROVIDERS,
        serves_victims=True,
    ),
    otherwise(
        _("Only schools, colleges, tribes, and organizations with a record in this work may apply."),
        "34 USC 12451(c)(1); 34 USC 12463(c)",
    ),
)

RESTORATIVE = (
    *governments("34 USC 12514(a)(2)", of=("(A)", "(B)", "(C)")),
    way(
        Verdict.DIRECT,
        _("Nonprofit organizations, private or public, tribal organizations and universities may apply themselves."),
        "34 USC 12514(a)(2)(D)-(G)",
        *NONGOVERNMENT,
        Form.HIGHER_EDUCATION,
        Form.SCHOOL,
        Form.PUBLIC,
    ),
    otherwise(
        _("Only governments, nonprofit and tribal organizations, and universities may apply."), "34 USC 12514(a)(2)"
    ),
)

LGBT_SERVICES = (
    way(
        Verdict.DIRECT,
        _("Community organizations that are there for LGBT specific services to victims may apply themselves."),
        "34 USC 20129(c)(1)",
        *NONGOVERNMENT,
        lgbt_first=True,
        serves_victims=True,
    ),
    way(
        Verdict.ONLY_WITH_PARTNER,
        _("An LGBT organization may apply with a partner that has experience in serving victims."),
        "34 USC 20129(c)(2)",
        *NONGOVERNMENT,
        lgbt_first=True,
    ),
    otherwise(
        _("Only community organizations whose main purpose is LGBT specific services may apply."), "34 USC 20129(c)"
    ),
)

SERVICES: dict[str, tuple[Way, ...]] = {
    "th": HOUSING,
    "campus": CAMPUS,
    "disability": DISABILITY_SERVICES,
    "later_life": LATER_LIFE,
    "cls": CULTURAL,
    "sas_cs": CULTURAL_ASSAULT,
    "cyem": YOUTH,
    "restorative": RESTORATIVE,
    "sausa_lgbt": LGBT_SERVICES,
}
