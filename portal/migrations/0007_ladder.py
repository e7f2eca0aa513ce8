from django.db import migrations, models

import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0006_from_gap_to_specialist"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    portal.tenancy.Wall(
                        audited=False,
                        jobs="select insert update:at",
                        name="heartbeat_wall",
                        rows={},
                        secret=(),
                        totals="select",
                    )
                ],
            },
        ),
    ]
