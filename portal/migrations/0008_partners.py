import django.db.models.deletion
from django.db import migrations, models

import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0007_ladder"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="organization",
            name="organization_wall",
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
                jobs="select",
                name="organization_wall",
                oarm="select",
                office="select insert update:name,is_confidential,merged_into_id",
                operator="select",
                partner="select update:name",
                rows={
                    "eousa": "open",
                    "eousa_reader": "open",
                    "oarm": "open",
                    "office": "open or own",
                    "office insert": "own office",
                    "operator": "open",
                    "partner": "the organization",
                },
                secret=(),
            ),
        ),
    ]
