import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("portal", "0010_guidance"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200)),
                ("made_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RUNNING", "is being read"),
                            ("GOOD", "read to its end"),
                            ("FAILED", "stopped; what was known before stays"),
                        ],
                        default="RUNNING",
                        max_length=7,
                    ),
                ),
                ("started_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("records", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("withdrawn", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "GOOD")), fields=["-ended_at"], name="last_good_run")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "RUNNING")), fields=("state",), name="one_run_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "RUNNING"), ("ended_at__isnull", False), _connector="XOR"),
                        name="a_run_that_is_over_says_when",
                    ),
                    portal.tenancy.Wall(
                        app="select",
                        audited=True,
                        eousa="select insert update:source,made_on,state,ended_at,reason,records,kept,added,changed,withdrawn,refused",
                        eousa_reader="select",
                        intake="select:id,state,ended_at",
                        jobs="select insert update:source,made_on,state,ended_at,reason,records,kept,added,changed,withdrawn,refused",
                        name="feed_run_wall",
                        oarm="select:id,state,ended_at",
                        office="select:id,state,ended_at",
                        operator="select",
                        partner="select:id,state,ended_at",
                        public="select:id,state,ended_at",
                        rows={},
                        secret=(),
                        totals="select",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuidanceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "waits for an answer"),
                            ("CONSULTING", "waits for a federal agency that was consulted"),
                            ("ANSWERED", "answered"),
                            ("CLOSED", "closed"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("is_central", models.BooleanField(default=False)),
                ("owner_name", models.CharField(max_length=120)),
                ("owner_email", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("asked_on", models.DateField()),
                ("waits_since", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "closed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DONE", "everything is said"),
                            ("SILENT", "the asker did not come back"),
                            ("NOT_OURS", "not about federal money for victims"),
                            ("DOUBLE", "asked twice"),
                            ("MISUSE", "not a real question"),
                        ],
                        max_length=8,
                    ),
                ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "other_office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.office",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.UUIDField()),
                (
                    "kind",
                    models.CharField(choices=[("ANSWER", "answer"), ("ADDED", "added by the asker")], max_length=6),
                ),
                ("text", models.TextField(max_length=6000)),
                ("kept_because", models.CharField(blank=True, max_length=300)),
                ("said_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("name", models.CharField(blank=True, max_length=120)),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="grants.guidancerequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NOTE", "internal note"),
                            ("CONSULTED", "a federal agency was consulted"),
                            ("GIVEN", "given to somebody else"),
                        ],
                        default="NOTE",
                        max_length=9,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("agency", models.CharField(blank=True, max_length=4)),
                ("came_back_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("noted_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="grants.guidancerequest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opportunity",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40, verbose_name="funding opportunity number")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("is_forecast", models.BooleanField(default=False, verbose_name="forecast")),
                ("agency_code", models.CharField(blank=True, max_length=255, verbose_name="code of the agency")),
                ("agency_name", models.CharField(blank=True, max_length=255, verbose_name="agency")),
                ("category", models.CharField(blank=True, max_length=1, verbose_name="category")),
                ("category_words", models.CharField(blank=True, max_length=255, verbose_name="about the category")),
                (
                    "instruments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="kinds of funding",
                    ),
                ),
                (
                    "activities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="fields of activity",
                    ),
                ),
                ("activity_words", models.TextField(blank=True, verbose_name="about the activities")),
                (
                    "listings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="numbers of the Assistance Listings",
                    ),
                ),
                (
                    "applicants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="kinds of applicants",
                    ),
                ),
                ("eligibility", models.TextField(blank=True, verbose_name="who can apply")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="posted on")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="closes on")),
                ("close_words", models.TextField(blank=True, verbose_name="about the closing date")),
                ("archive_on", models.DateField(blank=True, null=True, verbose_name="archived on")),
                ("updated_on", models.DateField(blank=True, null=True, verbose_name="last changed by the agency on")),
                ("version", models.CharField(blank=True, max_length=20, verbose_name="version")),
                (
                    "estimated_post_on",
                    models.DateField(blank=True, null=True, verbose_name="estimated to be posted on"),
                ),
                ("estimated_close_on", models.DateField(blank=True, null=True, verbose_name="estimated to close on")),
                (
                    "estimated_close_words",
                    models.TextField(blank=True, verbose_name="about the estimated closing date"),
                ),
                (
                    "estimated_award_on",
                    models.DateField(blank=True, null=True, verbose_name="estimated to be awarded on"),
                ),
                (
                    "estimated_start_on",
                    models.DateField(blank=True, null=True, verbose_name="projects are estimated to start on"),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="fiscal year")),
                ("ceiling", models.BigIntegerField(blank=True, null=True, verbose_name="largest award")),
                ("floor", models.BigIntegerField(blank=True, null=True, verbose_name="smallest award")),
                ("total", models.BigIntegerField(blank=True, null=True, verbose_name="money for all awards")),
                (
                    "awards",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="expected number of awards"),
                ),
                ("cost_sharing", models.BooleanField(blank=True, null=True, verbose_name="cost sharing or match")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="more about it")),
                ("link_words", models.CharField(blank=True, max_length=255, verbose_name="about the link")),
                ("contact_name", models.CharField(blank=True, max_length=255, verbose_name="contact")),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=100, verbose_name="telephone of the contact"),
                ),
                ("contact_email", models.CharField(blank=True, max_length=130, verbose_name="e-mail of the contact")),
                ("contact_words", models.TextField(blank=True, verbose_name="about the contact")),
                ("reading_notes", models.CharField(blank=True, max_length=400, verbose_name="what could not be read")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="gone from Grants.gov since")),
                ("ends_on", models.DateField(default=datetime.date(9999, 12, 31))),
                ("is_demo", models.BooleanField(default=False)),
                ("known_since", models.DateTimeField(default=portal.models.owned.recorded_now)),
                (
                    "posted_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forecasts",
                        to="grants.opportunity",
                        verbose_name="posted as",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpportunityVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("changes", models.JSONField(default=list)),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="grants.opportunity"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grants.feedrun"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=20)),
                ("place", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("name", models.CharField(max_length=200)),
                ("name_es", models.CharField(max_length=240)),
                ("short", models.CharField(max_length=60)),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("OVW", "Office on Violence Against Women (OVW)"),
                            ("OVC", "Office for Victims of Crime (OVC)"),
                            ("OJP", "Office of Justice Programs (OJP)"),
                            ("CDC", "Centers for Disease Control and Prevention (CDC)"),
                            ("HHS", "Department of Health and Human Services (HHS)"),
                            ("HUD", "Department of Housing and Urban Development (HUD)"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "listings",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), size=None),
                ),
                ("is_listed", models.BooleanField(default=True)),
                ("statute", models.CharField(blank=True, max_length=120)),
                ("is_formula", models.BooleanField(default=False)),
                (
                    "through",
                    models.CharField(
                        choices=[
                            ("DIRECT", "directly from the federal agency"),
                            ("STATE", "through a state agency"),
                            ("OTHER", "through somebody else"),
                            ("UNKNOWN", "not verified"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "applicants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "violence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SEXUAL_ASSAULT", "sexual assault"),
                                ("DOMESTIC", "domestic violence"),
                                ("DATING", "dating violence"),
                                ("STALKING", "stalking"),
                            ],
                            max_length=14,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
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
                            max_length=13,
                        ),
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
                            max_length=18,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("HIGH", "read in the law itself"),
                            ("MEDIUM", "from official lists and the citation; the law was not read word by word"),
                            ("LOW", "only its listing is known"),
                        ],
                        max_length=6,
                    ),
                ),
                ("authorized_until", models.DateField(blank=True, null=True)),
                ("purpose", models.CharField(max_length=400)),
                ("purpose_es", models.CharField(max_length=500)),
                ("via", models.CharField(blank=True, max_length=400)),
                ("via_es", models.CharField(blank=True, max_length=500)),
                ("match", models.CharField(blank=True, max_length=400)),
                ("match_es", models.CharField(blank=True, max_length=500)),
                ("conditions", models.TextField(blank=True)),
                ("conditions_es", models.TextField(blank=True)),
                ("reporting", models.CharField(blank=True, max_length=300)),
                ("reporting_es", models.CharField(blank=True, max_length=400)),
                ("money", models.CharField(blank=True, max_length=300)),
                ("money_es", models.CharField(blank=True, max_length=400)),
                ("award", models.CharField(blank=True, max_length=300)),
                ("award_es", models.CharField(blank=True, max_length=400)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("note_es", models.CharField(blank=True, max_length=600)),
                ("source", models.CharField(max_length=300)),
                ("source_es", models.CharField(max_length=400)),
                ("believed_match", models.CharField(blank=True, max_length=120)),
                ("believed_award", models.CharField(blank=True, max_length=120)),
                ("believed_length", models.CharField(blank=True, max_length=120)),
                ("believed_reporting", models.CharField(blank=True, max_length=120)),
                ("believed_other", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "valid_from"), name="one_edition_of_a_program_begins_on_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until", None)),
                        fields=("key",),
                        name="one_edition_of_a_program_has_no_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="an_edition_ends_after_it_began",
                    ),
                    portal.tenancy.Wall(
                        app="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        audited=True,
                        eousa="select",
                        eousa_reader="select",
                        intake="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        jobs="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        name="program_wall",
                        oarm="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        office="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        operator="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        partner="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        public="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                        rows={},
                        secret=(),
                        totals="select:id,key,place,valid_from,valid_until,short,agency,listings,is_listed,statute,is_formula,through,applicants,violence,needs,populations,confidence,authorized_until,name,purpose,via,match,conditions,reporting,money,award,note,source,name_es,purpose_es,via_es,match_es,conditions_es,reporting_es,money_es,award_es,note_es,source_es",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.UUIDField()),
                ("county", models.CharField(max_length=5)),
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
                (
                    "violence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SEXUAL_ASSAULT", "sexual assault"),
                                ("DOMESTIC", "domestic violence"),
                                ("DATING", "dating violence"),
                                ("STALKING", "stalking"),
                            ],
                            max_length=14,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
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
                        verbose_name="kind of organization",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("kept_because", models.CharField(blank=True, max_length=300)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("FORM", "by the public form"),
                            ("SIGNED_IN", "signed in"),
                            ("TOLD", "told to the office, by telephone or in person"),
                        ],
                        default="FORM",
                        max_length=9,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "address_use",
                    models.CharField(
                        choices=[
                            ("ANSWER", "only for the answer"),
                            ("REMINDERS", "for the answer, and for reminders of deadlines and of what became of it"),
                        ],
                        default="ANSWER",
                        max_length=9,
                    ),
                ),
                ("is_neutral", models.BooleanField(default=True)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Español")], default="en", max_length=2),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="grants.guidancerequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.UUIDField()),
                ("program", models.CharField(max_length=20)),
                ("opportunity", models.PositiveBigIntegerField(blank=True, null=True)),
                ("verdict", models.CharField(blank=True, max_length=24)),
                (
                    "missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("is_through_state", models.BooleanField(default=False)),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("outcome_due_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="grants.entry",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="grants.guidancerequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.UUIDField()),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("NOT_RELEVANT", "not relevant for us"),
                            ("WILL_APPLY", "we will apply"),
                            ("APPLIED", "we applied"),
                            ("AWARDED", "we were awarded money"),
                            ("NOT_AWARDED", "we were not awarded money"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NOT_ELIGIBLE", "we are not eligible"),
                            ("NO_TIME", "there was too little time"),
                            ("MATCH", "we cannot raise the match"),
                            ("TOO_LARGE", "too much work for the sum"),
                            ("NO_PARTNER", "we found no partner"),
                            ("REGISTRATION", "our registration was not ready"),
                            ("OTHER_MONEY", "we found other money"),
                            ("SCORED_LOWER", "others scored higher"),
                            ("INCOMPLETE", "the application was incomplete"),
                            ("NOT_SAID", "no reason was given to us"),
                            ("OTHER", "another reason"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNDER_50", "under $50,000"),
                            ("TO_150", "$50,000 to $149,999"),
                            ("TO_500", "$150,000 to $499,999"),
                            ("TO_1000", "$500,000 to $999,999"),
                            ("FROM_1000", "$1,000,000 or more"),
                        ],
                        max_length=9,
                    ),
                ),
                ("said_on", models.DateField()),
                ("said_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.organization",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="grants.guidancerequest",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="grants.referral"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StateAdministrator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("state", models.CharField(max_length=2)),
                ("program", models.CharField(max_length=20)),
                ("agency", models.CharField(max_length=160, verbose_name="name of the agency")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="website")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="mailbox")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("source", models.CharField(max_length=300, verbose_name="where this stands")),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="verified on")),
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
                        to="grants.stateadministrator",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AnswerTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(max_length=4000)),
                ("made_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="one_template_per_key"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:title,text,retired_at",
                        eousa_reader="select",
                        jobs="select",
                        name="answer_template_wall",
                        office="select insert update:title,text,retired_at",
                        rows={
                            "eousa": "of the nation",
                            "eousa_reader": "of the nation",
                            "office select": "own office or all",
                        },
                        secret=("text",),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Backup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("office",), name="one_backup_per_office"
                    ),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select",
                        eousa_reader="select",
                        intake="select:id,office_id,person_id,ended_at",
                        jobs="select",
                        name="backup_wall",
                        office="select insert update:ended_at",
                        rows={"intake": "own office"},
                        secret=(),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FederalContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("OVW", "Office on Violence Against Women (OVW)"),
                            ("OVC", "Office for Victims of Crime (OVC)"),
                            ("OJP", "Office of Justice Programs (OJP)"),
                            ("CDC", "Centers for Disease Control and Prevention (CDC)"),
                            ("HHS", "Department of Health and Human Services (HHS)"),
                            ("HUD", "Department of Housing and Urban Development (HUD)"),
                        ],
                        max_length=3,
                    ),
                ),
                ("unit_name", models.CharField(max_length=120, verbose_name="name")),
                ("website", models.URLField(verbose_name="website")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=200)),
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
                        to="grants.federalcontact",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("agency",),
                        name="one_standing_contact_per_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("phone", "")), ("verified_on__isnull", False), _connector="OR"
                        ),
                        name="a_number_of_an_agency_is_verified",
                    ),
                    portal.tenancy.Wall(
                        app="select",
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        intake="select",
                        jobs="select",
                        name="federal_contact_wall",
                        oarm="select",
                        office="select",
                        operator="select",
                        partner="select",
                        public="select",
                        rows={},
                        secret=(),
                        totals="select",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opportunity", models.PositiveBigIntegerField()),
                ("closes_on", models.DateField(blank=True, null=True)),
                ("followed_on", models.DateField()),
                ("followed_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person", "opportunity"),
                        name="one_follow_per_person_and_notice",
                    ),
                    portal.tenancy.Wall(
                        audited=True,
                        jobs="select",
                        name="follow_wall",
                        office="select insert update:ended_at",
                        partner="select insert update:ended_at",
                        rows={"office": "own person", "partner": "own person"},
                        secret=(),
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="guidancerequest",
            index=models.Index(fields=["office", "-asked_at", "-id"], name="guidance_of_an_office"),
        ),
        migrations.AddIndex(
            model_name="guidancerequest",
            index=models.Index(condition=models.Q(("state", "WAITING")), fields=["due_on"], name="guidance_waiting"),
        ),
        migrations.AddIndex(
            model_name="guidancerequest",
            index=models.Index(
                condition=models.Q(("state", "CLOSED"), _negated=True), fields=["owner"], name="guidance_by_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="guidance_request_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=models.UniqueConstraint(
                fields=("organization", "id"), name="guidance_request_organization_and_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=models.UniqueConstraint(fields=("asked", "id"), name="guidance_request_asked_and_id"),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_because__gt", ""), ("closed_on__isnull", False), ("state", "CLOSED")),
                    models.Q(models.Q(("state", "CLOSED"), _negated=True), ("closed_because", ""), ("closed_on", None)),
                    _connector="OR",
                ),
                name="a_closed_question_says_when_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("office__isnull", False), ("is_central", True), _connector="OR"),
                name="without_an_office_the_center_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_on", None)),
                    models.Q(("answered_at__isnull", False), ("answered_on__isnull", False)),
                    _connector="OR",
                ),
                name="an_answer_has_a_day_and_an_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancerequest",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select:id,asked,office_id,state,is_central,owner_id,owner_name,owner_email,asked_at,asked_on,waits_since,due_on,answered_at,answered_on,closed_on insert update:owner_id,owner_name,owner_email,is_central,state,waits_since,due_on,answered_at,answered_on,closed_on,closed_because",
                eousa_reader="select:id,asked,office_id,state,is_central,owner_id,owner_name,owner_email,asked_at,asked_on,waits_since,due_on,answered_at,answered_on,closed_on",
                intake="select insert update:owner_id,owner_name,owner_email,is_central,state,waits_since,due_on,answered_at,answered_on,closed_on,closed_because",
                jobs="select update:state,waits_since,due_on,answered_at,answered_on,closed_on,closed_because",
                name="guidance_request_wall",
                office="select insert update:owner_id,owner_name,owner_email,is_central,state,waits_since,due_on,answered_at,answered_on,closed_on,closed_because",
                partner="select update:state,waits_since,due_on,answered_at,answered_on,closed_on,closed_because",
                rows={"intake": "asked"},
                secret=(),
                totals="select:id,office_id,state,is_central,owner_id,closed_because,asked_at,asked_on,waits_since,due_on,answered_at,answered_on,closed_on",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["request", "said_at"], name="thread_of_a_question"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=portal.tenancy.SameKeys(
                field="request", keys={"organization_id": "organization_id"}, name="entry_of_its_organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=portal.tenancy.SameKeys(field="request", keys={"asked": "asked"}, name="entry_of_its_key"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="entry_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "ANSWER"), _negated=True),
                    models.Q(("name__gt", ""), ("said_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_named_person_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                intake="select insert",
                jobs="select",
                name="entry_wall",
                office="select insert",
                partner="select insert",
                rows={
                    "eousa": "of a question with the center",
                    "eousa_reader": "of a question with the center",
                    "intake": "asked",
                },
                secret=("text", "kept_because"),
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["request", "noted_at"], name="notes_of_a_question"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "CONSULTED"), ("agency", ""), _connector="XOR"),
                name="a_consultation_names_the_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(fields=("key",), name="one_note_per_key"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                condition=models.Q(("came_back_on", None), ("ended_on", None), ("kind", "CONSULTED")),
                fields=("request", "agency"),
                name="an_agency_is_asked_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:came_back_on,ended_on",
                eousa_reader="select",
                jobs="select insert",
                name="note_wall",
                office="select insert update:came_back_on,ended_on",
                rows={
                    "eousa": "of a question with the center",
                    "eousa_reader": "of a question with the center",
                    "intake": "asked",
                },
                secret=("text",),
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(fields=["ends_on", "id"], name="opportunities_by_last_day"),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(fields=["number"], name="opportunities_by_number"),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(("posted_as", None), ("is_forecast", True), _connector="OR"),
                name="only_a_forecast_is_posted_as_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(("posted_as", models.F("id")), _negated=True), name="no_notice_is_posted_as_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select insert update:number,title,is_forecast,agency_code,agency_name,category,category_words,instruments,activities,activity_words,listings,applicants,eligibility,opens_on,closes_on,close_words,archive_on,updated_on,version,estimated_post_on,estimated_close_on,estimated_close_words,estimated_award_on,estimated_start_on,fiscal_year,ceiling,floor,total,awards,cost_sharing,description,link,link_words,contact_name,contact_phone,contact_email,contact_words,reading_notes,withdrawn_on,posted_as_id,ends_on",
                eousa_reader="select",
                intake="select",
                jobs="select insert update:number,title,is_forecast,agency_code,agency_name,category,category_words,instruments,activities,activity_words,listings,applicants,eligibility,opens_on,closes_on,close_words,archive_on,updated_on,version,estimated_post_on,estimated_close_on,estimated_close_words,estimated_award_on,estimated_start_on,fiscal_year,ceiling,floor,total,awards,cost_sharing,description,link,link_words,contact_name,contact_phone,contact_email,contact_words,reading_notes,withdrawn_on,posted_as_id,ends_on",
                name="opportunity_wall",
                oarm="select",
                office="select",
                operator="select",
                partner="select",
                public="select",
                rows={},
                secret=(),
                totals="select",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunityversion",
            index=models.Index(fields=["opportunity", "-noted_at"], name="versions_of_a_notice"),
        ),
        migrations.AddConstraint(
            model_name="opportunityversion",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                intake="select",
                jobs="select insert",
                name="opportunity_version_wall",
                oarm="select",
                office="select",
                operator="select",
                partner="select",
                public="select",
                rows={},
                secret=(),
                totals="select",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("request",), name="one_question_per_request"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=portal.tenancy.SameKeys(
                field="request", keys={"organization_id": "organization_id"}, name="question_of_its_organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=portal.tenancy.SameKeys(field="request", keys={"asked": "asked"}, name="question_of_its_key"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                intake="select insert",
                jobs="select",
                name="question_wall",
                office="select insert",
                partner="select",
                rows={
                    "eousa": "of a question with the center",
                    "eousa_reader": "of a question with the center",
                    "intake": "asked",
                },
                secret=("text", "email", "county", "need", "kept_because"),
                totals="select:id,office_id,request_id,channel",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["office", "made_on"], name="referrals_of_an_office"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=portal.tenancy.SameKeys(
                field="request", keys={"organization_id": "organization_id"}, name="referral_of_its_organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=portal.tenancy.SameKeys(field="request", keys={"asked": "asked"}, name="referral_of_its_key"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("asked", "id"), name="referral_asked_and_id"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="referral_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on", None)),
                fields=("request", "program", "opportunity"),
                name="pointed_to_a_program_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:withdrawn_on,outcome_due_on",
                eousa_reader="select",
                intake="select",
                jobs="select",
                name="referral_wall",
                office="select insert update:withdrawn_on,outcome_due_on",
                partner="select",
                rows={
                    "eousa": "of a question with the center",
                    "eousa_reader": "of a question with the center",
                    "intake": "asked",
                },
                secret=("reasons", "missing"),
                totals="select:id,office_id,request_id,program,opportunity,made_on,withdrawn_on",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["referral", "-said_at", "-id"], name="newest_outcome"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=portal.tenancy.SameKeys(
                field="request", keys={"organization_id": "organization_id"}, name="outcome_of_its_organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=portal.tenancy.SameKeys(field="request", keys={"asked": "asked"}, name="outcome_of_its_key"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("band", ""), ("said", "AWARDED"), _connector="OR"),
                name="only_an_award_has_an_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                intake="select insert",
                jobs="select",
                name="outcome_wall",
                office="select insert",
                partner="select insert",
                rows={
                    "eousa": "of a question with the center",
                    "eousa_reader": "of a question with the center",
                    "intake": "asked",
                },
                secret=(),
                totals="select:id,office_id,request_id,referral_id,said,because,band,said_on,said_at",
            ),
        ),
        migrations.AddIndex(
            model_name="stateadministrator",
            index=models.Index(fields=["state", "program"], name="administrators_of_a_state"),
        ),
        migrations.AddConstraint(
            model_name="stateadministrator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("state", "program"),
                name="one_standing_administrator",
            ),
        ),
        migrations.AddConstraint(
            model_name="stateadministrator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verified_on", None), ("website__gt", ""), ("phone__gt", ""), ("email__gt", ""), _connector="OR"
                ),
                name="only_who_can_be_reached_is_verified",
            ),
        ),
        migrations.AddConstraint(
            model_name="stateadministrator",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                intake="select:id,state,program,agency,website,phone,email,note,source,verified_on,superseded_at",
                jobs="select",
                name="state_administrator_wall",
                oarm="select:id,state,program,agency,website,phone,email,note,source,verified_on,superseded_at",
                office="select insert update:superseded_at",
                operator="select:id,state,program,agency,website,phone,email,note,source,verified_on,superseded_at",
                partner="select:id,state,program,agency,website,phone,email,note,source,verified_on,superseded_at",
                public="select:id,state,program,agency,website,phone,email,note,source,verified_on,superseded_at",
                rows={
                    "intake": "verified",
                    "oarm": "verified",
                    "office insert": "own state",
                    "office update": "own state",
                    "operator": "verified",
                    "partner": "verified",
                    "public": "verified",
                },
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=portal.tenancy.SameOffice(field="request", name="entry_of_its_office"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=portal.tenancy.SameOffice(field="request", name="note_of_its_office"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=portal.tenancy.SameOffice(field="request", name="question_of_its_office"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=portal.tenancy.SameOffice(field="request", name="referral_of_its_office"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=portal.tenancy.SameOffice(field="request", name="outcome_of_its_office"),
        ),
    ]
