"""The field's own lists: what was done, for whom, about what. Codes are kept, labels are read.

Sources: the sections of OVW's progress reports for people trained, partners and topics (as published; a list that
OVW changes is changed here, and a code once used is never reused), 34 USC 12291(a)(46) for underserved populations,
34 USC 12291(b)(13) for the grounds of discrimination.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Did(models.TextChoices):
    """The kind of one contact."""

    MEETING = "MEETING", _("meeting")
    TRAINING = "TRAINING", _("training of professionals")
    EDUCATION = "EDUCATION", _("education of the public")
    CALL = "CALL", _("call or consultation")
    COORDINATED_RESPONSE = "COORDINATED_RESPONSE", _("coordinated community response meeting")
    WORKING_GROUP = "WORKING_GROUP", _("working group or task force")
    POLICY = "POLICY", _("policy or protocol work")
    FIREARMS = "FIREARMS", _("ERPO or relinquishment protocol work")
    OUTREACH = "OUTREACH", _("outreach to an underserved population")
    GRANT_GUIDANCE = "GRANT_GUIDANCE", _("grant guidance")
    PRODUCT = "PRODUCT", _("material made or handed out")
    REFERRAL = "REFERRAL", _("referral")
    REVIEW = "REVIEW", _("fatality review or high-risk team, figures only")
    CONSULTATION = "CONSULTATION", _("consultation without naming anybody")


FIRST = (Did.MEETING, Did.TRAINING, Did.EDUCATION, Did.CALL)
"""Those that the quick form offers at once; the rest stand behind “more”."""


class Audience(models.TextChoices):
    """Who listened. Only professionals are trained; everybody else is educated."""

    PROFESSIONALS = "PROFESSIONALS", _("professionals")
    STUDENTS = "STUDENTS", _("students or parents")
    COMMUNITY = "COMMUNITY", _("community groups or the public")
    SURVIVORS = "SURVIVORS", _("people who use services")


class Profession(models.TextChoices):
    """People trained, by what they are. “Multidisciplinary” only where the split is not known."""

    ADVOCACY = "ADVOCACY", _("advocacy organization staff")
    ATTORNEYS = "ATTORNEYS", _("attorneys and law students (not prosecutors)")
    INTERVENTION = "INTERVENTION", _("batterer intervention program staff")
    CHILD_WELFARE = "CHILD_WELFARE", _("child welfare or child advocacy staff")
    CORRECTIONS = "CORRECTIONS", _("corrections staff (probation, parole, facilities)")
    COURTS = "COURTS", _("court personnel")
    DISABILITY = "DISABILITY", _("disability organization staff")
    EDUCATORS = "EDUCATORS", _("educators")
    ELDER = "ELDER", _("elder organization staff")
    FAITH = "FAITH", _("faith-based organization staff")
    GOVERNMENT = "GOVERNMENT", _("government agency staff")
    HEALTH = "HEALTH", _("health professionals (not SANE/SAFE)")
    IMMIGRANT = "IMMIGRANT", _("immigrant organization staff")
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT", _("law enforcement officers")
    LEGAL_SERVICES = "LEGAL_SERVICES", _("legal services staff")
    MENTAL_HEALTH = "MENTAL_HEALTH", _("mental health professionals")
    MILITARY = "MILITARY", _("military command staff")
    PROSECUTORS = "PROSECUTORS", _("prosecutors")
    OFFENDER_TREATMENT = "OFFENDER_TREATMENT", _("sex offender treatment providers")
    EXAMINERS = "EXAMINERS", _("sexual assault nurse or forensic examiners")
    SOCIAL_SERVICES = "SOCIAL_SERVICES", _("social service organization staff")
    SUBSTANCE_ABUSE = "SUBSTANCE_ABUSE", _("substance abuse organization staff")
    VISITATION = "VISITATION", _("supervised visitation staff")
    INTERPRETERS = "INTERPRETERS", _("translators and interpreters")
    TRIBAL_GOVERNMENT = "TRIBAL_GOVERNMENT", _("tribal government staff")
    ADVOCATES = "ADVOCATES", _("victim advocates (non-governmental)")
    ASSISTANTS = "ASSISTANTS", _("victim assistants (governmental)")
    VOLUNTEERS = "VOLUNTEERS", _("volunteers")
    MULTIDISCIPLINARY = "MULTIDISCIPLINARY", _("multidisciplinary group")
    OTHER = "OTHER", _("other professionals")


class Topic(models.TextChoices):
    """What it was about."""

    DYNAMICS = "DYNAMICS", _("dynamics of domestic violence")
    DATING = "DATING", _("dating violence")
    SEXUAL_ASSAULT = "SEXUAL_ASSAULT", _("sexual assault")
    STALKING = "STALKING", _("stalking")
    BIAS = "BIAS", _("bias training")
    TRAUMA = "TRAUMA", _("trauma-informed response")
    CONFIDENTIALITY = "CONFIDENTIALITY", _("confidentiality")
    COORDINATED_RESPONSE = "COORDINATED_RESPONSE", _("coordinated community response")
    DUAL_ARREST = "DUAL_ARREST", _("dual arrest and primary aggressor")
    EVIDENCE = "EVIDENCE", _("evidence-led prosecution")
    FIREARMS = "FIREARMS", _("firearms and domestic violence, 18 USC 922(g)(8)-(9)")
    FULL_FAITH = "FULL_FAITH", _("full faith and credit for protection orders")
    ERPO = "ERPO", _("extreme risk protection orders")
    RELINQUISHMENT = "RELINQUISHMENT", _("firearm relinquishment")
    NOTIFICATION = "NOTIFICATION", _("judicial notification, 34 USC 10449(e)")
    IMMIGRATION = "IMMIGRATION", _("immigration (U and T visas, VAWA self-petition)")
    LANGUAGE = "LANGUAGE", _("language access")
    LETHALITY = "LETHALITY", _("lethality and danger assessment")
    TECHNOLOGY = "TECHNOLOGY", _("technology-facilitated abuse")
    STRANGULATION = "STRANGULATION", _("strangulation")
    TRIBAL = "TRIBAL", _("tribal jurisdiction")
    LGBTQ = "LGBTQ", _("LGBTQ services")
    LATER_LIFE = "LATER_LIFE", _("abuse in later life")
    DISABILITY = "DISABILITY", _("disability")
    HOUSING = "HOUSING", _("housing protections")
    RIGHTS = "RIGHTS", _("victim rights")


class Population(models.TextChoices):
    """Underserved populations: 34 USC 12291(a)(46) and the program statutes."""

    RURAL = "RURAL", _("rural or remote places")
    RELIGION = "RELIGION", _("religion")
    SEXUAL_ORIENTATION = "SEXUAL_ORIENTATION", _("sexual orientation")
    GENDER_IDENTITY = "GENDER_IDENTITY", _("gender identity")
    RACIAL_ETHNIC = "RACIAL_ETHNIC", _("racial and ethnic populations")
    LANGUAGE = "LANGUAGE", _("language barriers")
    DISABILITY = "DISABILITY", _("people with disabilities")
    DEAF = "DEAF", _("Deaf or hard of hearing")
    ALIENAGE = "ALIENAGE", _("alienage status")
    YOUTH = "YOUTH", _("children and youth")
    OLDER = "OLDER", _("people of 50 or over")
    NATIVE = "NATIVE", _("American Indian or Alaska Native")
    HAWAIIAN = "HAWAIIAN", _("Native Hawaiian")
    OTHER = "OTHER", _("another population, so determined")


class Ground(models.TextChoices):
    """34 USC 12291(b)(13)(A): the grounds on which nobody is to be excluded, denied or discriminated against."""

    RACE = "RACE", _("race")
    COLOR = "COLOR", _("color")
    RELIGION = "RELIGION", _("religion")
    NATIONAL_ORIGIN = "NATIONAL_ORIGIN", _("national origin")
    SEX = "SEX", _("sex")
    GENDER_IDENTITY = "GENDER_IDENTITY", _("gender identity")
    SEXUAL_ORIENTATION = "SEXUAL_ORIENTATION", _("sexual orientation")
    DISABILITY = "DISABILITY", _("disability")


class Language(models.TextChoices):
    """Languages in which an organization serves people, besides English (ISO 639-1, ASE for ASL)."""

    ES = "ES", _("Spanish")
    ASE = "ASE", _("American Sign Language")
    AR = "AR", _("Arabic")
    ZH = "ZH", _("Chinese")
    FR = "FR", _("French")
    HT = "HT", _("Haitian Creole")
    HI = "HI", _("Hindi")
    HMN = "HMN", _("Hmong")
    KO = "KO", _("Korean")
    NV = "NV", _("Navajo")
    PT = "PT", _("Portuguese")
    RU = "RU", _("Russian")
    SO = "SO", _("Somali")
    SW = "SW", _("Swahili")
    TL = "TL", _("Tagalog")
    UK = "UK", _("Ukrainian")
    VI = "VI", _("Vietnamese")
    YPK = "YPK", _("Yup’ik")
    OTHER = "OTHER", _("another language")


class Post(models.TextChoices):
    """For what an organization is written to: a role, never a person's name."""

    MAIN = "MAIN", _("main office")
    DIRECTION = "DIRECTION", _("director’s office")
    SERVICES = "SERVICES", _("client services")
    LEGAL = "LEGAL", _("legal help")
    TRAINING = "TRAINING", _("training and prevention")
    GRANTS = "GRANTS", _("grants")
    HOTLINE = "HOTLINE", _("hotline")
    RECORDS = "RECORDS", _("records and protection orders")
    MEDIA = "MEDIA", _("media")


