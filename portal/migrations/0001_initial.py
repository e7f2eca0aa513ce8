import secrets
import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import portal.tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            (Path(__file__).parent / "0001_audit.sql").read_text(),
            "DROP TABLE audit.event, audit.access CASCADE; DROP FUNCTION audit.record(), audit.kept(jsonb, text[])",
        ),
        migrations.CreateModel(
            name="AccessEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("SIGN_IN", "Sign In"),
                            ("SIGN_OUT", "Sign Out"),
                            ("SIGN_IN_FAILED", "Sign In Failed"),
                            ("CONSENT", "Consent"),
                            ("REFUSED", "Refused"),
                            ("EXPORT", "Export"),
                            ("SWITCH", "Switch"),
                            ("ROLE_CHANGE", "Role Change"),
                            ("READ", "Read"),
                        ]
                    ),
                ),
                ("person_id", models.BigIntegerField(null=True)),
                ("role", models.TextField(blank=True)),
                ("office_id", models.BigIntegerField(null=True)),
                ("request_id", models.TextField(blank=True)),
                ("path", models.TextField(blank=True)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "db_table": 'audit"."access',
                "ordering": ["-at"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("transaction_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField(null=True)),
                ("role", models.TextField()),
                ("log_in", models.TextField()),
                ("request_id", models.TextField()),
                ("office_id", models.BigIntegerField(null=True)),
                ("organization_id", models.BigIntegerField(null=True)),
                ("table_name", models.TextField()),
                ("row_key", models.TextField()),
                ("operation", models.TextField()),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
            ],
            options={
                "db_table": 'audit"."event',
                "ordering": ["-id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Hotline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("name_es", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="What to send where, for example: START to 88788", max_length=40
                    ),
                ),
                ("tty", models.CharField(blank=True, max_length=20)),
                ("videophone", models.CharField(blank=True, max_length=20)),
                ("languages", models.CharField(blank=True, max_length=100)),
                ("order", models.PositiveSmallIntegerField()),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    portal.tenancy.Wall(
                        app="select",
                        audited=True,
                        eousa="select update:verified_on",
                        eousa_reader="select",
                        intake="select",
                        jobs="select",
                        name="hotline_wall",
                        oarm="select",
                        office="select",
                        operator="select",
                        partner="select",
                        public="select",
                        rows={},
                        secret=(),
                        totals="select",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("court_id", models.CharField(max_length=5, unique=True)),
                ("official_name", models.CharField(max_length=80)),
                ("abbreviation", models.CharField(max_length=20, unique=True)),
                ("site_code", models.CharField(max_length=12)),
                ("state", models.CharField(max_length=2)),
                ("circuit", models.CharField(max_length=2)),
                ("statute", models.CharField(max_length=60)),
                ("us_attorney_unit", models.CharField(max_length=8)),
                ("time_zone", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["abbreviation"],
                "constraints": [
                    portal.tenancy.Wall(
                        app="select",
                        audited=True,
                        eousa="select",
                        eousa_reader="select",
                        intake="select",
                        jobs="select",
                        name="office_wall",
                        oarm="select",
                        office="select",
                        operator="select",
                        partner="select",
                        public="select",
                        rows={},
                        secret=(),
                        totals="select",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("is_demo", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    portal.tenancy.Wall(
                        app="select",
                        audited=True,
                        eousa="select insert",
                        eousa_reader="select",
                        jobs="select",
                        name="organization_wall",
                        oarm="select",
                        office="select",
                        operator="select",
                        partner="select",
                        rows={"partner": "the organization"},
                        secret=(),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="portal.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="OfficeContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MAIN_PHONE", "Main phone"),
                            ("PUBLIC_MAILBOX", "Public mailbox"),
                            ("VICTIM_WITNESS", "Victim-witness line"),
                        ],
                        max_length=14,
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=120)),
                ("verified_on", models.DateField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="portal.office"
                    ),
                ),
                (
                    "verified_by",
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
                "ordering": ["kind"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("cause", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=80)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                ("period", models.CharField(max_length=40)),
                ("recipient", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "waiting"),
                            ("SENDING", "being sent"),
                            ("SENT", "sent"),
                            ("CANCELLED", "canceled"),
                            ("FAILED", "failed"),
                        ],
                        default="PENDING",
                        max_length=9,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="portal.office",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="portal.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="portal.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="portal.organization",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="portal.person"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=120)),
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
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="portal.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="portal.organization",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("sessions_key", models.CharField(default=secrets.token_hex, max_length=64)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="user", to="portal.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("city", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("HEADQUARTERS", "headquarters"),
                            ("STAFFED", "staffed branch office"),
                            ("UNSTAFFED", "unstaffed branch office"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_verified", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=200)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="portal.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "scope",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_on", models.DateField(blank=True, null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="portal.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    portal.tenancy.Wall(
                        app="select insert update:revoked_at,last_used_on",
                        audited=True,
                        name="api_token_wall",
                        rows={},
                        secret=("key_hash",),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="portal.message",
                    ),
                ),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("is_secret", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    portal.tenancy.Wall(
                        app="insert",
                        audited=True,
                        eousa="insert",
                        jobs="select insert update:text,html",
                        name="message_text_wall",
                        office="insert",
                        partner="insert",
                        rows={},
                        secret=("text", "html"),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="County",
            fields=[
                ("fips", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=2)),
                ("search_name", models.CharField(db_index=True, max_length=80)),
                ("split", models.CharField(blank=True, max_length=200)),
                ("is_current", models.BooleanField(default=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counties",
                        to="portal.office",
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
            ],
            options={
                "ordering": ["state", "name"],
                "constraints": [
                    portal.tenancy.Wall(
                        app="select",
                        audited=True,
                        eousa="select",
                        eousa_reader="select",
                        intake="select",
                        jobs="select",
                        name="county_wall",
                        oarm="select",
                        office="select",
                        operator="select",
                        partner="select",
                        public="select",
                        rows={"office": "all"},
                        secret=(),
                        totals="select",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=portal.tenancy.Wall(
                app="select insert update:name,title,is_active",
                audited=True,
                eousa="select insert update:name,title,is_active",
                eousa_reader="select",
                jobs="select",
                name="person_wall",
                oarm="select",
                office="select",
                operator="select",
                partner="select",
                rows={"oarm": "government", "office": "government", "partner": "own organization"},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="officecontact",
            constraint=models.UniqueConstraint(fields=("office", "kind"), name="one_contact_of_a_kind_per_office"),
        ),
        migrations.AddConstraint(
            model_name="officecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("value", ""), ("verified_on", None)),
                    models.Q(("value", ""), _negated=True),
                    _connector="OR",
                ),
                name="only_a_known_contact_is_verified",
            ),
        ),
        migrations.AddConstraint(
            model_name="officecontact",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select update:value,verified_on,verified_by_id",
                eousa_reader="select",
                intake="select",
                jobs="select",
                name="office_contact_wall",
                oarm="select",
                office="select update:value,verified_on,verified_by_id",
                operator="select",
                partner="select",
                public="select",
                rows={"office select": "all"},
                secret=(),
                totals="select",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["PENDING", "SENDING"])), fields=["due_at"], name="message_due"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["office", "-created_at", "id"], name="message_of_office"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("cause", "about", "rung", "period", "recipient"), name="a_message_once"
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
                office="select insert",
                partner="insert",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("office", None),
                        ("organization", None),
                        ("role__in", ["EOUSA", "EOUSA_READER", "OARM", "OPERATOR"]),
                    ),
                    models.Q(
                        ("office__isnull", False),
                        ("organization", None),
                        ("role__in", ["LEADERSHIP", "OFFICER", "SPECIALIST", "STAFF"]),
                    ),
                    models.Q(("office", None), ("organization__isnull", False), ("role__in", ["ADVOCATE", "MANAGER"])),
                    _connector="OR",
                ),
                name="a_role_is_held_where_it_belongs",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("person", "role", "office", "organization"),
                name="a_role_is_held_once_at_a_time",
                nulls_distinct=False,
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
                operator="select",
                partner="select insert update:ended_at,ended_by_id",
                rows={},
                secret=(),
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
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=portal.tenancy.Wall(
                app="select insert update", audited=True, name="user_wall", rows={}, secret=("password", "sessions_key")
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("office", "city"), name="a_city_once_per_office"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select",
                eousa_reader="select",
                intake="select",
                jobs="select",
                name="place_wall",
                oarm="select",
                office="select",
                operator="select",
                partner="select",
                public="select",
                rows={"office": "all"},
                secret=(),
                totals="select",
            ),
        ),
    ]
