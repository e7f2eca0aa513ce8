"""The trail can leave a column out altogether: of a number under five a hash hides nothing.

A trigger names such a column with a minus before it. Nothing changes for the tables that name none.
"""

from django.db import migrations

KEPT = """
SET LOCAL ROLE portal_audit;
CREATE OR REPLACE FUNCTION audit.kept(whole jsonb, secret text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT CASE WHEN whole IS NULL OR secret IS NULL THEN whole ELSE (
        SELECT jsonb_object_agg(key, CASE
            WHEN key = ANY (secret) AND value <> 'null'::jsonb
            THEN to_jsonb(encode(sha256(convert_to(value #>> '{}', 'UTF8')), 'hex')) ELSE value END)
        FROM jsonb_each(whole)%s) END
$$;
RESET ROLE;
"""
WITHHELD = " WHERE NOT ('-' || key = ANY (secret))"


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_partners")]
    operations = [migrations.RunSQL(KEPT.replace("%s", WITHHELD), KEPT.replace("%s", ""))]
