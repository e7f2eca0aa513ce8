"""The tables of the packages that sign people in: only the web's own log-in may touch them; changes are audited."""

from django.db import migrations

TABLES = "django_session, account_emailaddress, account_emailconfirmation, mfa_authenticator"


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLES} TO portal_app;"
            "GRANT SELECT ON django_migrations TO portal_app, portal_worker;"
            "CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON account_emailaddress"
            " FOR EACH ROW EXECUTE FUNCTION audit.record();"
            "CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON mfa_authenticator"
            " FOR EACH ROW EXECUTE FUNCTION audit.record('data')",
            "DROP TRIGGER audit_row ON account_emailaddress; DROP TRIGGER audit_row ON mfa_authenticator;"
            f"REVOKE ALL ON {TABLES} FROM portal_app; REVOKE ALL ON django_migrations FROM portal_app, portal_worker",
        ),
    ]
