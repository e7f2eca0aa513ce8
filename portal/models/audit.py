"""The trail: what changed (written by triggers) and who looked, signed in or was refused (written by the middleware).

Both tables live in the schema `audit`, belong to `portal_audit` and are made by migration 0001.
"""

from uuid import uuid4

from django.db import models


class AuditEvent(models.Model):
    """One change of one row, as the trigger saw it. Nobody with a runtime role can write here."""

    at = models.DateTimeField()
    transaction_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    role = models.TextField()
    log_in = models.TextField()
    request_id = models.TextField()
    office_id = models.BigIntegerField(null=True)
    """The office of the row; None where the row is national."""
    organization_id = models.BigIntegerField(null=True)
    table_name = models.TextField()
    row_key = models.TextField()
    operation = models.TextField()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        managed = False
        db_table = 'audit"."event'
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_key}"


class AccessEvent(models.Model):
    """Sign-in, refusal, export, role change, switch of hat, reading of a sensitive page, an act by mailed link."""

    class Kind(models.TextChoices):
        SIGN_IN = "SIGN_IN"
        SIGN_OUT = "SIGN_OUT"
        SIGN_IN_FAILED = "SIGN_IN_FAILED"
        CONSENT = "CONSENT"
        REFUSED = "REFUSED"
        EXPORT = "EXPORT"
        SWITCH = "SWITCH"
        ROLE_CHANGE = "ROLE_CHANGE"
        READ = "READ"
        LINK = "LINK"
        """An act without a password, by a link from a mail. `detail` names whom the link was sent to."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.TextField(choices=Kind.choices)
    person_id = models.BigIntegerField(null=True)
    role = models.TextField(blank=True)
    office_id = models.BigIntegerField(null=True)
    request_id = models.TextField(blank=True)
    path = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = 'audit"."access'
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"
