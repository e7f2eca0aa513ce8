import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_withheld"),
        ("specialists", "0005_ladder"),
    ]

    operations = [
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
                ("number", models.PositiveIntegerField()),
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
                        to="specialists.casecount",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="casecount_office_and_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("office", "quarter_on", "statute", "measure", "reason"),
                        name="one_standing_count_per_cell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure", "DECLINED"), ("reason", ""), _connector="XOR"),
                        name="what_was_declined_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter_on__day", 1), ("quarter_on__month__in", [1, 4, 7, 10])),
                        name="a_count_begins_a_quarter",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="case_count_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        jobs="select:id,office_id,quarter_on,recorded_at,superseded_at",
                        name="case_count_wall",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                        totals="select:id,office_id,quarter_on,statute,measure,reason,number,recorded_at,superseded_at",
                        withheld=("number",),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=120, verbose_name="name of the section")),
                ("head_name", models.CharField(blank=True, max_length=120, verbose_name="chief")),
                (
                    "is_headed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("head_name", ""), _negated=True),
                        output_field=models.BooleanField(),
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("deputies", models.PositiveSmallIntegerField(default=0, verbose_name="deputy chiefs")),
                ("attorneys", models.PositiveSmallIntegerField(default=0, verbose_name="attorneys")),
                ("advocates", models.PositiveSmallIntegerField(default=0, verbose_name="victim advocates")),
                (
                    "interviewers",
                    models.PositiveSmallIntegerField(default=0, verbose_name="child forensic interviewers"),
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
                        to="specialists.section",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["office", "starts_on"], name="sections_of_an_office")],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="section_office_and_id"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                        name="a_section_ends_after_it_began",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="section_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="section_wall",
                        oarm="select",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                        totals="select:id,office_id,recorded_at,superseded_at,is_headed,starts_on,ends_on",
                    ),
                ],
            },
        ),
    ]
