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
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(max_length=254)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "used_for",
                    models.CharField(
                        blank=True, choices=[("ACKNOWLEDGE", "acknowledge"), ("HIRING", "still hiring")], max_length=11
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("background_opened_on", models.DateField(blank=True, null=True)),
                ("background_closed_on", models.DateField(blank=True, null=True)),
                ("drug_test_on", models.DateField(blank=True, null=True)),
                ("not_to_exceed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
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
            ],
            options={
                "verbose_name_plural": "designated communities",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Directive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField(max_length=8000)),
                (
                    "issuers",
                    models.CharField(choices=[("EOUSA", "EOUSA"), ("OARM_AND_EOUSA", "OARM and EOUSA")], max_length=14),
                ),
                ("legal_basis", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                (
                    "asks",
                    models.CharField(
                        choices=[
                            ("ACKNOWLEDGE", "acknowledge it"),
                            ("COVERAGE", "say who does the specialist’s work, or why nobody does"),
                            ("BUDGET", "name its budget authority, or say why it has none"),
                        ],
                        max_length=11,
                    ),
                ),
                ("is_emergency", models.BooleanField(default=False)),
                ("banner", models.CharField(blank=True, max_length=160)),
                (
                    "template",
                    models.CharField(
                        blank=True,
                        choices=[("", "none"), ("MEMO", "fill the specialist’s position"), ("EMERGENCY", "emergency")],
                        max_length=9,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-written_at", "-id"],
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
            ],
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
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("OPEN", "vacancy opened"),
                            ("FIND_BUDGET", "budget identified"),
                            ("LACK_BUDGET", "no budget found"),
                            ("REQUEST_POSITION", "position requested from EOUSA"),
                            ("GRANT_POSITION", "position granted by EOUSA"),
                            ("REFUSE_POSITION", "position refused by EOUSA"),
                            ("REQUEST_SPECIAL", "special AUSA requested from EOUSA"),
                            ("REFUSE_SPECIAL", "special AUSA refused by EOUSA"),
                            ("APPOINT_PARTIAL", "special AUSA under 18 USC 925D appointed; the post stays open"),
                            ("APPOINT_SPECIAL", "special AUSA designated"),
                            ("ANNOUNCE", "position announced"),
                            ("SCREEN", "screening begun"),
                            ("NOMINATE", "nominated"),
                            ("RETURN", "returned by OARM"),
                            ("APPROVE", "approved by OARM"),
                            ("APPROVE_WITH_CONDITIONS", "approved by OARM with conditions"),
                            ("DECLINE", "declined by OARM"),
                            ("TAKE_BACK", "nomination taken back"),
                            ("OFFER", "conditional offer made"),
                            ("BEGIN_CHECKS", "pre-employment checks begun"),
                            ("LOSE_CANDIDATE", "back to screening"),
                            ("ENTER", "entered on duty"),
                            ("DESIGNATE", "specialist designated"),
                            ("DESIGNATE_SITTING", "sitting AUSA designated"),
                            ("WITHDRAW", "closed without a specialist"),
                            ("VOID", "taken off the record: opened in error"),
                        ],
                        max_length=23,
                    ),
                ),
                (
                    "stage_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GAP_KNOWN", "gap known"),
                            ("NO_BUDGET", "no budget authority"),
                            ("POSITION_REQUESTED", "position requested from EOUSA"),
                            ("SPECIAL_REQUESTED", "special AUSA requested from EOUSA"),
                            ("BUDGET_IDENTIFIED", "budget identified"),
                            ("ANNOUNCED", "announced"),
                            ("SCREENING", "screening and interviews"),
                            ("NOMINATED", "nominated, with OARM"),
                            ("RETURNED", "returned to the office"),
                            ("APPROVED", "approved"),
                            ("OFFERED", "conditional offer"),
                            ("CHECKS", "pre-employment checks"),
                            ("ENTERED", "entered on duty"),
                            ("DESIGNATED", "specialist designated"),
                            ("WITHDRAWN", "closed without a specialist"),
                        ],
                        max_length=18,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("GAP_KNOWN", "gap known"),
                            ("NO_BUDGET", "no budget authority"),
                            ("POSITION_REQUESTED", "position requested from EOUSA"),
                            ("SPECIAL_REQUESTED", "special AUSA requested from EOUSA"),
                            ("BUDGET_IDENTIFIED", "budget identified"),
                            ("ANNOUNCED", "announced"),
                            ("SCREENING", "screening and interviews"),
                            ("NOMINATED", "nominated, with OARM"),
                            ("RETURNED", "returned to the office"),
                            ("APPROVED", "approved"),
                            ("OFFERED", "conditional offer"),
                            ("CHECKS", "pre-employment checks"),
                            ("ENTERED", "entered on duty"),
                            ("DESIGNATED", "specialist designated"),
                            ("WITHDRAWN", "closed without a specialist"),
                        ],
                        max_length=18,
                    ),
                ),
                ("made_on", models.DateField()),
                (
                    "detail",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("VACANT_SLOT", "vacant slot"),
                            ("ATTRITION", "attrition"),
                            ("REALLOCATION", "reallocation"),
                            ("DETAIL", "detail"),
                            ("NEW_POSITION", "new position from EOUSA"),
                            ("NO_SLOT", "none: no slot"),
                            ("HIRING_FREEZE", "none: hiring freeze"),
                            ("CONTINUING_RESOLUTION", "none: continuing resolution"),
                            ("REFUSED", "none: EOUSA had no position"),
                            ("OTHER", "none: another reason"),
                            ("SAUSA_543", "special AUSA (28 USC 543)"),
                            ("SAUSA_925D", "special AUSA for firearms cases (18 USC 925D with 28 USC 543)"),
                            ("TRIBAL_543", "tribal special AUSA (28 USC 543)"),
                        ],
                        max_length=21,
                    ),
                ),
                ("nomination_before", models.CharField(blank=True, max_length=11)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MoveNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("DOCUMENT_MISSING", "a document is missing"),
                            ("BAR_CERTIFICATE", "bar certificate"),
                            ("REFERENCES", "references"),
                            ("CONFLICT", "question about a conflict of interest"),
                            ("BUDGET", "budget authority not shown"),
                            ("OTHER", "another reason"),
                            ("CANDIDATE_WITHDREW", "the candidate withdrew"),
                            ("OFFER_DECLINED", "the offer was declined"),
                            ("CHECKS_NOT_PASSED", "the checks were not passed"),
                            ("NO_LONGER_NEEDED", "the post is filled in another way"),
                            ("OTHER", "another reason"),
                        ],
                        max_length=18,
                        verbose_name="reason",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="note")),
                ("at", models.DateTimeField(default=portal.models.owned.recorded_now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("candidate_name", models.CharField(max_length=120)),
                ("candidate_email", models.EmailField(max_length=254)),
                ("proposed_on", models.DateField(blank=True, null=True)),
                ("documents", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PREPARED", "being prepared"),
                            ("SENT", "with OARM"),
                            ("RETURNED", "returned to the office"),
                            ("APPROVED", "approved"),
                            ("CONDITIONAL", "approved with conditions"),
                            ("DECLINED", "declined"),
                            ("WITHDRAWN", "withdrawn"),
                            ("DONE", "on duty and designated"),
                        ],
                        default="PREPARED",
                        max_length=11,
                    ),
                ),
                ("prepared_at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NominationRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=portal.models.owned.recorded_now)),
                ("text", models.TextField(max_length=4000)),
            ],
            options={
                "ordering": ("at", "id"),
                "abstract": False,
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_name", models.CharField(blank=True, max_length=254)),
                (
                    "acknowledged_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SIGNED_IN", "signed in"),
                            ("BY_LINK", "by the link in the mail"),
                            ("TOLD", "told to EOUSA"),
                        ],
                        max_length=9,
                    ),
                ),
                ("hiring_at", models.DateTimeField(blank=True, null=True)),
                ("hiring_name", models.CharField(blank=True, max_length=254)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_name", models.CharField(blank=True, max_length=254)),
                (
                    "answered_with",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ACKNOWLEDGMENT", "acknowledged"),
                            ("ANSWER", "the office’s answer about coverage"),
                            ("SERVES", "a specialist serves"),
                            ("HIRING", "a vacancy is being filled"),
                            ("BUDGET", "budget authority identified"),
                            ("NO_BUDGET", "no budget authority, with the reason"),
                            ("REQUESTED", "position requested from EOUSA"),
                        ],
                        max_length=14,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("GAP_KNOWN", "gap known"),
                            ("NO_BUDGET", "no budget authority"),
                            ("POSITION_REQUESTED", "position requested from EOUSA"),
                            ("SPECIAL_REQUESTED", "special AUSA requested from EOUSA"),
                            ("BUDGET_IDENTIFIED", "budget identified"),
                            ("ANNOUNCED", "announced"),
                            ("SCREENING", "screening and interviews"),
                            ("NOMINATED", "nominated, with OARM"),
                            ("RETURNED", "returned to the office"),
                            ("APPROVED", "approved"),
                            ("OFFERED", "conditional offer"),
                            ("CHECKS", "pre-employment checks"),
                            ("ENTERED", "entered on duty"),
                            ("DESIGNATED", "specialist designated"),
                            ("WITHDRAWN", "closed without a specialist"),
                        ],
                        default="GAP_KNOWN",
                        max_length=18,
                    ),
                ),
                ("moved_on", models.DateField()),
                (
                    "budget",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("VACANT_SLOT", "vacant slot"),
                            ("ATTRITION", "attrition"),
                            ("REALLOCATION", "reallocation"),
                            ("DETAIL", "detail"),
                            ("NEW_POSITION", "new position from EOUSA"),
                            ("NO_SLOT", "none: no slot"),
                            ("HIRING_FREEZE", "none: hiring freeze"),
                            ("CONTINUING_RESOLUTION", "none: continuing resolution"),
                            ("REFUSED", "none: EOUSA had no position"),
                            ("OTHER", "none: another reason"),
                        ],
                        max_length=21,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("trained_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "vacancies",
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="desk",
            name="desk_wall",
        ),
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
        migrations.AddConstraint(
            model_name="desk",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                jobs="select",
                name="desk_wall",
                oarm="select",
                office="select",
                rows={},
                secret=(),
                totals="select:id,office_id,recorded_at,superseded_at,person_id",
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="person",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="clearance",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="clearance",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="clearance",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="specialists.clearance",
            ),
        ),
        migrations.AddField(
            model_name="designatedcommunity",
            name="county",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.county"
            ),
        ),
        migrations.AddField(
            model_name="designatedcommunity",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="designated_communities", to="portal.office"
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="issued_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="written_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="divisioncontact",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="divisioncontact",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="specialists.divisioncontact",
            ),
        ),
        migrations.AddConstraint(
            model_name="fielddivision",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select",
                name="field_division_wall",
                oarm="select",
                office="select",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddField(
            model_name="divisioncontact",
            name="division",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="specialists.fielddivision"
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="move",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="move",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="specialists.move",
            ),
        ),
        migrations.AddField(
            model_name="movenote",
            name="move",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="note",
                to="specialists.move",
            ),
        ),
        migrations.AddField(
            model_name="movenote",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="claimed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claimed_nominations",
                to="portal.person",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="nominating_official",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="prepared_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="move",
            name="nomination",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="specialists.nomination",
            ),
        ),
        migrations.AddField(
            model_name="nominationremark",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="nominationremark",
            name="nomination",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remarks",
                to="specialists.nomination",
            ),
        ),
        migrations.AddField(
            model_name="nominationremark",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="pointofcontact",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="pointofcontact",
            name="person",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="pointofcontact",
            name="recorded_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"),
        ),
        migrations.AddField(
            model_name="pointofcontact",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="specialists.pointofcontact",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="acknowledged_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="specialists.answer",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="answered_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.person"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="directive",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="specialists.directive"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="specialists.response"
            ),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="appointment",
            field=models.OneToOneField(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vacancy",
                to="specialists.appointment",
            ),
        ),
        migrations.AddField(
            model_name="vacancy",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="portal.office"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="vacancy",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="nominations",
                to="specialists.vacancy",
            ),
        ),
        migrations.AddField(
            model_name="move",
            name="vacancy",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="specialists.vacancy",
            ),
        ),
        migrations.AddField(
            model_name="clearance",
            name="vacancy",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clearances",
                to="specialists.vacancy",
            ),
        ),
        migrations.AddConstraint(
            model_name="designatedcommunity",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select",
                eousa_reader="select",
                jobs="select",
                name="designated_community_wall",
                oarm="select",
                office="select",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="directive",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_emergency", False), models.Q(("banner", ""), _negated=True), _connector="OR"),
                name="an_emergency_has_a_banner_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="directive",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:title,text,issuers,legal_basis,due_on,asks,is_emergency,banner,written_by_id,written_at,issued_by_id,issued_at,withdrawn_by_id,withdrawn_at,withdrawn_because",
                eousa_reader="select",
                jobs="select",
                name="directive_wall",
                oarm="select",
                office="select",
                rows={"oarm": "issued", "office": "issued"},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="divisioncontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)), fields=("division",), name="one_contact_per_field_division"
            ),
        ),
        migrations.AddConstraint(
            model_name="divisioncontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email", ""), _negated=True), models.Q(("phone", ""), _negated=True), _connector="OR"
                ),
                name="a_division_contact_can_be_reached",
            ),
        ),
        migrations.AddConstraint(
            model_name="divisioncontact",
            constraint=portal.tenancy.Wall(
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
        ),
        migrations.AddConstraint(
            model_name="movenote",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="movenote_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="movenote",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                heads="select insert",
                name="move_note_wall",
                oarm="select insert",
                rows={},
                secret=("reason", "text"),
            ),
        ),
        migrations.AddConstraint(
            model_name="nominationremark",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="nominationremark_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="nominationremark",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert",
                heads="select insert",
                name="nomination_remark_wall",
                oarm="select insert",
                rows={},
                secret=("text",),
            ),
        ),
        migrations.AddConstraint(
            model_name="pointofcontact",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="pointofcontact_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="pointofcontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                name="a_point_of_contact_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointofcontact",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("superseded_at", None)),
                expressions=[
                    (
                        models.Func(
                            models.F("office_id"), models.F("office_id"), models.Value("[]"), function="int8range"
                        ),
                        "=",
                    ),
                    (models.Func(models.F("starts_on"), models.F("ends_on"), function="daterange"), "&&"),
                ],
                name="one_point_of_contact_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointofcontact",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                jobs="select",
                name="point_of_contact_wall",
                oarm="select",
                office="select insert update:superseded_at",
                rows={},
                secret=(),
                totals="select:id,office_id,recorded_at,superseded_at,person_id,starts_on,ends_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="response_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(
                fields=("directive", "office"), name="one_response_per_directive_and_office"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at", None), ("acknowledged_at__isnull", False), _connector="OR"),
                name="an_answer_is_also_an_acknowledgment",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:acknowledged_at,acknowledged_by_id,acknowledged_name,acknowledged_how,hiring_at,hiring_name,answered_at,answered_by_id,answered_name,answered_with,answer_id,withdrawn_at",
                eousa_reader="select",
                jobs="select",
                name="response_wall",
                oarm="select",
                office="select update:acknowledged_at,acknowledged_by_id,acknowledged_name,acknowledged_how,hiring_at,hiring_name,answered_at,answered_by_id,answered_name,answered_with,answer_id",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="answerlink_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.UniqueConstraint(
                fields=("response", "email"), name="one_link_per_response_and_recipient"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select insert",
                eousa_reader="select",
                jobs="select",
                name="answer_link_wall",
                oarm="select",
                office="select update:used_at,used_for",
                rows={},
                secret=("key_hash",),
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(fields=["stage", "moved_on"], name="vacancy_by_stage"),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="vacancy_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on", None)), fields=("office",), name="one_open_vacancy_per_office"
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage", "DESIGNATED"), ("appointment", None), _connector="XOR"),
                name="a_vacancy_is_filled_with_an_appointment",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["DESIGNATED", "WITHDRAWN"]), ("closed_on", None), _connector="XOR"),
                name="a_vacancy_is_closed_when_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("trained_on", None), ("stage", "DESIGNATED"), _connector="OR"),
                name="only_a_filled_vacancy_is_trained",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:stage,moved_on,budget,closed_on,appointment_id,trained_on",
                eousa_reader="select",
                heads="insert update:stage,moved_on,budget,closed_on,appointment_id,trained_on",
                jobs="select",
                name="vacancy_wall",
                oarm="select update:stage,moved_on",
                office="select",
                rows={},
                secret=(),
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(fields=["state", "office"], name="nomination_by_state"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="nomination_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["APPROVED", "CONDITIONAL", "PREPARED", "RETURNED", "SENT"])),
                fields=("vacancy",),
                name="one_nomination_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["PREPARED", "WITHDRAWN"]), ("nominating_official__isnull", False), _connector="OR"
                ),
                name="what_is_sent_has_an_official",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(("claimed_by", None), ("claimed_at", None), _connector="XOR", _negated=True),
                name="a_claim_has_its_instant",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select update:state,claimed_by_id,claimed_at",
                heads="select insert update:candidate_name,candidate_email,proposed_on,documents,state,nominating_official_id",
                name="nomination_wall",
                oarm="select update:state,reference,claimed_by_id,claimed_at",
                rows={"oarm": "sent"},
                secret=("candidate_name", "candidate_email", "documents", "reference"),
                totals="select:id,office_id,state,claimed_by_id",
            ),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(fields=["office", "vacancy", "made_on"], name="move_by_vacancy"),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="move_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                heads="insert update:superseded_at",
                jobs="select",
                name="move_wall",
                oarm="select insert update:superseded_at",
                office="select",
                rows={},
                secret=(),
                totals="select:id,office_id,recorded_at,superseded_at,vacancy_id,step,stage,made_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(fields=("office", "id"), name="clearance_office_and_id"),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)), fields=("vacancy",), name="one_record_of_checks"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("background_closed_on", None),
                    ("background_closed_on__gte", models.F("background_opened_on")),
                    _connector="OR",
                ),
                name="a_background_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                heads="select insert update:superseded_at",
                jobs="select",
                name="clearance_wall",
                oarm="select insert update:superseded_at",
                rows={},
                secret=("background_opened_on", "background_closed_on", "drug_test_on", "not_to_exceed_on"),
            ),
        ),
        migrations.AddConstraint(
            model_name="movenote",
            constraint=portal.tenancy.SameOffice(field="move", name="note_of_own_move"),
        ),
        migrations.AddConstraint(
            model_name="nominationremark",
            constraint=portal.tenancy.SameOffice(field="nomination", name="remark_on_own_nomination"),
        ),
        migrations.AddConstraint(
            model_name="pointofcontact",
            constraint=portal.tenancy.SameOffice(field="replaces", name="point_of_contact_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=portal.tenancy.SameOffice(field="answer", name="response_with_own_answer"),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=portal.tenancy.SameOffice(field="response", name="answer_link_of_own_response"),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=portal.tenancy.SameOffice(field="appointment", name="vacancy_appoints_own"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=portal.tenancy.SameOffice(field="vacancy", name="nomination_of_own_vacancy"),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=portal.tenancy.SameOffice(field="vacancy", name="move_of_own_vacancy"),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=portal.tenancy.SameOffice(field="nomination", name="move_of_own_nomination"),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=portal.tenancy.SameOffice(field="replaces", name="move_replaces_own"),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=portal.tenancy.SameOffice(field="vacancy", name="clearance_of_own_vacancy"),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=portal.tenancy.SameOffice(field="replaces", name="clearance_replaces_own"),
        ),
    ]
