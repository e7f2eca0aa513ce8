from django.db import migrations

import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0005_hotlines"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_wall",
        ),
        migrations.RemoveConstraint(
            model_name="messagetext",
            name="message_text_wall",
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
                partner="insert",
                rows={},
                secret=("text", "html"),
            ),
        ),
    ]
