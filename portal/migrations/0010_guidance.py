from django.db import migrations

import portal.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_withheld"),
    ]

    operations = [
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
        migrations.AddConstraint(
            model_name="membership",
            constraint=portal.tenancy.Wall(
                app="select insert",
                audited=True,
                eousa="select insert update:ended_at,ended_by_id",
                eousa_reader="select",
                intake="select:id,person_id,role,office_id,started_at,ended_at",
                jobs="select",
                name="membership_wall",
                oarm="select",
                office="select insert update:ended_at,ended_by_id",
                operator="select update:ended_at,ended_by_id",
                partner="select insert update:ended_at,ended_by_id",
                rows={"intake": "who answers"},
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
                intake="insert",
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
                totals="select:id,state,due_at,attempts,digest_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagetext",
            constraint=portal.tenancy.Wall(
                app="insert",
                audited=True,
                eousa="insert",
                intake="insert",
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
                app="select insert update:name,title,is_active,seen_on",
                audited=True,
                eousa="select insert update:name,title,is_active",
                eousa_reader="select",
                heads="insert",
                intake="select:id,name,email,is_active",
                jobs="select",
                name="person_wall",
                oarm="select",
                office="select",
                operator="select update:is_active",
                partner="select",
                rows={
                    "heads": "government",
                    "intake": "government",
                    "oarm": "government",
                    "office": "government",
                    "partner": "own organization",
                },
                secret=(),
            ),
        ),
    ]
