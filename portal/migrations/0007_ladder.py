import django.db.models.deletion
from django.db import migrations, models

import portal.models.owned
import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0006_from_gap_to_specialist"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "information",
                    models.CharField(
                        choices=[
                            ("DAILY", "every working day on which there is something"),
                            ("WEEKLY", "once a week, on its first working day"),
                            ("NEVER", "never; reminders still come"),
                        ],
                        default="WEEKLY",
                        max_length=6,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RungSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("cause", models.CharField(max_length=40)),
                ("rung", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254)),
                ("since", models.DateTimeField()),
                ("reason", models.CharField(max_length=300)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-since", "-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_wall",
        ),
        migrations.RemoveConstraint(
            model_name="person",
            name="person_wall",
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_due",
        ),
        migrations.AddField(
            model_name="message",
            name="audience",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AddField(
            model_name="message",
            name="decided_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="portal.message",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="is_confidential",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="news_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="replied_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="replied_with",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ACKNOWLEDGED", "has read it"),
                    ("HIRING", "says that the office is still hiring"),
                    ("NOT_ME", "says that this is the wrong person"),
                ],
                db_default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="seen_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("PENDING", "waiting"),
                    ("SENDING", "being sent"),
                    ("SENT", "sent"),
                    ("CANCELLED", "canceled"),
                    ("FAILED", "failed"),
                    ("NOBODY", "nobody to tell"),
                    ("SKIPPED", "skipped"),
                ],
                default="PENDING",
                max_length=9,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("digest", None), ("state__in", ["PENDING", "SENDING"])),
                fields=["due_at", "id"],
                name="message_to_send",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False)), fields=["cause", "about"], name="message_of_matter"
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
                    "eousa_reader": "open",
                    "heads": "own office",
                    "office select": "own office, open",
                    "office update": "own office, open",
                },
                secret=("period", "due_on", "due_at"),
                totals="select:id,state,due_at,digest_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=portal.tenancy.Wall(
                app="select insert update:name,title,is_active,seen_on",
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
            model_name="calendarfeed",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="feeds", to="portal.membership"
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="feeds", to="portal.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="heartbeat",
            constraint=portal.tenancy.Wall(
                audited=False,
                jobs="select insert update:at",
                name="heartbeat_wall",
                rows={},
                secret=(),
                totals="select",
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="preference", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="rungsetting",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="rungsetting",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.rungsetting",
            ),
        ),
        migrations.AddField(
            model_name="suppression",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("membership",), name="one_live_feed_per_membership"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select insert update:revoked_at",
                eousa_reader="select insert update:revoked_at",
                name="calendar_feed_wall",
                oarm="select insert update:revoked_at",
                office="select insert update:revoked_at",
                rows={
                    "eousa": "own person",
                    "eousa_reader": "own person",
                    "oarm": "own person",
                    "office": "own person",
                },
                secret=("key_hash",),
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:information",
                eousa_reader="select insert update:information",
                jobs="select",
                name="preference_wall",
                oarm="select insert update:information",
                office="select insert update:information",
                operator="select insert update:information",
                partner="select insert update:information",
                rows={
                    "eousa": "own person",
                    "eousa_reader": "own person",
                    "oarm": "own person",
                    "office": "own person",
                    "operator": "own person",
                    "partner": "own person",
                },
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="rungsetting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)), fields=("cause", "rung"), name="a_rung_is_set_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rungsetting",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                jobs="select",
                name="rung_setting_wall",
                oarm="select",
                office="select",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("address",), name="an_address_is_refused_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select update:lifted_at,lifted_by_id",
                eousa_reader="select",
                jobs="select insert",
                name="suppression_wall",
                rows={},
                secret=(),
            ),
        ),
    ]
