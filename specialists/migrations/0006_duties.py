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
                        expression=models.ExpressionWrapper(
                            models.Q(("head_name", ""), _negated=True), models.BooleanField()
                        ),
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
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("office", "name", "starts_on"),
                        name="a_section_begins_once",
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
