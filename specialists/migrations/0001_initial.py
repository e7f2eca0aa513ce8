import datetime
import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.db import migrations, models

import portal.tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("portal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="absences", to="portal.person"
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
                        to="specialists.absence",
                    ),
                ),
                (
                    "stand_in",
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
                "indexes": [models.Index(fields=["office", "starts_on"], name="absence_by_office")],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="absence_office_and_id"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                        name="an_absence_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stand_in", models.F("person")), _negated=True),
                        name="nobody_stands_in_for_themselves",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("superseded_at", None)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("office_id"),
                                    models.F("office_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "=",
                            ),
                            (
                                models.Func(
                                    models.F("person_id"),
                                    models.F("person_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "=",
                            ),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="nobody_is_away_twice_at_once",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="absence_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="absence_wall",
                        oarm="select",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                        totals="select:id,office_id,recorded_at,superseded_at,person_id,starts_on,ends_on,stand_in_id",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("ACTING", "An acting specialist serves"),
                            ("SHARED", "Shared with another office"),
                            ("CANNOT_NOW", "Cannot fill the post now"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_on", models.DateField()),
                ("lapses_on", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_SLOT", "no vacant position"),
                            ("HIRING_FREEZE", "hiring freeze"),
                            ("CONTINUING_RESOLUTION", "continuing resolution"),
                            ("NO_CANDIDATE", "no suitable candidate"),
                            ("OTHER", "another reason, named in the note"),
                        ],
                        max_length=24,
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True)),
                ("told_by", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
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
                        to="specialists.answer",
                    ),
                ),
                (
                    "shared_with",
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
                "abstract": False,
                "indexes": [models.Index(fields=["office", "given_on"], name="answer_by_office")],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="answer_office_and_id"),
                    models.CheckConstraint(
                        condition=models.Q(("lapses_on__gt", models.F("given_on"))), name="an_answer_lapses_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "lapses_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("given_on"), "+", models.Value(datetime.timedelta(days=90))
                                ),
                            )
                        ),
                        name="an_answer_lapses_within_90_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("says", "CANNOT_NOW"), models.Q(("reason", ""), ("review_on", None)), _connector="XOR"
                        ),
                        name="only_cannot_now_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("says", "SHARED"), ("shared_with", None), _connector="XOR"),
                            models.Q(("shared_with", models.F("office")), _negated=True),
                        ),
                        name="a_shared_answer_names_another_office",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="answer_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="answer_wall",
                        oarm="select",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                        totals="select:id,office_id,recorded_at,superseded_at,says,given_on,lapses_on,shared_with_id",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("AUSA_542", "AUSA (28 USC 542)"),
                            ("SAUSA_543", "special AUSA (28 USC 543)"),
                            ("SAUSA_925D", "special AUSA (18 USC 925D with 28 USC 543)"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("FULL_TIME", "full time"),
                            ("COLLATERAL", "collateral duty"),
                            ("ACTING", "acting"),
                            ("SHARED", "shared with another office"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="portal.person"
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
                        to="specialists.appointment",
                    ),
                ),
                (
                    "shared_with",
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
                "abstract": False,
                "indexes": [models.Index(fields=["office", "starts_on"], name="appointment_by_office")],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="appointment_office_and_id"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                        name="an_appointment_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "SHARED"), ("shared_with", None), _connector="XOR"),
                            models.Q(("shared_with", models.F("office")), _negated=True),
                        ),
                        name="a_shared_appointment_names_another_office",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "FULL_TIME"), ("superseded_at", None)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("office_id"),
                                    models.F("office_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "=",
                            ),
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="no_two_full_time_specialists_at_once",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="appointment_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="appointment_wall",
                        oarm="select",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                        totals="select:id,office_id,recorded_at,superseded_at,person_id,authority,kind,starts_on,ends_on,shared_with_id",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("asked_on", models.DateField()),
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
                        to="specialists.asking",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="asking_office_and_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)), fields=("office",), name="an_office_is_asked_once"
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="asking_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="asking_wall",
                        oarm="select",
                        office="select",
                        rows={},
                        secret=(),
                        totals="select:id,office_id,recorded_at,superseded_at,asked_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="desks", to="portal.person"
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
                        to="specialists.desk",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="desk_office_and_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("office",),
                        name="one_desk_officer_per_office",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="desk_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="desk_wall",
                        oarm="select",
                        office="select",
                        rows={},
                        secret=(),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterUpload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("table", models.CharField(max_length=12)),
                ("rows", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("CHECKED", "checked, nothing written yet"), ("APPLIED", "applied")],
                        default="CHECKED",
                        max_length=8,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at"],
                "constraints": [
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:state,applied_at,rows",
                        eousa_reader="select",
                        name="roster_upload_wall",
                        rows={},
                        secret=("rows",),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("US_ATTORNEY", "US Attorney"),
                            ("FIRST_ASSISTANT", "First Assistant"),
                            ("ADMINISTRATIVE_OFFICER", "Administrative officer"),
                            ("STAFFING_MAILBOX", "Staffing mailbox"),
                        ],
                        max_length=22,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(max_length=254)),
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
                        to="specialists.staffcontact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="staffcontact_office_and_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("office", "post"),
                        name="one_contact_per_post",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="staff_contact_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="staff_contact_wall",
                        oarm="select",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                    ),
                ],
            },
        ),
    ]
