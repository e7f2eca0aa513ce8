from django.db import migrations

import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0005_templates"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="feedrun",
            name="feed_run_wall",
        ),
        migrations.AddConstraint(
            model_name="feedrun",
            constraint=portal.tenancy.Wall(
                app="select",
                audited=True,
                eousa="select insert update:source,made_on,state,ended_at,reason,records,kept,added,changed,withdrawn,refused",
                eousa_reader="select",
                intake="select:id,state,made_on,ended_at",
                jobs="select insert update:source,made_on,state,ended_at,reason,records,kept,added,changed,withdrawn,refused",
                name="feed_run_wall",
                oarm="select:id,state,made_on,ended_at",
                office="select:id,state,made_on,ended_at",
                operator="select",
                partner="select:id,state,made_on,ended_at",
                public="select:id,state,made_on,ended_at",
                rows={},
                secret=(),
                totals="select",
            ),
        ),
    ]
