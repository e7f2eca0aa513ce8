import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.rollup
import portal.tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("portal", "0008_partners"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outreach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("held_on", models.DateField()),
                (
                    "did",
                    models.CharField(
                        choices=[
                            ("MEETING", "meeting"),
                            ("TRAINING", "training of professionals"),
                            ("EDUCATION", "education of the public"),
                            ("CALL", "call or consultation"),
                            ("COORDINATED_RESPONSE", "coordinated community response meeting"),
                            ("WORKING_GROUP", "working group or task force"),
                            ("POLICY", "policy or protocol work"),
                            ("FIREARMS", "ERPO or relinquishment protocol work"),
                            ("OUTREACH", "outreach to an underserved population"),
                            ("GRANT_GUIDANCE", "grant guidance"),
                            ("PRODUCT", "material made or handed out"),
                            ("REFERRAL", "referral"),
                            ("REVIEW", "fatality review or high-risk team, figures only"),
                            ("CONSULTATION", "consultation without naming anybody"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "duty",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "trauma-informed practice"),
                            (2, "extreme risk protection orders"),
                            (3, "outreach and grant access"),
                            (4, "services open to all"),
                            (5, "firearms: 18 USC 922(g)(8) and (9)"),
                        ]
                    ),
                ),
                ("line", models.CharField(max_length=200)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("DYNAMICS", "dynamics of domestic violence"),
                                ("DATING", "dating violence"),
                                ("SEXUAL_ASSAULT", "sexual assault"),
                                ("STALKING", "stalking"),
                                ("BIAS", "bias training"),
                                ("TRAUMA", "trauma-informed response"),
                                ("CONFIDENTIALITY", "confidentiality"),
                                ("COORDINATED_RESPONSE", "coordinated community response"),
                                ("DUAL_ARREST", "dual arrest and primary aggressor"),
                                ("EVIDENCE", "evidence-led prosecution"),
                                ("FIREARMS", "firearms and domestic violence, 18 USC 922(g)(8)-(9)"),
                                ("FULL_FAITH", "full faith and credit for protection orders"),
                                ("ERPO", "extreme risk protection orders"),
                                ("RELINQUISHMENT", "firearm relinquishment"),
                                ("NOTIFICATION", "judicial notification, 34 USC 10449(e)"),
                                ("IMMIGRATION", "immigration (U and T visas, VAWA self-petition)"),
                                ("LANGUAGE", "language access"),
                                ("LETHALITY", "lethality and danger assessment"),
                                ("TECHNOLOGY", "technology-facilitated abuse"),
                                ("STRANGULATION", "strangulation"),
                                ("TRIBAL", "tribal jurisdiction"),
                                ("LGBTQ", "LGBTQ services"),
                                ("LATER_LIFE", "abuse in later life"),
                                ("DISABILITY", "disability"),
                                ("HOUSING", "housing protections"),
                                ("RIGHTS", "victim rights"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "populations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PROFESSIONALS", "professionals"),
                            ("STUDENTS", "students or parents"),
                            ("COMMUNITY", "community groups or the public"),
                            ("SURVIVORS", "people who use services"),
                        ],
                        max_length=13,
                    ),
                ),
                ("trained", models.JSONField(blank=True, default=dict)),
                ("trained_count", models.PositiveIntegerField(default=0)),
                ("educated", models.PositiveIntegerField(default=0)),
                ("is_host", models.BooleanField(default=True)),
                ("materials", models.CharField(blank=True, max_length=300)),
                ("narrative", models.TextField(blank=True, max_length=8000)),
                ("imported_as", models.CharField(blank=True, max_length=80)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "line", "narrative", "materials", config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "joint_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.office",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.outreach",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "outreach",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=200)),
                (
                    "side",
                    models.CharField(choices=[("OURS", "ours"), ("THEIRS", "theirs")], default="OURS", max_length=6),
                ),
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
                ("closed_by_partner", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("is_shared", models.BooleanField(default=False)),
                ("office_name", models.CharField(max_length=20)),
                ("owner_name", models.CharField(blank=True, max_length=120)),
                ("owner_email", models.EmailField(blank=True, max_length=254)),
                ("made_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
                (
                    "named_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to="portal.person",
                    ),
                ),
                (
                    "outreach",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to="partners.outreach",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True, max_length=2000)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="portal.organization",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="portal.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NamedContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=120)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("reach_by", models.CharField(blank=True, max_length=200)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.namedcontact",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_contacts",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.organization"
                    ),
                ),
                (
                    "outreach",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="partners.outreach",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("is_confidential", models.BooleanField(default=False)),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("RACE", "race"),
                                ("COLOR", "color"),
                                ("RELIGION", "religion"),
                                ("NATIONAL_ORIGIN", "national origin"),
                                ("SEX", "sex"),
                                ("GENDER_IDENTITY", "gender identity"),
                                ("SEXUAL_ORIENTATION", "sexual orientation"),
                                ("DISABILITY", "disability"),
                            ],
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "lgbtq_training",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "language_access",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "deaf_access",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
                (
                    "disability_access",
                    models.CharField(
                        blank=True,
                        choices=[("YES", "yes"), ("PARTLY", "partly"), ("NO", "no"), ("", "not said yet")],
                        default="",
                        max_length=6,
                    ),
                ),
                ("complaint_route", models.CharField(blank=True, max_length=300)),
                ("stated_on", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
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
                ),
                (
                    "legal_form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NONPROFIT", "nonprofit organization"),
                            ("STATE", "state or territorial government, or an agency of it"),
                            ("LOCAL", "city, county or other local government, or an agency of it"),
                            ("TRIBE", "federally recognized tribe, or an agency of it"),
                            ("TRIBAL_ORGANIZATION", "tribal organization"),
                            ("COURT", "state or local court"),
                            ("TRIBAL_COURT", "tribal court"),
                            ("HIGHER_EDUCATION", "institution of higher education"),
                            ("FEDERAL", "federal agency"),
                            ("FOR_PROFIT", "for-profit organization"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=600)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("state", models.CharField(blank=True, max_length=2)),
                ("website", models.URLField(blank=True)),
                (
                    "counties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                (
                    "statewide",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "populations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
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
                            max_length=24,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("verified_on", models.DateField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="portal.organization"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.profile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter_on", models.DateField()),
                ("figures", models.JSONField(default=dict)),
                ("organizations", models.JSONField(default=list)),
                ("figures_at", models.DateTimeField()),
                ("texts", models.JSONField(default=dict)),
                ("edited_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.report",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoleContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("is_confidential", models.BooleanField(default=False)),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("MAIN", "main office"),
                            ("DIRECTION", "director’s office"),
                            ("SERVICES", "client services"),
                            ("LEGAL", "legal help"),
                            ("TRAINING", "training and prevention"),
                            ("GRANTS", "grants"),
                            ("HOTLINE", "hotline"),
                            ("RECORDS", "records and protection orders"),
                            ("MEDIA", "media"),
                        ],
                        max_length=10,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="portal.organization"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.rolecontact",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField()),
                (
                    "did",
                    models.CharField(
                        choices=[
                            ("MEETING", "meeting"),
                            ("TRAINING", "training of professionals"),
                            ("EDUCATION", "education of the public"),
                            ("CALL", "call or consultation"),
                            ("COORDINATED_RESPONSE", "coordinated community response meeting"),
                            ("WORKING_GROUP", "working group or task force"),
                            ("POLICY", "policy or protocol work"),
                            ("FIREARMS", "ERPO or relinquishment protocol work"),
                            ("OUTREACH", "outreach to an underserved population"),
                            ("GRANT_GUIDANCE", "grant guidance"),
                            ("PRODUCT", "material made or handed out"),
                            ("REFERRAL", "referral"),
                            ("REVIEW", "fatality review or high-risk team, figures only"),
                            ("CONSULTATION", "consultation without naming anybody"),
                        ],
                        max_length=20,
                    ),
                ),
                ("office_name", models.CharField(max_length=20)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("is_shared", models.BooleanField(default=True)),
                ("went_with_entry", models.BooleanField(default=False)),
                ("shared_at", models.DateTimeField()),
                (
                    "named_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="portal.organization"
                    ),
                ),
                (
                    "outreach",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="partners.outreach",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TribeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("APPROVED", "approved"),
                            ("CHANGED", "approved with changes"),
                            ("DECLINED", "declined"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answered_on", models.DateField()),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.organization"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="partners.profile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("heads", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                ("names", models.JSONField(default=list)),
                ("choices", models.JSONField(default=dict)),
                ("because", models.CharField(blank=True, max_length=300)),
                ("counts", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("READ", "read, its columns not matched yet"),
                            ("CHECKED", "checked, nothing written yet"),
                            ("RUNNING", "being written"),
                            ("APPLIED", "written"),
                        ],
                        default="READ",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("rows", models.JSONField(default=list)),
                ("fates", models.TextField(blank=True)),
                ("words", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="partners.upload",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("form", models.CharField(max_length=40)),
                ("fields", models.JSONField(default=dict)),
                ("began_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="draft_office_and_id"),
                    models.UniqueConstraint(fields=("office", "person", "key"), name="one_draft_per_key"),
                    portal.tenancy.Wall(
                        audited=False,
                        jobs="select:id,saved_at delete",
                        name="draft_wall",
                        office="select insert update:fields,saved_at delete",
                        rows={"office": "own draft"},
                        secret=(),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                (
                    "duty",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "trauma-informed practice"),
                            (2, "extreme risk protection orders"),
                            (3, "outreach and grant access"),
                            (4, "services open to all"),
                            (5, "firearms: 18 USC 922(g)(8) and (9)"),
                        ]
                    ),
                ),
                (
                    "did",
                    models.CharField(
                        choices=[
                            ("MEETING", "meeting"),
                            ("TRAINING", "training of professionals"),
                            ("EDUCATION", "education of the public"),
                            ("CALL", "call or consultation"),
                            ("COORDINATED_RESPONSE", "coordinated community response meeting"),
                            ("WORKING_GROUP", "working group or task force"),
                            ("POLICY", "policy or protocol work"),
                            ("FIREARMS", "ERPO or relinquishment protocol work"),
                            ("OUTREACH", "outreach to an underserved population"),
                            ("GRANT_GUIDANCE", "grant guidance"),
                            ("PRODUCT", "material made or handed out"),
                            ("REFERRAL", "referral"),
                            ("REVIEW", "fatality review or high-risk team, figures only"),
                            ("CONSULTATION", "consultation without naming anybody"),
                        ],
                        max_length=20,
                    ),
                ),
                ("measure", models.CharField(max_length=24)),
                ("number", models.BigIntegerField(default=0)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="figure_office_and_id"),
                    models.UniqueConstraint(
                        fields=("office", "month", "duty", "did", "measure"), name="one_figure_per_office_and_month"
                    ),
                    portal.tenancy.Wall(
                        audited=False,
                        eousa="select",
                        eousa_reader="select",
                        jobs="select",
                        name="figure_wall",
                        office="select insert update:number",
                        rows={},
                        secret=(),
                        totals="select",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="outreach",
            index=models.Index(fields=["office", "key"], name="rows_of_an_entry"),
        ),
        migrations.AddIndex(
            model_name="outreach",
            index=models.Index(
                models.F("office"),
                models.OrderBy(models.F("held_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("superseded_at", None)),
                name="outreach_newest_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="outreach_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)), fields=("office", "key"), name="one_standing_entry_per_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None), models.Q(("imported_as", ""), _negated=True)),
                fields=("office", "imported_as"),
                name="a_row_is_imported_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("trained_count", 0),
                    models.Q(("audience__in", ["", "PROFESSIONALS"]), ("did", "TRAINING")),
                    _connector="OR",
                ),
                name="only_professionals_at_a_training_are_trained",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.CheckConstraint(
                condition=models.Q(("educated", 0), models.Q(("did", "TRAINING"), _negated=True), _connector="OR"),
                name="listeners_of_a_training_are_not_educated",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_host", True), models.Q(("educated", 0), ("trained_count", 0)), _connector="OR"),
                name="the_host_counts_the_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joint_with", None), ("is_host", True)),
                    models.Q(
                        ("joint_with__isnull", False), models.Q(("joint_with", models.F("office")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="joint_means_with_another_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=portal.rollup.RolledUp(
                counts="\nSELECT office_id, held_on - (extract(day FROM held_on)::int - 1) AS month, duty, did, m.measure, m.number\nFROM {rows} CROSS JOIN LATERAL (\n  VALUES ('ENTRIES', 1::bigint), ('GUESTS', (NOT is_host)::int), ('MINUTES', coalesce(minutes, 0)),\n    ('TRAINED', trained_count), ('EDUCATED', educated)\n  UNION ALL SELECT key, value::bigint FROM jsonb_each_text(trained)\n) AS m(measure, number)\nWHERE superseded_at IS NULL\n",
                into="partners_figure",
                keys=["office_id", "month", "duty", "did", "measure"],
                name="outreach_rolled_up",
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
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                condition=models.Q(("state", "OPEN")), fields=["office", "due_on"], name="open_steps_by_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="nextstep_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "OPEN"), ("closed_on__isnull", False), _connector="XOR"),
                name="a_step_closes_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_shared", False), ("side", "OURS")), ("organization__isnull", False), _connector="OR"
                ),
                name="a_step_is_theirs_or_shared_with_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "DROPPED"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_dropped_step_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,owner_id,due_on,state update:owner_id,owner_name,owner_email",
                jobs="select update:organization_id,named_before_id",
                name="next_step_wall",
                office="select insert update:outreach_id,text,side,owner_id,owner_name,owner_email,due_on,state,closed_on,closed_at,closed_by_id,closed_by_partner,reason,is_shared",
                partner="select:id,organization_id,is_shared,text,side,due_on,state,closed_on,closed_by_partner,reason,office_name,owner_name,owner_email,made_at update:state,closed_on,closed_at,closed_by_partner",
                rows={"partner": "shared"},
                secret=("text", "reason"),
                totals="select:id,office_id,owner_id,state",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="partnership_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("office", "organization"),
                name="one_standing_partnership",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"),
                name="a_partnership_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,owner_id,began_on,ended_on update:owner_id",
                jobs="select",
                name="partnership_wall",
                office="select insert update:owner_id,ended_on,note",
                rows={},
                secret=("note",),
                totals="select:id,office_id,organization_id,owner_id,ended_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedcontact",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="namedcontact_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="namedcontact",
            constraint=portal.tenancy.Wall(
                audited=True,
                name="named_contact_wall",
                office="select insert update:superseded_at",
                rows={},
                secret=("name", "title", "email", "phone", "reach_by"),
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="party_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                fields=("outreach", "organization"), name="an_organization_once_per_entry"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=portal.tenancy.Wall(
                audited=True, jobs="select", name="party_wall", office="select insert", rows={}, secret=()
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_confidential", False), ("superseded_at", None)),
                fields=("organization",),
                name="one_open_profile_per_organization",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_confidential", True), ("superseded_at", None)),
                fields=("organization", "office"),
                name="one_confidential_profile_per_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_confidential", False), models.Q(("office", None), _negated=True), _connector="OR"
                ),
                name="a_confidential_profile_is_of_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_confidential", True),
                    ("office", None),
                    models.Q(("kind__in", ["TRIBAL_COURT", "TRIBAL_POLICE", "TRIBAL_PROGRAM", "TRIBE"]), _negated=True),
                    _connector="OR",
                ),
                name="a_tribe_is_shared_by_its_own_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select",
                name="profile_wall",
                office="select insert update:superseded_at,is_confidential",
                partner="select insert update:superseded_at",
                rows={"eousa": "open", "eousa_reader": "open", "office": "open or own", "office insert": "own office"},
                secret=("about", "city", "website", "counties", "complaint_route"),
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["quarter_on", "office"], name="reports_by_quarter"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="report_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submitted_at", None)),
                fields=("office", "quarter_on"),
                name="one_open_report_per_quarter",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter_on__day", 1), ("quarter_on__month__in", [1, 4, 7, 10])),
                name="a_quarter_begins_on_its_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("submitted_at", None), ("submitted_by__isnull", False), _connector="XOR"),
                name="a_submitted_report_names_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,quarter_on,figures,figures_at,texts,written_by_id,edited_at,submitted_at,submitted_by_id,replaces_id",
                eousa_reader="select:id,office_id,quarter_on,figures,figures_at,texts,written_by_id,edited_at,submitted_at,submitted_by_id,replaces_id",
                jobs="select",
                name="report_wall",
                office="select insert update:figures,organizations,figures_at,texts,edited_at,submitted_at,submitted_by_id",
                rows={"eousa": "submitted", "eousa_reader": "submitted"},
                secret=("texts", "organizations"),
            ),
        ),
        migrations.AddConstraint(
            model_name="rolecontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_confidential", False), ("superseded_at", None)),
                fields=("organization", "post"),
                name="one_open_contact_per_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolecontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_confidential", True), ("superseded_at", None)),
                fields=("organization", "office", "post"),
                name="one_confidential_contact_per_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("phone", ""), _negated=True), name="a_role_is_reached_somehow"
            ),
        ),
        migrations.AddConstraint(
            model_name="rolecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_confidential", False), models.Q(("office", None), _negated=True), _connector="OR"
                ),
                name="a_confidential_contact_is_of_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolecontact",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select",
                name="role_contact_wall",
                office="select insert update:superseded_at,is_confidential",
                partner="select insert update:superseded_at",
                rows={"eousa": "open", "eousa_reader": "open", "office": "open or own", "office insert": "own office"},
                secret=("email", "phone"),
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="share_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("outreach", "organization"), name="an_entry_is_shared_once"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,office_id,contact_email update:contact_name,contact_email",
                jobs="select update:organization_id,named_before_id",
                name="share_wall",
                office="select insert update:outreach_id,held_on,did,is_shared,went_with_entry,shared_at,contact_name,contact_email",
                partner="select:id,organization_id,held_on,did,office_name,contact_name,contact_email,is_shared,shared_at",
                rows={"partner": "shared"},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="tribeanswer",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="tribeanswer_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="tribeanswer",
            constraint=models.UniqueConstraint(fields=("profile",), name="a_proposal_is_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="tribeanswer",
            constraint=portal.tenancy.Wall(
                audited=True,
                jobs="select",
                name="tribe_answer_wall",
                office="select",
                partner="select insert",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="upload_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=portal.tenancy.Wall(
                audited=False,
                jobs="select:id,state,uploaded_at delete",
                name="upload_wall",
                office="select insert update:digest,mapping,names,choices,because,counts,state,total,done delete",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="uploadpart_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=models.UniqueConstraint(fields=("upload", "number"), name="one_part_per_number"),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=portal.tenancy.Wall(
                audited=False,
                jobs="select:id,uploaded_at delete",
                name="upload_part_wall",
                office="select insert update:fates,words delete",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="outreach",
            constraint=portal.tenancy.SameOffice(field="replaces", name="outreach_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=portal.tenancy.SameOffice(field="outreach", name="next_step_of_own_outreach"),
        ),
        migrations.AddConstraint(
            model_name="namedcontact",
            constraint=portal.tenancy.SameOffice(field="partnership", name="named_contact_of_own"),
        ),
        migrations.AddConstraint(
            model_name="namedcontact",
            constraint=portal.tenancy.SameOffice(field="replaces", name="named_contact_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=portal.tenancy.SameOffice(field="outreach", name="party_to_own_outreach"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=portal.tenancy.SameOffice(field="replaces", name="report_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=portal.tenancy.SameOffice(field="outreach", name="share_of_own_outreach"),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=portal.tenancy.SameOffice(field="upload", name="upload_part_of_own"),
        ),
    ]
