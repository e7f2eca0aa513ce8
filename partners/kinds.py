"""What an organization is, in plain words, and what that means elsewhere: one table. Pure.

The plain kind is what people choose. Under which partner type OVW's progress reports count it, and which facts about
an applicant follow from it, is looked up here and nowhere else. A fact that the kind does not settle stays open and
is asked (`Profile.legal_form`). Types of partners: OVW progress report forms, coordinated community response.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The plain kind of an organization."""

    SHELTER = "SHELTER", _("shelter or domestic violence program")
    RAPE_CRISIS_CENTER = "RAPE_CRISIS_CENTER", _("rape crisis center")
    DUAL_PROGRAM = "DUAL_PROGRAM", _("domestic and sexual violence program")
    HOTLINE = "HOTLINE", _("hotline")
    COALITION = "COALITION", _("coalition")
    CULTURALLY_SPECIFIC = "CULTURALLY_SPECIFIC", _("culturally specific organization")
    FAITH_BASED = "FAITH_BASED", _("faith-based organization")
    LEGAL_AID = "LEGAL_AID", _("legal aid")
    LAW_SCHOOL = "LAW_SCHOOL", _("law school or campus")
    HEALTH_CARE = "HEALTH_CARE", _("health or mental health provider")
    INTERVENTION = "INTERVENTION", _("batterer intervention program")
    SOCIAL_SERVICES = "SOCIAL_SERVICES", _("social service organization")
    SUBSTANCE_ABUSE = "SUBSTANCE_ABUSE", _("substance abuse program")
    TRIBE = "TRIBE", _("tribal government")
    TRIBAL_PROGRAM = "TRIBAL_PROGRAM", _("tribal program or organization")
    POLICE = "POLICE", _("police or sheriff")
    TRIBAL_POLICE = "TRIBAL_POLICE", _("tribal police")
    PROSECUTOR = "PROSECUTOR", _("prosecutor’s office")
    COURT = "COURT", _("court")
    TRIBAL_COURT = "TRIBAL_COURT", _("tribal court")
    CORRECTIONS = "CORRECTIONS", _("probation, parole or corrections")
    STATE_AGENCY = "STATE_AGENCY", _("state agency")
    LOCAL_AGENCY = "LOCAL_AGENCY", _("city or county agency")
    FEDERAL_AGENCY = "FEDERAL_AGENCY", _("federal agency")
    MILITARY = "MILITARY", _("military installation")
    ASSISTANCE_PROVIDER = "ASSISTANCE_PROVIDER", _("technical assistance provider")
    OTHER = "OTHER", _("another kind")


class Reporting(models.TextChoices):
    """The partner types of OVW's progress reports."""

    ADVOCACY = "ADVOCACY", _("advocacy organization")
    INTERVENTION = "INTERVENTION", _("batterer intervention program")
    CORRECTIONS = "CORRECTIONS", _("corrections")
    COURT = "COURT", _("court")
    DOMESTIC_VIOLENCE = "DOMESTIC_VIOLENCE", _("domestic violence organization")
    DUAL = "DUAL", _("dual domestic violence and sexual assault program")
    EDUCATION = "EDUCATION", _("educational institution")
    FAITH = "FAITH", _("faith-based organization")
    GOVERNMENT = "GOVERNMENT", _("government agency")
    HEALTH = "HEALTH", _("health or mental health organization")
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", _("law enforcement agency")
    LEGAL = "LEGAL", _("legal organization")
    PROSECUTOR = "PROSECUTOR", _("prosecutor’s office")
    SEXUAL_ASSAULT = "SEXUAL_ASSAULT", _("sexual assault organization")
    SOCIAL_SERVICE = "SOCIAL_SERVICE", _("social service organization")
    SUBSTANCE_ABUSE = "SUBSTANCE_ABUSE", _("substance abuse organization")
    TRIBAL = "TRIBAL", _("tribal government")
    VICTIM_SERVICES = "VICTIM_SERVICES", _("victim services, other")
    FEDERAL = "FEDERAL", _("federal agency")
    OTHER = "OTHER", _("other")


