import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.rollup
import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_initial"),
        ("portal", "0009_withheld"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat_name", models.CharField(max_length=200)),
                ("text", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "open"), ("DONE", "done"), ("DROPPED", "dropped")],
                        default="OPEN",
                        max_length=7,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("work", models.UUIDField()),
                ("adopted_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgencyPractice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "practice",
                    models.CharField(
                        choices=[
                            ("SAFE", "nobody is hurt again by how the case is handled (duty 1 a)"),
                            ("EVIDENCE", "responding and investigating by what is known to work (duty 1 b)"),
                            ("UNDERSTANDING", "survivors and officers understand each other better (duty 1 c)"),
                            ("TOGETHER", "those who answer to violence work together (duty 1 d)"),
                            ("BIAS", "bias training"),
                            ("REFERRAL", "referral protocol for the most violent offenders"),
                            ("SCREENING", "screening sheet"),
                            ("ATF", "contact at ATF"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("NONE", "none"),
                            ("DRAFT", "draft"),
                            ("ADOPTED", "adopted"),
                            ("TRAINED", "trained"),
                            ("CHECKED", "checked"),
                        ],
                        max_length=8,
                    ),
                ),
                ("as_of", models.DateField()),
                ("document", models.URLField(blank=True, verbose_name="link to the document")),
                ("version", models.CharField(blank=True, max_length=40, verbose_name="version of the screening sheet")),
                (
                    "elements",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("HEARING", "hearing with notice and a chance to take part"),
                                ("RELATION", "intimate partner or child"),
                                ("FINDING", "credible threat found, or force forbidden in so many words"),
                                ("CONVICTION", "misdemeanor with force as an element"),
                                ("COUNSEL", "counsel and jury, or both waived"),
                                ("POSSESSION", "firearm or ammunition possessed"),
                                ("KNOWLEDGE", "knowledge of the prohibited status"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "asks_dating",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=160, verbose_name="contact at ATF")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Barrier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("LANGUAGE", "language"),
                            ("DEAF", "Deaf and hard of hearing access"),
                            ("DISABILITY", "disability access"),
                            ("LGBTQ", "LGBTQ people"),
                            ("IMMIGRATION", "immigration status"),
                            ("RACE", "race, color or national origin"),
                            ("FAITH", "faith"),
                            ("AGE", "age"),
                            ("SEX", "sex"),
                            ("DISTANCE", "distance or transportation"),
                            ("COST", "cost"),
                            ("HOURS", "hours or waiting time"),
                            ("OTHER", "another barrier"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SHELTER", "emergency shelter"),
                            ("HOUSING", "transitional or long-term housing"),
                            ("ADVOCACY", "advocacy and crisis help"),
                            ("HOTLINE", "hotline"),
                            ("COUNSELING", "counseling"),
                            ("LEGAL", "legal assistance"),
                            ("ORDERS", "help with protection orders"),
                            ("FORENSIC_EXAM", "forensic medical exam"),
                            ("HEALTH", "health care"),
                            ("INTERPRETING", "interpreting and translation"),
                            ("TRANSPORT", "transportation"),
                            ("CHILD_CARE", "child care"),
                            ("VISITATION", "supervised visitation"),
                            ("MONEY", "emergency money"),
                            ("WORK", "work and training"),
                            ("IMMIGRATION", "immigration help"),
                            ("INTERVENTION", "programs for those who use violence"),
                            ("PREVENTION", "prevention and education"),
                            ("OTHER", "another service"),
                        ],
                        max_length=15,
                        verbose_name="at which service",
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what is in the way")),
                ("remedy", models.CharField(blank=True, max_length=300, verbose_name="what removes it")),
                (
                    "side",
                    models.CharField(
                        choices=[("OURS", "the office"), ("THEIRS", "the organization")],
                        default="OURS",
                        max_length=6,
                        verbose_name="who sees to it",
                    ),
                ),
                ("recheck_on", models.DateField(verbose_name="look again on")),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "open"), ("REMOVED", "removed"), ("STAYS", "stays, for a reason")],
                        default="OPEN",
                        max_length=7,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it stays")),
                ("office_name", models.CharField(max_length=20)),
                ("owner_name", models.CharField(blank=True, max_length=120)),
                ("owner_email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BarrierAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("barrier", models.UUIDField()),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("AGREES", "it is so"),
                            ("DISAGREES", "it is not so"),
                            ("DOING", "we are at work on it"),
                            ("DONE", "it is removed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=600, verbose_name="in your words")),
                ("answered_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("quarter_on", models.DateField()),
                (
                    "statute",
                    models.CharField(
                        choices=[
                            ("922G8", "18 USC 922(g)(8), protection order"),
                            ("922G9", "18 USC 922(g)(9), misdemeanor conviction"),
                            ("2261", "18 USC 2261, interstate domestic violence"),
                            ("2261A", "18 USC 2261A, stalking"),
                            ("2262", "18 USC 2262, interstate violation of an order"),
                            ("922G1", "18 USC 922(g)(1), felon in possession, for context"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("REFERRED", "referred"),
                            ("ACCEPTED", "accepted"),
                            ("DECLINED", "declined"),
                            ("CHARGED", "charged"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EVIDENCE", "the evidence does not reach"),
                            ("ELEMENT", "an element of the offense is missing"),
                            ("ELSEWHERE", "prosecuted by a state, tribe or another office"),
                            ("RESOURCES", "resources or priorities"),
                            ("OTHER", "another reason"),
                        ],
                        max_length=9,
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("work", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(max_length=160)),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("PROTOCOL", "protocol or policy"),
                            ("MOU", "memorandum of understanding"),
                            ("DECK", "training material"),
                            ("PLEADING", "sample pleading"),
                            ("FORM", "form or checklist"),
                            ("OTHER", "another text"),
                        ],
                        max_length=8,
                        verbose_name="what it is",
                    ),
                ),
                ("summary", models.CharField(max_length=400, verbose_name="in one or two sentences")),
                ("body", models.TextField(blank=True, max_length=60000, verbose_name="text")),
                ("link", models.URLField(blank=True, verbose_name="or a link to it")),
                (
                    "duties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "trauma-informed practice"),
                                (2, "extreme risk protection orders"),
                                (3, "outreach and grant access"),
                                (4, "services open to all"),
                                (5, "firearms: 18 USC 922(g)(8) and (9)"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SHELTER", "shelter or domestic violence program"),
                                ("RAPE_CRISIS_CENTER", "rape crisis center"),
                                ("DUAL_PROGRAM", "domestic and sexual violence program"),
                                ("HOTLINE", "hotline"),
                                ("COALITION", "coalition"),
                                ("CULTURALLY_SPECIFIC", "culturally specific organization"),
                                ("FAITH_BASED", "faith-based organization"),
                                ("LEGAL_AID", "legal aid"),
                                ("LAW_SCHOOL", "law school or campus"),
                                ("HEALTH_CARE", "health or mental health provider"),
                                ("INTERVENTION", "batterer intervention program"),
                                ("SOCIAL_SERVICES", "social service organization"),
                                ("SUBSTANCE_ABUSE", "substance abuse program"),
                                ("TRIBE", "tribal government"),
                                ("TRIBAL_PROGRAM", "tribal program or organization"),
                                ("POLICE", "police or sheriff"),
                                ("TRIBAL_POLICE", "tribal police"),
                                ("PROSECUTOR", "prosecutor’s office"),
                                ("COURT", "court"),
                                ("TRIBAL_COURT", "tribal court"),
                                ("CORRECTIONS", "probation, parole or corrections"),
                                ("STATE_AGENCY", "state agency"),
                                ("LOCAL_AGENCY", "city or county agency"),
                                ("FEDERAL_AGENCY", "federal agency"),
                                ("MILITARY", "military installation"),
                                ("ASSISTANCE_PROVIDER", "technical assistance provider"),
                                ("OTHER", "another kind"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("published_on", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn")),
                (
                    "found_by",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "title", "summary", "body", config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ErpoLaw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("code", models.SlugField(max_length=30)),
                ("state", models.CharField(max_length=2)),
                (
                    "effect",
                    models.CharField(choices=[("ALLOWS", "allows them"), ("FORBIDS", "forbids them")], max_length=7),
                ),
                ("order_name", models.CharField(max_length=160, verbose_name="name of the order")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="in force until")),
                (
                    "precision",
                    models.CharField(
                        choices=[("DAY", "to the day"), ("YEAR", "to the year"), ("UNKNOWN", "not known")], max_length=7
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("DOCUMENT", "a public document says so"),
                            ("BELIEVED", "believed, not checked"),
                            ("LOW", "listed by some, not checked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("petitioners", models.JSONField(blank=True, default=list)),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("change", models.CharField(blank=True, max_length=200, verbose_name="what has changed")),
            ],
        ),
        migrations.CreateModel(
            name="GapCare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("county", models.CharField(blank=True, max_length=5)),
                (
                    "population",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RURAL", "rural or remote places"),
                            ("RELIGION", "religion"),
                            ("SEXUAL_ORIENTATION", "sexual orientation"),
                            ("GENDER_IDENTITY", "gender identity"),
                            ("RACIAL_ETHNIC", "racial and ethnic populations"),
                            ("LANGUAGE", "language barriers"),
                            ("DISABILITY", "people with disabilities"),
                            ("DEAF", "Deaf or hard of hearing"),
                            ("ALIENAGE", "alienage status"),
                            ("YOUTH", "children and youth"),
                            ("OLDER", "people of 50 or over"),
                            ("NATIVE", "American Indian or Alaska Native"),
                            ("HAWAIIAN", "Native Hawaiian"),
                            ("OTHER", "another population, so determined"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("SHELTER", "emergency shelter"),
                            ("HOUSING", "transitional or long-term housing"),
                            ("ADVOCACY", "advocacy and crisis help"),
                            ("HOTLINE", "hotline"),
                            ("COUNSELING", "counseling"),
                            ("LEGAL", "legal assistance"),
                            ("ORDERS", "help with protection orders"),
                            ("FORENSIC_EXAM", "forensic medical exam"),
                            ("HEALTH", "health care"),
                            ("INTERPRETING", "interpreting and translation"),
                            ("TRANSPORT", "transportation"),
                            ("CHILD_CARE", "child care"),
                            ("VISITATION", "supervised visitation"),
                            ("MONEY", "emergency money"),
                            ("WORK", "work and training"),
                            ("IMMIGRATION", "immigration help"),
                            ("INTERVENTION", "programs for those who use violence"),
                            ("PREVENTION", "prevention and education"),
                            ("OTHER", "another service"),
                        ],
                        max_length=24,
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it is accepted")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                ("body", models.TextField(blank=True, max_length=60000, verbose_name="text")),
                ("link", models.URLField(blank=True, verbose_name="or a link to it")),
                ("added_on", models.DateField()),
                ("by_name", models.CharField(max_length=200)),
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LibraryDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("work", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(max_length=160)),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("PROTOCOL", "protocol or policy"),
                            ("MOU", "memorandum of understanding"),
                            ("DECK", "training material"),
                            ("PLEADING", "sample pleading"),
                            ("FORM", "form or checklist"),
                            ("OTHER", "another text"),
                        ],
                        max_length=8,
                        verbose_name="what it is",
                    ),
                ),
                ("summary", models.CharField(max_length=400, verbose_name="in one or two sentences")),
                ("body", models.TextField(blank=True, max_length=60000, verbose_name="text")),
                ("link", models.URLField(blank=True, verbose_name="or a link to it")),
                (
                    "duties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "trauma-informed practice"),
                                (2, "extreme risk protection orders"),
                                (3, "outreach and grant access"),
                                (4, "services open to all"),
                                (5, "firearms: 18 USC 922(g)(8) and (9)"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SHELTER", "shelter or domestic violence program"),
                                ("RAPE_CRISIS_CENTER", "rape crisis center"),
                                ("DUAL_PROGRAM", "domestic and sexual violence program"),
                                ("HOTLINE", "hotline"),
                                ("COALITION", "coalition"),
                                ("CULTURALLY_SPECIFIC", "culturally specific organization"),
                                ("FAITH_BASED", "faith-based organization"),
                                ("LEGAL_AID", "legal aid"),
                                ("LAW_SCHOOL", "law school or campus"),
                                ("HEALTH_CARE", "health or mental health provider"),
                                ("INTERVENTION", "batterer intervention program"),
                                ("SOCIAL_SERVICES", "social service organization"),
                                ("SUBSTANCE_ABUSE", "substance abuse program"),
                                ("TRIBE", "tribal government"),
                                ("TRIBAL_PROGRAM", "tribal program or organization"),
                                ("POLICE", "police or sheriff"),
                                ("TRIBAL_POLICE", "tribal police"),
                                ("PROSECUTOR", "prosecutor’s office"),
                                ("COURT", "court"),
                                ("TRIBAL_COURT", "tribal court"),
                                ("CORRECTIONS", "probation, parole or corrections"),
                                ("STATE_AGENCY", "state agency"),
                                ("LOCAL_AGENCY", "city or county agency"),
                                ("FEDERAL_AGENCY", "federal agency"),
                                ("MILITARY", "military installation"),
                                ("ASSISTANCE_PROVIDER", "technical assistance provider"),
                                ("OTHER", "another kind"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("edited_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="day")),
                ("title", models.CharField(max_length=160)),
                ("agenda", models.TextField(blank=True, max_length=4000)),
                ("minutes", models.TextField(blank=True, max_length=8000, verbose_name="what was agreed")),
                ("made_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("cancelled_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NeedSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("county", models.CharField(blank=True, max_length=5)),
                (
                    "population",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RURAL", "rural or remote places"),
                            ("RELIGION", "religion"),
                            ("SEXUAL_ORIENTATION", "sexual orientation"),
                            ("GENDER_IDENTITY", "gender identity"),
                            ("RACIAL_ETHNIC", "racial and ethnic populations"),
                            ("LANGUAGE", "language barriers"),
                            ("DISABILITY", "people with disabilities"),
                            ("DEAF", "Deaf or hard of hearing"),
                            ("ALIENAGE", "alienage status"),
                            ("YOUTH", "children and youth"),
                            ("OLDER", "people of 50 or over"),
                            ("NATIVE", "American Indian or Alaska Native"),
                            ("HAWAIIAN", "Native Hawaiian"),
                            ("OTHER", "another population, so determined"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("SHELTER", "emergency shelter"),
                            ("HOUSING", "transitional or long-term housing"),
                            ("ADVOCACY", "advocacy and crisis help"),
                            ("HOTLINE", "hotline"),
                            ("COUNSELING", "counseling"),
                            ("LEGAL", "legal assistance"),
                            ("ORDERS", "help with protection orders"),
                            ("FORENSIC_EXAM", "forensic medical exam"),
                            ("HEALTH", "health care"),
                            ("INTERPRETING", "interpreting and translation"),
                            ("TRANSPORT", "transportation"),
                            ("CHILD_CARE", "child care"),
                            ("VISITATION", "supervised visitation"),
                            ("MONEY", "emergency money"),
                            ("WORK", "work and training"),
                            ("IMMIGRATION", "immigration help"),
                            ("INTERVENTION", "programs for those who use violence"),
                            ("PREVENTION", "prevention and education"),
                            ("OTHER", "another service"),
                        ],
                        max_length=24,
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "needs seen",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoticeForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("state", models.CharField(max_length=2)),
                ("court", models.CharField(max_length=160)),
                ("form", models.CharField(max_length=160, verbose_name="name or number of the form")),
                ("is_tribal", models.BooleanField(default=False, verbose_name="of a tribal court or code")),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="since when the tribe takes part")),
                (
                    "carries",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                        verbose_name="carries the notice",
                    ),
                ),
                ("version", models.CharField(blank=True, max_length=60)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("EN", "English"),
                            ("ES", "Spanish"),
                            ("ASE", "American Sign Language"),
                            ("AR", "Arabic"),
                            ("ZH", "Chinese"),
                            ("FR", "French"),
                            ("HT", "Haitian Creole"),
                            ("HI", "Hindi"),
                            ("HMN", "Hmong"),
                            ("KO", "Korean"),
                            ("NV", "Navajo"),
                            ("PT", "Portuguese"),
                            ("RU", "Russian"),
                            ("SO", "Somali"),
                            ("SW", "Swahili"),
                            ("TL", "Tagalog"),
                            ("UK", "Ukrainian"),
                            ("VI", "Vietnamese"),
                            ("YPK", "Yup’ik"),
                            ("OTHER", "another language"),
                        ],
                        default="EN",
                        max_length=5,
                    ),
                ),
                ("seen_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("office_name", models.CharField(max_length=20)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoticeReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.UUIDField()),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("AGREES", "it is so"),
                            ("DISAGREES", "it is not so"),
                            ("CHANGED", "the form has changed since"),
                        ],
                        max_length=9,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=600, verbose_name="in your words")),
                ("replied_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
            options={
                "verbose_name_plural": "notice replies",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("is_founder", models.BooleanField(default=False)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("joined_on", models.DateField(blank=True, null=True)),
                ("left_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                ("gap_key", models.CharField(blank=True, max_length=60)),
                (
                    "stage",
                    models.CharField(
                        choices=[("GAP", "gap"), ("SITE", "site"), ("SOLUTION", "solution"), ("RESULT", "result")],
                        default="GAP",
                        max_length=8,
                    ),
                ),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("GAP", "gap"), ("SITE", "site"), ("SOLUTION", "solution"), ("RESULT", "result")],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                ("document", models.URLField(blank=True, verbose_name="link to a document")),
                ("noted_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[("SITE", "site"), ("ASSISTANCE", "technical assistance"), ("PARTNER", "partner")],
                        max_length=10,
                    ),
                ),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "project parties",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReadinessLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("county", models.CharField(blank=True, max_length=5)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("922G8", "protection order, 18 USC 922(g)(8)"),
                            ("922G9", "conviction, 18 USC 922(g)(9)"),
                            ("ERPO", "extreme risk protection order, state law"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        choices=[
                            ("IDENTIFY", "identify who has firearms"),
                            ("NOTIFY", "notify of the prohibition"),
                            ("SAFETY", "plan for safety before service"),
                            ("SERVE", "serve the order"),
                            ("SURRENDER", "surrender or retrieval"),
                            ("STORE", "storage"),
                            ("RETURN", "return"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("NONE", "none"),
                            ("DRAFT", "draft"),
                            ("ADOPTED", "adopted"),
                            ("TRAINED", "trained"),
                            ("CHECKED", "checked"),
                        ],
                        max_length=8,
                    ),
                ),
                ("as_of", models.DateField()),
                ("document", models.URLField(blank=True, verbose_name="link to the document")),
                (
                    "ordered_by",
                    models.CharField(blank=True, max_length=160, verbose_name="who may order it, and by which law"),
                ),
                ("holder", models.CharField(blank=True, max_length=120, verbose_name="who holds what was handed over")),
                (
                    "capacity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="room for how many firearms"),
                ),
                (
                    "takes_ammunition",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "return_conditions",
                    models.CharField(blank=True, max_length=300, verbose_name="on which conditions they are returned"),
                ),
                (
                    "tells_protected",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("work", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(max_length=160)),
                (
                    "genre",
                    models.CharField(
                        choices=[
                            ("PROTOCOL", "protocol or policy"),
                            ("MOU", "memorandum of understanding"),
                            ("DECK", "training material"),
                            ("PLEADING", "sample pleading"),
                            ("FORM", "form or checklist"),
                            ("OTHER", "another text"),
                        ],
                        max_length=8,
                        verbose_name="what it is",
                    ),
                ),
                ("summary", models.CharField(max_length=400, verbose_name="in one or two sentences")),
                ("body", models.TextField(blank=True, max_length=60000, verbose_name="text")),
                ("link", models.URLField(blank=True, verbose_name="or a link to it")),
                (
                    "duties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "trauma-informed practice"),
                                (2, "extreme risk protection orders"),
                                (3, "outreach and grant access"),
                                (4, "services open to all"),
                                (5, "firearms: 18 USC 922(g)(8) and (9)"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SHELTER", "shelter or domestic violence program"),
                                ("RAPE_CRISIS_CENTER", "rape crisis center"),
                                ("DUAL_PROGRAM", "domestic and sexual violence program"),
                                ("HOTLINE", "hotline"),
                                ("COALITION", "coalition"),
                                ("CULTURALLY_SPECIFIC", "culturally specific organization"),
                                ("FAITH_BASED", "faith-based organization"),
                                ("LEGAL_AID", "legal aid"),
                                ("LAW_SCHOOL", "law school or campus"),
                                ("HEALTH_CARE", "health or mental health provider"),
                                ("INTERVENTION", "batterer intervention program"),
                                ("SOCIAL_SERVICES", "social service organization"),
                                ("SUBSTANCE_ABUSE", "substance abuse program"),
                                ("TRIBE", "tribal government"),
                                ("TRIBAL_PROGRAM", "tribal program or organization"),
                                ("POLICE", "police or sheriff"),
                                ("TRIBAL_POLICE", "tribal police"),
                                ("PROSECUTOR", "prosecutor’s office"),
                                ("COURT", "court"),
                                ("TRIBAL_COURT", "tribal court"),
                                ("CORRECTIONS", "probation, parole or corrections"),
                                ("STATE_AGENCY", "state agency"),
                                ("LOCAL_AGENCY", "city or county agency"),
                                ("FEDERAL_AGENCY", "federal agency"),
                                ("MILITARY", "military installation"),
                                ("ASSISTANCE_PROVIDER", "technical assistance provider"),
                                ("OTHER", "another kind"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                (
                    "decision",
                    models.CharField(
                        blank=True, choices=[("PUBLISHED", "published"), ("RETURNED", "returned")], max_length=9
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="what has to be mended")),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_national", models.BooleanField(default=False)),
                ("name", models.CharField(max_length=200)),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                ("given_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
        ),
        migrations.CreateModel(
            name="WorkingGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                ("purpose", models.CharField(blank=True, max_length=600)),
                ("is_national", models.BooleanField(default=False)),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_history", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="nextstep",
            name="next_step_wall",
        ),
        migrations.RemoveConstraint(
            model_name="outreach",
            name="outreach_wall",
        ),
        migrations.AddField(
            model_name="nextstep",
            name="opened_for",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AddField(
            model_name="outreach",
            name="counties",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=5), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="outreach",
            name="needs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("SHELTER", "emergency shelter"),
                        ("HOUSING", "transitional or long-term housing"),
                        ("ADVOCACY", "advocacy and crisis help"),
                        ("HOTLINE", "hotline"),
                        ("COUNSELING", "counseling"),
                        ("LEGAL", "legal assistance"),
                        ("ORDERS", "help with protection orders"),
                        ("FORENSIC_EXAM", "forensic medical exam"),
                        ("HEALTH", "health care"),
                        ("INTERPRETING", "interpreting and translation"),
                        ("TRANSPORT", "transportation"),
                        ("CHILD_CARE", "child care"),
                        ("VISITATION", "supervised visitation"),
                        ("MONEY", "emergency money"),
                        ("WORK", "work and training"),
                        ("IMMIGRATION", "immigration help"),
                        ("INTERVENTION", "programs for those who use violence"),
                        ("PREVENTION", "prevention and education"),
                        ("OTHER", "another service"),
                    ],
                    max_length=24,
                ),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="profile",
            name="services",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("SHELTER", "emergency shelter"),
                        ("HOUSING", "transitional or long-term housing"),
                        ("ADVOCACY", "advocacy and crisis help"),
                        ("HOTLINE", "hotline"),
                        ("COUNSELING", "counseling"),
                        ("LEGAL", "legal assistance"),
                        ("ORDERS", "help with protection orders"),
                        ("FORENSIC_EXAM", "forensic medical exam"),
                        ("HEALTH", "health care"),
                        ("INTERPRETING", "interpreting and translation"),
                        ("TRANSPORT", "transportation"),
                        ("CHILD_CARE", "child care"),
                        ("VISITATION", "supervised visitation"),
                        ("MONEY", "emergency money"),
                        ("WORK", "work and training"),
                        ("IMMIGRATION", "immigration help"),
                        ("INTERVENTION", "programs for those who use violence"),
                        ("PREVENTION", "prevention and education"),
                        ("OTHER", "another service"),
                    ],
                    max_length=24,
                ),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("opened_for", ""), _negated=True),
                fields=("office", "opened_for"),
                name="opened_once_per_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,owner_id,due_on,state update:owner_id,owner_name,owner_email",
                jobs="select insert update:organization_id,named_before_id",
                name="next_step_wall",
                office="select insert update:outreach_id,text,side,owner_id,owner_name,owner_email,due_on,state,closed_on,closed_at,closed_by_id,closed_by_partner,reason,is_shared",
                partner="select:id,organization_id,is_shared,text,side,due_on,state,closed_on,closed_by_partner,reason,office_name,owner_name,owner_email,made_at update:state,closed_on,closed_at,closed_by_partner",
                rows={"partner": "shared"},
                secret=("text", "reason"),
                totals="select:id,office_id,owner_id,state",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=portal.rollup.RolledUp(
                counts="\nSELECT office_id, county, population, need, 1 AS number\nFROM {rows}\nCROSS JOIN LATERAL unnest(needs) AS need\nCROSS JOIN LATERAL unnest(CASE WHEN counties = '{}' THEN ARRAY[''] ELSE counties END::varchar[]) AS county\nCROSS JOIN LATERAL unnest(CASE WHEN populations = '{}' THEN ARRAY[''] ELSE populations END::varchar[]) AS population\nWHERE superseded_at IS NULL\n",
                into="partners_needseen",
                keys=["office_id", "county", "population", "need"],
                name="needs_rolled_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=portal.tenancy.Wall(
                audited=True,
                jobs="select",
                name="outreach_wall",
                office="select insert update:superseded_at",
                rows={},
                secret=("narrative", "line", "words"),
                withheld=("needs", "counties", "populations"),
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.adoption",
            ),
        ),
        migrations.AddField(
            model_name="agencypractice",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="agencypractice",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.organization"
            ),
        ),
        migrations.AddField(
            model_name="agencypractice",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="agencypractice",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.agencypractice",
            ),
        ),
        migrations.AddField(
            model_name="barrier",
            name="named_before",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.organization",
            ),
        ),
        migrations.AddField(
            model_name="barrier",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="barrier",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="barriers", to="portal.organization"
            ),
        ),
        migrations.AddField(
            model_name="barrier",
            name="owner",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="barrier",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="barrier",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.barrier",
            ),
        ),
        migrations.AddField(
            model_name="barrieranswer",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="barrieranswer",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.organization"
            ),
        ),
        migrations.AddField(
            model_name="barrieranswer",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="casecount",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="casecount",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="casecount",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.casecount",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="published_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="adoption",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="adoptions", to="partners.edition"
            ),
        ),
        migrations.AddField(
            model_name="erpolaw",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="erpolaw",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.erpolaw",
            ),
        ),
        migrations.AddField(
            model_name="gapcare",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="gapcare",
            name="owner",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="gapcare",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="gapcare",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.gapcare",
            ),
        ),
        migrations.AddField(
            model_name="grouppaper",
            name="added_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="librarydraft",
            name="begun_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="librarydraft",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.edition",
            ),
        ),
        migrations.AddField(
            model_name="librarydraft",
            name="edited_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="librarydraft",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action_items",
                to="partners.meeting",
            ),
        ),
        migrations.AddField(
            model_name="needseen",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="noticeform",
            name="named_before",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.organization",
            ),
        ),
        migrations.AddField(
            model_name="noticeform",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="noticeform",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.organization",
            ),
        ),
        migrations.AddField(
            model_name="noticeform",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="noticeform",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.noticeform",
            ),
        ),
        migrations.AddField(
            model_name="noticeform",
            name="seen_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="noticereply",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="noticereply",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.organization"
            ),
        ),
        migrations.AddField(
            model_name="noticereply",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="participant",
            name="contact",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="contact_office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="project",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="project",
            name="owner",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="projectnote",
            name="noted_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="projectnote",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="projectnote",
            name="project",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="partners.project",
            ),
        ),
        migrations.AddField(
            model_name="projectparty",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="projectparty",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.organization"
            ),
        ),
        migrations.AddField(
            model_name="projectparty",
            name="project",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="partners.project",
            ),
        ),
        migrations.AddField(
            model_name="readinesslink",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="readinesslink",
            name="owner",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="readinesslink",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="readinesslink",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.readinesslink",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="asked_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="review",
            name="begun_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="review",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.edition",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="partners.librarydraft"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="edited_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="review",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="review",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="edition",
                to="partners.review",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="founder",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="given_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="seat",
            name="named_before",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.organization",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.organization",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.seat",
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="seat",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action_items",
                to="partners.seat",
            ),
        ),
        migrations.AddField(
            model_name="workinggroup",
            name="made_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="workinggroup",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="partners.workinggroup"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="participants", to="partners.workinggroup"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="partners.workinggroup"
            ),
        ),
        migrations.AddField(
            model_name="grouppaper",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="partners.workinggroup"
            ),
        ),
        migrations.AddField(
            model_name="actionitem",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="action_items", to="partners.workinggroup"
            ),
        ),
        migrations.AddConstraint(
            model_name="agencypractice",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="agencypractice_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="agencypractice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("office", "organization", "practice"),
                name="one_standing_status_per_practice",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencypractice",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,practice,status,as_of,recorded_at,superseded_at",
                eousa_reader="select:id,office_id,practice,status,as_of,recorded_at,superseded_at",
                jobs="select",
                name="agency_practice_wall",
                office="select insert update:superseded_at",
                rows={},
                secret=("contact", "version"),
            ),
        ),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(fields=["office", "recheck_on"], name="barriers_by_recheck"),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="barrier_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("office", "key"),
                name="one_standing_row_per_barrier",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "OPEN"), ("closed_on__isnull", False), _connector="XOR"),
                name="a_barrier_closes_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "STAYS"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_barrier_that_stays_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,key,office_id,owner_id,recheck_on,state,superseded_at update:owner_id,owner_name,owner_email",
                jobs="select update:organization_id,named_before_id",
                name="barrier_wall",
                office="select insert update:superseded_at,owner_id,owner_name,owner_email",
                partner="select:id,key,organization_id,kind,service,what,remedy,side,recheck_on,state,closed_on,reason,office_name,owner_name,owner_email,recorded_at,superseded_at",
                rows={},
                secret=("what", "remedy", "reason"),
                totals="select:id,office_id,owner_id,kind,state,recorded_at,superseded_at",
                withheld=("kind", "service"),
            ),
        ),
        migrations.AddIndex(
            model_name="barrieranswer",
            index=models.Index(fields=["office", "barrier"], name="answers_of_a_barrier"),
        ),
        migrations.AddConstraint(
            model_name="barrieranswer",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="barrieranswer_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="barrieranswer",
            constraint=portal.tenancy.Wall(
                audited=True,
                jobs="select",
                name="barrier_answer_wall",
                office="select",
                partner="select insert",
                rows={},
                secret=("text",),
            ),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="casecount_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("office", "quarter_on", "statute", "measure", "reason"),
                name="one_standing_count_per_cell",
            ),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=models.CheckConstraint(
                condition=models.Q(("measure", "DECLINED"), ("reason", ""), _connector="XOR"),
                name="what_was_declined_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter_on__day", 1), ("quarter_on__month__in", [1, 4, 7, 10])),
                name="a_count_begins_a_quarter",
            ),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=portal.tenancy.Wall(
                audited=True,
                jobs="select:id,office_id,quarter_on,recorded_at,superseded_at",
                name="case_count_wall",
                office="select insert update:superseded_at",
                rows={},
                secret=(),
                totals="select:id,office_id,quarter_on,statute,measure,reason,number,recorded_at,superseded_at",
                withheld=("number",),
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="adoption_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), ("superseded_at", None)),
                fields=("office", "work"),
                name="an_office_adopts_a_work_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("adopted_on")), _connector="OR"),
                name="an_adoption_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select",
                name="adoption_wall",
                office="select insert update:superseded_at",
                rows={"office": "all", "office insert": "own office", "office update": "own office"},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="erpolaw",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)), fields=("code",), name="one_standing_row_per_law"
            ),
        ),
        migrations.AddConstraint(
            model_name="erpolaw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("starts_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                ),
                name="a_law_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="erpolaw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "UNKNOWN"), ("starts_on", None)),
                    models.Q(
                        models.Q(("precision", "UNKNOWN"), _negated=True), models.Q(("starts_on", None), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_day_that_is_unknown_stays_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="erpolaw",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                jobs="select",
                name="erpo_law_wall",
                oarm="select",
                office="select",
                operator="select",
                partner="select",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="gapcare",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="gapcare_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="gapcare",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("office", "county", "population", "need"),
                name="one_standing_word_per_gap",
            ),
        ),
        migrations.AddConstraint(
            model_name="gapcare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_on", None), ("owner__isnull", False)),
                    models.Q(("accepted_on__isnull", False), ("owner", None)),
                    _connector="OR",
                ),
                name="a_gap_is_owned_or_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="gapcare",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_on", None), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="an_accepted_gap_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="gapcare",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,owner_id,superseded_at update:superseded_at,owner_id",
                jobs="select",
                name="gap_care_wall",
                office="select insert update:superseded_at,owner_id",
                rows={},
                secret=("reason",),
                totals="select:id,office_id,county,population,need,owner_id,accepted_on,recorded_at,superseded_at",
                withheld=("county", "population", "need"),
            ),
        ),
        migrations.AddConstraint(
            model_name="librarydraft",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:title,genre,summary,body,link,duties,states,agencies,dropped_at,edited_by_id,edited_at",
                jobs="select",
                name="library_draft_wall",
                office="select insert update:title,genre,summary,body,link,duties,states,agencies,dropped_at,edited_by_id,edited_at",
                rows={"eousa": "of the nation"},
                secret=("title", "summary", "body", "link"),
            ),
        ),
        migrations.AddConstraint(
            model_name="needseen",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="needseen_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="needseen",
            constraint=models.UniqueConstraint(
                fields=("office", "county", "population", "need"), name="one_figure_per_office_and_need"
            ),
        ),
        migrations.AddConstraint(
            model_name="needseen",
            constraint=portal.tenancy.Wall(
                audited=False,
                jobs="select",
                name="need_seen_wall",
                office="select insert update:number",
                rows={},
                secret=(),
                totals="select",
            ),
        ),
        migrations.AddIndex(
            model_name="noticeform",
            index=models.Index(fields=["state", "office"], name="forms_by_state"),
        ),
        migrations.AddConstraint(
            model_name="noticeform",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="noticeform_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="noticeform",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)), fields=("office", "key"), name="one_standing_row_per_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeform",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_tribal", False), ("joined_on__isnull", False), _connector="XOR"),
                name="a_tribe_takes_part_from_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeform",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select update:organization_id,named_before_id",
                name="notice_form_wall",
                office="select insert update:superseded_at",
                partner="select:id,key,office_id,organization_id,state,court,form,is_tribal,joined_on,carries,version,language,seen_on,note,office_name,recorded_at,superseded_at",
                rows={"office": "all", "office insert": "own office", "office update": "own office"},
                secret=(),
            ),
        ),
        migrations.AddIndex(
            model_name="noticereply",
            index=models.Index(fields=["form"], name="replies_to_a_form"),
        ),
        migrations.AddConstraint(
            model_name="noticereply",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="noticereply_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="noticereply",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select",
                name="notice_reply_wall",
                office="select",
                partner="select insert",
                rows={"office": "all"},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="project_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="a_project_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,stage,owner_id,began_on,ended_on update:owner_id",
                eousa_reader="select:id,office_id,stage,began_on,ended_on",
                jobs="select",
                name="project_wall",
                office="select insert update:name,stage,owner_id,ended_on",
                rows={},
                secret=("name",),
                totals="select:id,office_id,owner_id,ended_on",
                withheld=("gap_key",),
            ),
        ),
        migrations.AddConstraint(
            model_name="projectnote",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="projectnote_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="projectnote",
            constraint=portal.tenancy.Wall(
                audited=True, jobs="select", name="project_note_wall", office="select insert", rows={}, secret=("text",)
            ),
        ),
        migrations.AddConstraint(
            model_name="projectparty",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="projectparty_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="projectparty",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None)),
                fields=("project", "organization", "part"),
                name="a_part_once_per_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectparty",
            constraint=portal.tenancy.Wall(
                audited=True,
                jobs="select",
                name="project_party_wall",
                office="select insert update:left_on",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="readinesslink",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="readinesslink_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="readinesslink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("office", "county", "basis", "link"),
                name="one_standing_status_per_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="readinesslink",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,county,basis,link,status,as_of,recorded_at,superseded_at,owner_id update:owner_id",
                eousa_reader="select:id,office_id,county,basis,link,status,as_of,recorded_at,superseded_at",
                jobs="select",
                name="readiness_link_wall",
                office="select insert update:superseded_at,owner_id",
                rows={},
                secret=("ordered_by", "holder", "return_conditions"),
                totals="select:id,office_id,owner_id,superseded_at",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(condition=models.Q(("decision", "")), fields=["asked_at"], name="open_reviews"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "")), fields=("draft",), name="one_open_review_per_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("decision", "")),
                    models.Q(
                        models.Q(("decision", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        models.Q(("decided_by", models.F("begun_by")), _negated=True),
                        models.Q(("decided_by", models.F("edited_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_review_is_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "RETURNED"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_returned_text_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:decision,decided_by_id,decided_at,words",
                jobs="select",
                name="review_wall",
                office="select insert",
                rows={"eousa insert": "of the nation"},
                secret=("title", "summary", "body", "link", "words"),
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["work", "-number"], name="editions_of_a_work"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("work", "number"), name="one_edition_per_number"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("withdrawn_on", None)),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_withdrawn_edition_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:withdrawn_on,reason",
                eousa_reader="select",
                jobs="select",
                name="edition_wall",
                oarm="select",
                office="select",
                rows={"office": "all"},
                secret=("body",),
                withheld=("found_by",),
            ),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="workinggroup_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=models.UniqueConstraint(fields=("is_national", "id"), name="workinggroup_nation_and_id"),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_national", True), ("office__isnull", False), _connector="XOR"),
                name="a_group_is_national_or_an_offices",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="a_group_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_history", False), models.Q(("source", ""), _negated=True), _connector="OR"),
                name="history_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:name,purpose,ended_on",
                eousa_reader="select",
                jobs="select",
                name="working_group_wall",
                office="select insert update:name,purpose,ended_on",
                partner="select",
                rows={
                    "eousa": "national group",
                    "eousa_reader": "national group",
                    "office": "own office",
                    "office select": "the group, founded, seated or national",
                    "partner": "the group, seated",
                },
                secret=("name", "purpose"),
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(condition=models.Q(("left_on", None)), fields=["office"], name="seats_of_an_office"),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(
                condition=models.Q(("left_on", None)), fields=["organization"], name="seats_of_an_organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="seat_group_and_id"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None), ("office__isnull", False)),
                fields=("group", "office"),
                name="one_seat_per_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None), ("organization__isnull", False)),
                fields=("group", "organization"),
                name="one_seat_per_organization",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("office", None), ("organization", None), _connector="XOR"),
                name="a_seat_is_of_an_office_or_an_organization",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_national", True), ("founder__isnull", False), _connector="XOR"),
                name="a_seat_is_national_or_of_a_founder",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_on", None), ("left_on__gte", models.F("joined_on")), _connector="OR"),
                name="a_seat_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=portal.tenancy.SameKeys(
                at_once=True, field="group", keys={"is_national": "is_national"}, name="seat_of_a_group_of_its_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=portal.tenancy.SameKeys(
                at_once=True, field="group", keys={"founder_id": "office_id"}, name="seat_given_by_the_founder"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:left_on",
                eousa_reader="select",
                jobs="select update:organization_id,named_before_id",
                name="seat_wall",
                office="select insert update:left_on",
                partner="select update:left_on",
                rows={
                    "eousa": "national group",
                    "eousa update": "national group, seated",
                    "eousa_reader": "national group",
                    "office": "founded",
                    "office select": "own office or founded",
                    "office update": "own office or founded, seated",
                    "partner update": "own organization, seated",
                },
                secret=("name",),
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("seat",), name="one_participant_per_seat"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_founder", True)), fields=("group",), name="one_founder_per_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=portal.tenancy.SameKeys(
                field="seat", keys={"group_id": "group_id"}, name="participant_of_its_seats_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:contact_name,contact_email,left_on,contact_id,contact_office_id",
                eousa_reader="select",
                jobs="select",
                name="participant_wall",
                office="select insert update:contact_name,contact_email,left_on,contact_id,contact_office_id",
                partner="select update:contact_name,contact_email,left_on,contact_id,contact_office_id",
                rows={
                    "eousa": "in a national group or of an office",
                    "eousa insert": "in a national group",
                    "eousa_reader": "in a national group",
                    "office": "own seat",
                    "office select": "seated or national group",
                    "partner": "seated",
                    "partner update": "own seat",
                },
                secret=("name", "contact_name", "contact_email"),
                totals="select:id,contact_id,contact_office_id,left_on",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["group", "-held_on"], name="meetings_of_a_group"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("group", "id"), name="meeting_group_and_id"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:held_on,title,agenda,minutes,cancelled_on",
                eousa_reader="select",
                jobs="select",
                name="meeting_wall",
                office="select insert update:held_on,title,agenda,minutes,cancelled_on",
                partner="select",
                rows={
                    "eousa": "in a national group",
                    "eousa_reader": "in a national group",
                    "office": "seated",
                    "partner": "seated",
                },
                secret=("title", "agenda", "minutes"),
            ),
        ),
        migrations.AddConstraint(
            model_name="grouppaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), ("link", ""), _negated=True), name="a_paper_is_text_or_a_link"
            ),
        ),
        migrations.AddConstraint(
            model_name="grouppaper",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:title,body,link,removed_on",
                eousa_reader="select",
                jobs="select",
                name="group_paper_wall",
                office="select insert update:title,body,link,removed_on",
                partner="select",
                rows={
                    "eousa": "in a national group",
                    "eousa_reader": "in a national group",
                    "office": "seated",
                    "partner": "seated",
                },
                secret=("title", "body", "link"),
            ),
        ),
        migrations.AddIndex(
            model_name="actionitem",
            index=models.Index(condition=models.Q(("state", "OPEN")), fields=["due_on"], name="open_action_items"),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "OPEN"), ("closed_on__isnull", False), _connector="XOR"),
                name="an_action_item_closes_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=portal.tenancy.SameKeys(
                field="seat", keys={"group_id": "group_id"}, name="action_item_of_its_groups_seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=portal.tenancy.SameKeys(
                field="meeting", keys={"group_id": "group_id"}, name="action_item_of_its_groups_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:text,due_on,state,closed_on,seat_id,seat_name",
                eousa_reader="select",
                jobs="select",
                name="action_item_wall",
                office="select insert update:text,due_on,state,closed_on,seat_id,seat_name",
                partner="select update:state,closed_on,seat_id,seat_name",
                rows={
                    "eousa": "in a national group",
                    "eousa_reader": "in a national group",
                    "office": "seated",
                    "office update": "owed by own seat, founded",
                    "partner": "seated",
                    "partner update": "owed by own seat",
                },
                secret=("text", "seat_name"),
            ),
        ),
        migrations.AddConstraint(
            model_name="agencypractice",
            constraint=portal.tenancy.SameOffice(field="replaces", name="agency_practice_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=portal.tenancy.SameOffice(field="replaces", name="barrier_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="casecount",
            constraint=portal.tenancy.SameOffice(field="replaces", name="case_count_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=portal.tenancy.SameOffice(field="replaces", name="adoption_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="gapcare",
            constraint=portal.tenancy.SameOffice(field="replaces", name="gap_care_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="noticeform",
            constraint=portal.tenancy.SameOffice(field="replaces", name="notice_form_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="projectnote",
            constraint=portal.tenancy.SameOffice(field="project", name="project_note_of_own_project"),
        ),
        migrations.AddConstraint(
            model_name="projectparty",
            constraint=portal.tenancy.SameOffice(field="project", name="project_party_of_own_project"),
        ),
        migrations.AddConstraint(
            model_name="readinesslink",
            constraint=portal.tenancy.SameOffice(field="replaces", name="readiness_link_replaces_own"),
        ),
    ]
