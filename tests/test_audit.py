"""Family 18: every way of writing a row of every table leaves an event that says who, where, before and after."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from django.db import connection, models

from portal.access import DatabaseRole, Role
from portal.catalogue import wall_of
from portal.models import AccessEvent, AuditEvent, Membership, OfficeContact
from portal.tenancy import LOG_INS, acting_as
from tests import make
from tests.admin import broken, cursor_of
from tests.rows import Rows, walled_models

PERSON, REQUEST = 94_000_000, "request-of-the-test"
OFFICE_COLUMN = "office_id"
UNAUDITED = {
    "portal.Heartbeat": "says nothing of anybody, and every minute the same",
    "partners.Draft": "unfinished text is nobody's record, and is thrown away",
    "partners.Figure": "follows from the entries, which are audited; counted again every night",
    "partners.NeedSeen": "follows from the entries, which are audited; counted again every night",
    "partners.Upload": "a file on its way in; what it writes is audited, the rest is thrown away",
    "partners.UploadPart": "rows of such a file; what they become is audited",
}
AUDITED = [model for model in walled_models() if model._meta.label not in UNAUDITED]


def written(model: type[models.Model]) -> models.Model:
    """An unsaved row of the model; what it refers to is saved, what it would collide with is gone."""
    if model is OfficeContact:
        OfficeContact.objects.all()._raw_delete("default")
    with connection.cursor() as cursor:
        values = Rows(cursor, word="Zanzibar").values(model, known(model))
    by_column = {field.column: field for field in model._meta.local_concrete_fields}
    plain = {by_column[name].attname: getattr(value, "adapted", value) for name, value in values.items()}
    return model(**plain)


def known(model: type[models.Model]) -> dict[str, Any]:
    if any(field.column == OFFICE_COLUMN for field in model._meta.local_concrete_fields):
        return {OFFICE_COLUMN: make.office("nysd").pk}
    return {}


def save(row: models.Model) -> str:
    row.save(force_insert=True)
    return "INSERT"


def bulk_create(row: models.Model) -> str:
    type(row)._default_manager.bulk_create([row])
    return "INSERT"


def last_written(row: models.Model) -> Any:
    """The last field that the database does not fill in itself."""
    return [field for field in row._meta.local_concrete_fields if not field.generated][-1]


def update(row: models.Model) -> str:
    row.save(force_insert=True)
    field = last_written(row).attname
    type(row)._default_manager.filter(pk=row.pk).update(**{field: getattr(row, field)})
    return "UPDATE"


def raw_update(row: models.Model) -> str:
    row.save(force_insert=True)
    table, column, key = row._meta.db_table, last_written(row).column, row._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = "{column}" WHERE "{key}" = %s', [row.pk])
    return "UPDATE"


def delete(row: models.Model) -> str:
    row.save(force_insert=True)
    type(row)._default_manager.filter(pk=row.pk)._raw_delete("default")
    return "DELETE"


WAYS: list[Callable[[models.Model], str]] = [save, bulk_create, update, raw_update, delete]


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("-id").first()
    assert event is not None
    return event


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", AUDITED, ids=lambda model: model.__name__)
def test_every_way_of_writing_leaves_an_event(model, way, urls, django_db_blocker) -> None:
    wall = wall_of(model)
    assert wall
    assert wall.audited, f"{model._meta.label} is not audited: say why in UNAUDITED"
    with django_db_blocker.unblock(), broken(urls):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('app.person_id', %s, true), set_config('app.request_id', %s, true)",
                [str(PERSON), REQUEST],
            )
        row = written(model)
        operation = way(row)
        event = last_event()

        assert (event.table_name, event.operation) == (model._meta.db_table, operation)
        assert event.row_key == str(row.pk)
        assert (event.person_id, event.request_id) == (PERSON, REQUEST)
        assert event.office_id == getattr(row, "office_id", None)
        assert (event.old is None, event.new is None) == (operation == "INSERT", operation == "DELETE")
        for name in wall.withheld:
            assert not any(name in kept for kept in (event.old, event.new) if kept)
        for name in wall.secret:
            said_plainly_nowhere(row, name, event)


def said_plainly_nowhere(row: models.Model, name: str, event: AuditEvent) -> None:
    """A secret is kept as its hash, and nothing of it in the clear."""
    value = getattr(row, name)
    if value is None:
        return
    plain = value if isinstance(value, str) else json.dumps(value, default=str)
    for kept in filter(None, (event.old, event.new)):
        assert len(kept[name]) == 64
        assert "Zanzibar" not in kept[name]
        if isinstance(value, str):
            assert kept[name] == hashlib.sha256(plain.encode()).hexdigest()


def test_an_event_names_the_role_the_log_in_the_office_and_the_person(erin, otis) -> None:
    answer = make.answer("nysd")
    with acting_as(DatabaseRole.OFFICE, office_id=answer.office_id, person_id=otis.pk):
        answer.supersede(by=otis)
    with acting_as(DatabaseRole.EOUSA, person_id=erin.pk):
        event = AuditEvent.objects.filter(table_name="specialists_answer", operation="UPDATE").latest("id")

    assert (event.role, event.log_in) == ("portal_office", "portal_app")
    assert (event.office_id, event.person_id) == (answer.office_id, otis.pk)
    assert event.old
    assert event.old["superseded_at"] is None
    assert event.new
    assert event.new["superseded_at"] is not None


def test_an_office_reads_its_own_part_of_the_trail_and_no_other(otis) -> None:
    mine, other = make.answer("nysd"), make.answer("txnd")
    with acting_as(DatabaseRole.OFFICE, office_id=mine.office_id):
        offices = set(AuditEvent.objects.values_list("office_id", flat=True))

    assert mine.office_id in offices
    assert other.office_id not in offices
    assert None not in offices


WRITES = {
    "INSERT INTO audit.event (role, log_in, request_id, table_name, row_key, operation) VALUES ('','','','','','')",
    "UPDATE audit.event SET person_id = 1",
    "DELETE FROM audit.event",
    "TRUNCATE audit.event",
    "UPDATE audit.access SET path = ''",
    "DELETE FROM audit.access",
    "TRUNCATE audit.access",
    "ALTER TABLE audit.event DISABLE TRIGGER ALL",
    "DROP TABLE audit.access",
}


@pytest.mark.parametrize("statement", sorted(WRITES))
@pytest.mark.parametrize("log_in", ["DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_BACKUP_URL"])
def test_nobody_who_logs_in_for_work_alters_the_trail(statement, log_in, urls) -> None:
    with cursor_of(urls[log_in]) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(statement)


@pytest.mark.parametrize("statement", sorted(WRITES))
@pytest.mark.parametrize("role", DatabaseRole)
def test_no_role_alters_the_trail(statement, role, urls) -> None:
    log_in = "DATABASE_URL" if role in LOG_INS["portal_app"] else "DATABASE_WORKER_URL"
    with cursor_of(urls[log_in]) as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [role])
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement)


def test_a_change_that_is_rolled_back_leaves_no_event(erin) -> None:
    def change_and_fail() -> None:
        make.answer("gud", by=erin)
        assert last_event().table_name == "specialists_answer"
        raise RuntimeError

    with pytest.raises(RuntimeError), acting_as(DatabaseRole.EOUSA):
        change_and_fail()

    with acting_as(DatabaseRole.EOUSA):
        assert not AuditEvent.objects.filter(table_name="specialists_answer").exists()


# --- who looked, was refused, took away, changed hats ------------------------------------------------------------
def accesses(kind: str) -> list[AccessEvent]:
    with acting_as(DatabaseRole.EOUSA):
        return list(AccessEvent.objects.filter(kind=kind))


def test_a_refusal_is_kept(alma, client_of) -> None:
    assert client_of(alma).get("/roster/").status_code == 403

    [event] = accesses("REFUSED")
    assert (event.person_id, event.role, event.path) == (alma.pk, "SPECIALIST", "/roster/")
    assert event.office_id == make.office("txnd").pk


def test_an_export_is_kept_with_its_number_of_rows(erin, client_of) -> None:
    response = client_of(erin).get("/?format=csv")

    [event] = accesses("EXPORT")
    assert event.detail["rows"] == response.content.decode().count("\r\n") - 1 == 94
    assert (event.person_id, event.request_id) == (erin.pk, response.headers["X-Request-ID"])


def test_a_switch_of_hats_is_kept(client_of) -> None:
    both = make.member("Gina Both", Role.LEADERSHIP, office="gud")
    second = Membership.objects.create(person=both, role=Role.LEADERSHIP, office=make.office("nmid"))
    client_of(both).post("/session/hat/", {"membership": second.pk})

    [event] = accesses("SWITCH")
    assert event.person_id == both.pk
    assert event.detail["to"] == second.pk


def test_a_visitor_who_is_sent_to_sign_in_leaves_no_trace(visitor) -> None:
    assert visitor.get("/roster/").status_code == 302
    assert accesses("REFUSED") == []