class LegalForm(models.TextChoices):
    """What an applicant for money is before the law, as notices ask it."""

    NONPROFIT = "NONPROFIT", _("nonprofit organization")
    STATE = "STATE", _("state or territorial government, or an agency of it")
    LOCAL = "LOCAL", _("city, county or other local government, or an agency of it")
    TRIBE = "TRIBE", _("federally recognized tribe, or an agency of it")
    TRIBAL_ORGANIZATION = "TRIBAL_ORGANIZATION", _("tribal organization")
    COURT = "COURT", _("state or local court")
    TRIBAL_COURT = "TRIBAL_COURT", _("tribal court")
    HIGHER_EDUCATION = "HIGHER_EDUCATION", _("institution of higher education")
    FEDERAL = "FEDERAL", _("federal agency")
    FOR_PROFIT = "FOR_PROFIT", _("for-profit organization")


class Facts(NamedTuple):
    """What follows from a kind. No legal form: it has to be asked."""

    reporting: Reporting
    legal_form: LegalForm | None = None
    serves_victims: bool = False
    """A victim service provider by kind (34 USC 12291(a)(50)): its location is never asked."""
    is_tribal: bool = False
    """Nothing is shared about it before the tribe has approved."""


FACTS: dict[Kind, Facts] = {
    Kind.SHELTER: Facts(Reporting.DOMESTIC_VIOLENCE, serves_victims=True),
    Kind.RAPE_CRISIS_CENTER: Facts(Reporting.SEXUAL_ASSAULT, serves_victims=True),
    Kind.DUAL_PROGRAM: Facts(Reporting.DUAL, serves_victims=True),
    Kind.HOTLINE: Facts(Reporting.VICTIM_SERVICES, serves_victims=True),
    Kind.COALITION: Facts(Reporting.ADVOCACY, LegalForm.NONPROFIT),
    Kind.CULTURALLY_SPECIFIC: Facts(Reporting.VICTIM_SERVICES, serves_victims=True),
    Kind.FAITH_BASED: Facts(Reporting.FAITH),
    Kind.LEGAL_AID: Facts(Reporting.LEGAL),
    Kind.LAW_SCHOOL: Facts(Reporting.EDUCATION, LegalForm.HIGHER_EDUCATION),
    Kind.HEALTH_CARE: Facts(Reporting.HEALTH),
    Kind.INTERVENTION: Facts(Reporting.INTERVENTION),
    Kind.SOCIAL_SERVICES: Facts(Reporting.SOCIAL_SERVICE),
    Kind.SUBSTANCE_ABUSE: Facts(Reporting.SUBSTANCE_ABUSE),
    Kind.TRIBE: Facts(Reporting.TRIBAL, LegalForm.TRIBE, is_tribal=True),
    Kind.TRIBAL_PROGRAM: Facts(Reporting.VICTIM_SERVICES, serves_victims=True, is_tribal=True),
    Kind.POLICE: Facts(Reporting.LAW_ENFORCEMENT, LegalForm.LOCAL),
    Kind.TRIBAL_POLICE: Facts(Reporting.LAW_ENFORCEMENT, LegalForm.TRIBE, is_tribal=True),
    Kind.PROSECUTOR: Facts(Reporting.PROSECUTOR),
    Kind.COURT: Facts(Reporting.COURT, LegalForm.COURT),
    Kind.TRIBAL_COURT: Facts(Reporting.COURT, LegalForm.TRIBAL_COURT, is_tribal=True),
    Kind.CORRECTIONS: Facts(Reporting.CORRECTIONS),
    Kind.STATE_AGENCY: Facts(Reporting.GOVERNMENT, LegalForm.STATE),
    Kind.LOCAL_AGENCY: Facts(Reporting.GOVERNMENT, LegalForm.LOCAL),
    Kind.FEDERAL_AGENCY: Facts(Reporting.FEDERAL, LegalForm.FEDERAL),
    Kind.MILITARY: Facts(Reporting.FEDERAL, LegalForm.FEDERAL),
    Kind.ASSISTANCE_PROVIDER: Facts(Reporting.ADVOCACY),
    Kind.OTHER: Facts(Reporting.OTHER),
}