class Need(models.TextChoices):
    """What people who live with violence need and ask for. Our own list, after the purposes of the grant programs."""

    SHELTER = "SHELTER", _("emergency shelter")
    HOUSING = "HOUSING", _("transitional or long-term housing")
    ADVOCACY = "ADVOCACY", _("advocacy and crisis help")
    HOTLINE = "HOTLINE", _("hotline")
    COUNSELING = "COUNSELING", _("counseling")
    LEGAL = "LEGAL", _("legal assistance")
    ORDERS = "ORDERS", _("help with protection orders")
    FORENSIC_EXAM = "FORENSIC_EXAM", _("forensic medical exam")
    HEALTH = "HEALTH", _("health care")
    INTERPRETING = "INTERPRETING", _("interpreting and translation")
    TRANSPORT = "TRANSPORT", _("transportation")
    CHILD_CARE = "CHILD_CARE", _("child care")
    VISITATION = "VISITATION", _("supervised visitation")
    MONEY = "MONEY", _("emergency money")
    WORK = "WORK", _("work and training")
    IMMIGRATION = "IMMIGRATION", _("immigration help")
    INTERVENTION = "INTERVENTION", _("programs for those who use violence")
    PREVENTION = "PREVENTION", _("prevention and education")
    OTHER = "OTHER", _("another service")


class BarrierKind(models.TextChoices):
    """Duty 4: what keeps somebody from a service."""

    LANGUAGE = "LANGUAGE", _("language")
    DEAF = "DEAF", _("Deaf and hard of hearing access")
    DISABILITY = "DISABILITY", _("disability access")
    LGBTQ = "LGBTQ", _("LGBTQ people")
    IMMIGRATION = "IMMIGRATION", _("immigration status")
    RACE = "RACE", _("race, color or national origin")
    FAITH = "FAITH", _("faith")
    AGE = "AGE", _("age")
    SEX = "SEX", _("sex")
    DISTANCE = "DISTANCE", _("distance or transportation")
    COST = "COST", _("cost")
    HOURS = "HOURS", _("hours or waiting time")
    OTHER = "OTHER", _("another barrier")
