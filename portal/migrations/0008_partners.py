import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0007_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("form", models.CharField(max_length=60)),
                ("field", models.CharField(max_length=60)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("ssn", "ssn"),
                                ("a_number", "a_number"),
                                ("birth_date", "birth_date"),
                                ("client_id", "client_id"),
                                ("phone", "phone"),
                                ("street_address", "street_address"),
                                ("docket_number", "docket_number"),
                                ("name_and_detail", "name_and_detail"),
                            ],
                            max_length=15,
                        ),
                        size=None,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why it stands there")),
                ("kept_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="heartbeat",
            name="heartbeat_wall",
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_wall",
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_wall",
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_wall",
        ),
        migrations.RemoveConstraint(
            model_name="organization",
            name="organization_wall",
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="found",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="invitation",
            name="sponsor",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="is_private",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="organization",
            name="is_confidential",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="organization",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubles",
                to="portal.organization",
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddConstraint(
            model_name="heartbeat",
            constraint=portal.tenancy.Wall(
                audited=False,
                jobs="select insert update:at,found",
                name="heartbeat_wall",
                rows={},
                secret=(),
                totals="select",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sponsor", None),
                    models.Q(("office", None), ("organization__isnull", False), ("role", "MANAGER")),
                    _connector="OR",
                ),
                name="a_sponsor_invites_the_manager_of_an_organization",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=portal.tenancy.Wall(
                app="select update:used_at",
                audited=True,
                eousa="select insert update:withdrawn_at",
                eousa_reader="select",
                jobs="select",
                name="invitation_wall",
                office="select insert update:withdrawn_at",
                partner="select insert update:withdrawn_at",
                rows={"office": "own office or sponsor"},
                secret=(),
                totals="select:id,organization_id,used_at,withdrawn_at,expires_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=portal.tenancy.Wall(
                app="select insert",
                audited=True,
                eousa="select insert update:ended_at,ended_by_id",
                eousa_reader="select",
                jobs="select",
                name="membership_wall",
                oarm="select",
                office="select insert update:ended_at,ended_by_id",
                operator="select update:ended_at,ended_by_id",
                partner="select insert update:ended_at,ended_by_id",
                rows={},
                secret=(),
                totals="select:id,organization_id,role,ended_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=portal.tenancy.Wall(
                app="insert",
                audited=True,
                eousa="select insert update:state,reason,due_at,digest_id,decided_by_id",
                eousa_reader="select",
                heads="select update:replied_at,replied_with",
                jobs="select insert update",
                name="message_wall",
                oarm="insert",
                office="select insert update:replied_at,replied_with",
                operator="insert",
                partner="insert",
                rows={
                    "eousa": "not private",
                    "eousa_reader": "open, not private",
                    "heads": "own office",
                    "office select": "own office, open",
                    "office update": "own office, open",
                },
                secret=("period", "due_on", "due_at", "recipient"),
                totals="select:id,state,due_at,digest_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_confidential", False), models.Q(("office", None), _negated=True), _connector="OR"
                ),
                name="a_confidential_organization_is_of_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None), models.Q(("merged_into", models.F("id")), _negated=True), _connector="OR"
                ),
                name="no_organization_is_its_own_double",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select insert update:name,merged_into_id",
                eousa_reader="select",
                jobs="select update:merged_into_id",
                name="organization_wall",
                oarm="select",
                office="select insert update:name,is_confidential,merged_into_id",
                operator="select",
                partner="select update:name,is_confidential",
                rows={
                    "eousa": "open",
                    "eousa_reader": "open",
                    "oarm": "open",
                    "office": "open or own",
                    "office insert": "own office",
                    "office update": "own office",
                    "operator": "open",
                    "partner": "the organization",
                },
                secret=("name",),
            ),
        ),
        migrations.AddField(
            model_name="kepttext",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="kepttext",
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
            model_name="kepttext",
            name="person",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="kepttext",
            constraint=models.CheckConstraint(
                condition=models.Q(("organization", None), ("person", None), _negated=True),
                name="somebody_answers_for_a_kept_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="kepttext",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                heads="select",
                jobs="select",
                name="kept_text_wall",
                oarm="insert",
                office="insert",
                partner="insert",
                rows={"eousa insert": "national", "oarm": "national"},
                secret=(),
            ),
        ),
    ]
