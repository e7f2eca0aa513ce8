import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0006_from_gap_to_specialist"),
        ("specialists", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="absence",
            name="recorded_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
        ),
        migrations.AlterField(
            model_name="answer",
            name="recorded_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="recorded_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
        ),
        migrations.AlterField(
            model_name="asking",
            name="recorded_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
        ),
        migrations.AlterField(
            model_name="desk",
            name="recorded_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
        ),
        migrations.AlterField(
            model_name="staffcontact",
            name="recorded_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
        ),
        migrations.CreateModel(
            name="FieldDivision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=40)),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("CHECKED", "checked against the primary source"),
                            ("DOCUMENTED", "one public document says so"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select",
                        eousa_reader="select",
                        jobs="select",
                        name="field_division_wall",
                        oarm="select",
                        office="select",
                        rows={},
                        secret=(),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DesignatedCommunity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("designated_in", models.DateField()),
                ("source", models.CharField(max_length=200)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.county",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="designated_communities",
                        to="portal.office",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "designated communities",
                "ordering": ["name"],
                "constraints": [
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select",
                        eousa_reader="select",
                        jobs="select",
                        name="designated_community_wall",
                        oarm="select",
                        office="select",
                        rows={},
                        secret=(),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DivisionContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("verified_on", models.DateField()),
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
                        to="specialists.divisioncontact",
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="specialists.fielddivision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("division",),
                        name="one_contact_per_field_division",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_division_contact_can_be_reached",
                    ),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="division_contact_wall",
                        oarm="select",
                        office="select",
                        rows={},
                        secret=(),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointOfContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
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
                        to="specialists.pointofcontact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("office", "id"), name="pointofcontact_office_and_id"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                        name="a_point_of_contact_ends_after_it_starts",
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
                            (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                        ],
                        name="one_point_of_contact_at_a_time",
                    ),
                    portal.tenancy.SameOffice(field="replaces", name="point_of_contact_replaces_own"),
                    portal.tenancy.Wall(
                        audited=True,
                        eousa="select insert update:superseded_at",
                        eousa_reader="select",
                        jobs="select",
                        name="point_of_contact_wall",
                        oarm="select",
                        office="select insert update:superseded_at",
                        rows={},
                        secret=(),
                    ),
                ],
            },
        ),
    ]
