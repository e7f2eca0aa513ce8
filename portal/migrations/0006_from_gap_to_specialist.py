import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_hotlines"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("EOUSA", "EOUSA desk officer"),
                            ("EOUSA_READER", "EOUSA reader"),
                            ("OARM", "OARM analyst"),
                            ("LEADERSHIP", "US Attorney or First Assistant"),
                            ("OFFICER", "administrative officer"),
                            ("SPECIALIST", "domestic violence specialist"),
                            ("STAFF", "victim-witness staff"),
                            ("ADVOCATE", "advocate"),
                            ("MANAGER", "organization manager"),
                            ("OPERATOR", "operator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("items", models.JSONField(default=list)),
                ("note", models.TextField(blank=True, max_length=2000)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
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
            model_name="messagetext",
            name="message_text_wall",
        ),
        migrations.RemoveConstraint(
            model_name="person",
            name="person_wall",
        ),
        migrations.AlterField(
            model_name="message",
            name="created_at",
            field=models.DateTimeField(default=portal.models.owned.recorded_now),
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
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=portal.tenancy.Wall(
                app="insert",
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                jobs="select insert update",
                name="message_wall",
                oarm="insert",
                office="select insert",
                operator="insert",
                partner="insert",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="messagetext",
            constraint=portal.tenancy.Wall(
                app="insert",
                audited=True,
                eousa="insert",
                jobs="select insert update:text,html",
                name="message_text_wall",
                oarm="insert",
                office="insert",
                operator="insert",
                partner="insert",
                rows={},
                secret=("text", "html"),
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=portal.tenancy.Wall(
                app="select insert update:name,title,is_active",
                audited=True,
                eousa="select insert update:name,title,is_active",
                eousa_reader="select",
                heads="insert",
                jobs="select",
                name="person_wall",
                oarm="select",
                office="select",
                operator="select update:is_active",
                partner="select",
                rows={
                    "heads": "government",
                    "oarm": "government",
                    "office": "government",
                    "partner": "own organization",
                },
                secret=(),
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="giver",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="handover",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="handover",
            name="office",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="handover",
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
            model_name="handover",
            name="taker",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taker", None), models.Q(("taker", models.F("giver")), _negated=True), _connector="OR"
                ),
                name="nobody_hands_over_to_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                jobs="select",
                name="hand_over_wall",
                oarm="select insert",
                office="select insert",
                partner="select insert",
                rows={"oarm": "national"},
                secret=(),
            ),
        ),
    ]
