"""Family 6: the database is exactly what the code declares, and each way of straying from that is told."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import models

from portal import catalogue, checks
from portal.catalogue import Kind
from portal.models import OfficeOwned, Person
from portal.tenancy import SameOffice, Wall
from specialists.models import Appointment
from tests.admin import broken

BREAKS = {
    "ALTER TABLE portal_message NO FORCE ROW LEVEL SECURITY": Kind.TABLE,
    "ALTER TABLE specialists_answer DISABLE ROW LEVEL SECURITY": Kind.TABLE,
    "ALTER TABLE portal_person OWNER TO portal_app": Kind.TABLE,
    "CREATE TABLE forgotten (id int)": Kind.TABLE,
    "DROP POLICY portal_office_select ON specialists_answer": Kind.POLICY,
    "DROP POLICY owner_all ON portal_person": Kind.POLICY,
    "ALTER POLICY portal_office_select ON specialists_answer USING (true)": Kind.POLICY,
    "ALTER POLICY portal_office_select ON specialists_answer TO PUBLIC": Kind.POLICY,
    "CREATE POLICY more ON specialists_answer FOR SELECT TO portal_partner USING (true)": Kind.POLICY,
    "CREATE POLICY less ON specialists_answer AS RESTRICTIVE USING (false)": Kind.POLICY,
    "GRANT SELECT ON portal_user TO portal_office": Kind.GRANT,
    "GRANT SELECT (password) ON portal_user TO portal_office": Kind.GRANT,
    "GRANT SELECT ON portal_message TO PUBLIC": Kind.GRANT,
    "GRANT UPDATE ON specialists_answer TO portal_office": Kind.GRANT,
    "GRANT SELECT ON specialists_answer TO portal_office WITH GRANT OPTION": Kind.GRANT,
    "GRANT USAGE ON portal_person_id_seq TO portal_partner": Kind.GRANT,
    "REVOKE SELECT ON portal_office FROM portal_public": Kind.GRANT,
    "GRANT DELETE ON audit.event TO portal_eousa": Kind.GRANT,
    "GRANT INSERT ON audit.access TO portal_office": Kind.GRANT,
    "GRANT TRUNCATE ON audit.access TO portal_app": Kind.GRANT,
    "DROP TRIGGER audit_row ON portal_membership": Kind.TRIGGER,
    "ALTER TABLE portal_membership DISABLE TRIGGER audit_row": Kind.TRIGGER,
    "DROP TRIGGER outreach_rolled_up_update ON partners_outreach": Kind.TRIGGER,
    "ALTER TABLE partners_outreach DISABLE TRIGGER outreach_rolled_up_delete": Kind.TRIGGER,
    "ALTER TABLE partners_outreach ENABLE REPLICA TRIGGER outreach_rolled_up_insert": Kind.TRIGGER,
    "ALTER TABLE specialists_answer DROP CONSTRAINT answer_replaces_own": Kind.REFERENCE,
    "ALTER TABLE specialists_answer ADD CONSTRAINT later CHECK (id > 0) NOT VALID": Kind.REFERENCE,
    "ALTER ROLE portal_app SUPERUSER": Kind.ROLE,
    "ALTER ROLE portal_worker BYPASSRLS": Kind.ROLE,
    "ALTER ROLE portal_office LOGIN": Kind.ROLE,
    "ALTER ROLE portal_app INHERIT": Kind.ROLE,
    "ALTER ROLE portal_app CREATEROLE": Kind.ROLE,
    "GRANT portal_owner TO portal_app": Kind.MEMBERSHIP,
    "GRANT portal_jobs TO portal_app": Kind.MEMBERSHIP,
    "GRANT pg_read_all_data TO portal_worker": Kind.MEMBERSHIP,
    "REVOKE portal_partner FROM portal_app": Kind.MEMBERSHIP,
    "GRANT portal_heads TO portal_partner WITH INHERIT TRUE, SET FALSE": Kind.MEMBERSHIP,
    "GRANT portal_office TO portal_partner WITH INHERIT TRUE, SET FALSE": Kind.MEMBERSHIP,
    "GRANT portal_office TO portal_heads WITH SET TRUE": Kind.MEMBERSHIP,
    "GRANT portal_office TO portal_heads WITH INHERIT FALSE": Kind.MEMBERSHIP,
    "REVOKE portal_office FROM portal_heads": Kind.MEMBERSHIP,
    "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC": Kind.FUNCTION,
    "GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC": Kind.FUNCTION,
    "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'": Kind.FUNCTION,
    "ALTER FUNCTION audit.record() SECURITY INVOKER": Kind.FUNCTION,
    "GRANT EXECUTE ON FUNCTION audit.record() TO portal_app": Kind.FUNCTION,
    "CREATE OR REPLACE FUNCTION outreach_rolled_up() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'": (
        Kind.FUNCTION
    ),
    "ALTER FUNCTION outreach_rolled_up() SECURITY DEFINER": Kind.FUNCTION,
    "GRANT EXECUTE ON FUNCTION outreach_rolled_up() TO PUBLIC": Kind.FUNCTION,
    "GRANT CREATE ON SCHEMA public TO portal_app": Kind.SCHEMA,
    "GRANT USAGE ON SCHEMA public TO PUBLIC": Kind.SCHEMA,
    "CREATE SCHEMA elsewhere": Kind.SCHEMA,
    "ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT ON TABLES TO portal_app": Kind.SCHEMA,
    "CREATE VIEW everybody AS SELECT * FROM portal_person": Kind.OBJECT,
    "CREATE MATERIALIZED VIEW everybody AS SELECT * FROM portal_person": Kind.OBJECT,
    "CREATE RULE quiet AS ON DELETE TO portal_person DO INSTEAD NOTHING": Kind.OBJECT,
    "CREATE PUBLICATION everything FOR ALL TABLES": Kind.OBJECT,
}


def test_the_database_is_what_the_code_declares(db: None) -> None:
    assert catalogue.faults() == []
    assert len(catalogue.found()) > 500


@pytest.mark.parametrize("statement", BREAKS)
def test_each_way_of_straying_is_told(statement, urls, django_db_blocker) -> None:
    with django_db_blocker.unblock(), broken(urls, statement):
        kinds = {fault.fact.kind for fault in catalogue.faults()}

    assert BREAKS[statement] in kinds


def test_every_kind_of_fact_is_broken_once() -> None:
    assert set(BREAKS.values()) == set(Kind) - {Kind.MODEL}


def test_the_start_is_refused_and_says_why(urls, django_db_blocker) -> None:
    with django_db_blocker.unblock(), broken(urls, "GRANT SELECT ON portal_user TO portal_office"):
        [error] = checks.the_wall_stands(databases=["default"])

    assert error.msg == "portal_user: SELECT to portal_office is in the database but not declared."
    assert error.id == "portal.E012"


def test_a_log_in_that_no_wall_stops_is_refused(urls, django_db_blocker) -> None:
    with django_db_blocker.unblock(), broken(urls):
        [error] = checks.the_log_in_is_walled(databases=["default"])

    assert error.id == "portal.E021"


def test_the_web_log_in_can_ask(db: None) -> None:
    call_command("check", "--database", "default")


def test_a_database_on_its_way_is_not_judged(db: None, monkeypatch) -> None:
    monkeypatch.setattr(checks, "are_migrations_pending", lambda: True)
    monkeypatch.setattr(catalogue, "faults", lambda: pytest.fail("asked too early"))

    assert checks.the_wall_stands(databases=["default"]) == []


def made(name: str, base: type[models.Model], constraints: list[models.BaseConstraint], **fields: Any) -> Any:
    """A model that no registry keeps."""
    meta = type("Meta", (), {"app_label": "portal", "constraints": constraints})
    model: Any = type(name, (base,), {"__module__": __name__, "Meta": meta, **fields})
    model._meta.apps.all_models["portal"].pop(name.lower())
    model._meta.apps.clear_cache()
    return model


def test_a_model_without_a_wall_is_told() -> None:
    model = made("Bare", models.Model, [])

    assert list(catalogue.model_faults([model])) == ["portal.Bare declares no Wall among its Meta.constraints."]


def test_a_model_that_forgets_its_base_is_told() -> None:
    model = made("Forgetful", OfficeOwned, [Wall(name="forgetful_wall")])

    [fault] = catalogue.model_faults([model])

    assert "forgets the constraints of its base" in fault


def test_a_reference_that_could_leave_its_office_is_told() -> None:
    link = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    base = [models.UniqueConstraint(fields=["office", "id"], name="linking_office_and_id"), Wall(name="linking_wall")]
    model = made(
        "Linking", OfficeOwned, base, appointment=link, by=models.ForeignKey(Person, models.PROTECT, related_name="+")
    )

    [fault] = catalogue.model_faults([model])
    model._meta.constraints.append(SameOffice(name="linking_own", field="appointment"))

    assert fault.startswith("portal.Linking.appointment could point into another office")
    assert list(catalogue.model_faults([model])) == []
