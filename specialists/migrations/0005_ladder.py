from django.db import migrations, models

import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0007_ladder"),
        ("specialists", "0004_designated_communities"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="asking",
            name="asking_wall",
        ),
        migrations.RemoveConstraint(
            model_name="nomination",
            name="nomination_wall",
        ),
        migrations.AddField(
            model_name="asking",
            name="ladder_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select insert update:superseded_at",
                eousa_reader="select",
                jobs="select",
                name="asking_wall",
                oarm="select",
                office="select",
                rows={},
                secret=(),
                totals="select:id,office_id,recorded_at,superseded_at,asked_on,ladder_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=portal.tenancy.Wall(
                audited=True,
                eousa="select update:state,claimed_by_id,claimed_at",
                heads="select insert update:candidate_name,candidate_email,proposed_on,documents,state,nominating_official_id",
                jobs="select:id,office_id,vacancy_id,state,claimed_by_id",
                name="nomination_wall",
                oarm="select update:state,reference,claimed_by_id,claimed_at",
                rows={"oarm": "sent"},
                secret=("candidate_name", "candidate_email", "documents", "reference"),
                totals="select:id,office_id,state,claimed_by_id",
            ),
        ),
    ]
