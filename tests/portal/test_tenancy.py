"""What the wall writes can be taken off and put up again; the rest of the wall is proved in tests/test_wall.py."""

from collections import Counter

import psycopg2
import pytest
from django.apps import apps

from portal.tenancy import SameOffice, Wall
from specialists.models import Absence, Answer

STANDS = """
    SELECT policyname, cmd, roles::text, qual, with_check FROM pg_policies WHERE tablename = %(table)s
    UNION ALL SELECT conname, contype::text, '', pg_get_constraintdef(oid), '' FROM pg_constraint
    WHERE conrelid = %(table)s::regclass
    UNION ALL SELECT tgname, '', '', pg_get_triggerdef(oid), '' FROM pg_trigger
    WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal
    UNION ALL SELECT grantee, privilege_type, column_name, '', '' FROM information_schema.column_privileges
    WHERE table_name = %(table)s AND grantee LIKE 'portal_%%' AND grantee <> 'portal_owner'
"""
WALLED = [model for model in apps.get_models() if any(isinstance(c, Wall) for c in model._meta.constraints)]


def ours(model):
    return [c for c in model._meta.constraints if isinstance(c, Wall | SameOffice)]


@pytest.mark.parametrize("model", WALLED, ids=lambda model: model._meta.label)
def test_a_wall_comes_off_whole_and_goes_up_the_same(urls, model):
    connection = psycopg2.connect(urls["DATABASE_OWNER_URL"])
    with connection.cursor() as cursor:

        def standing():
            cursor.execute(STANDS, {"table": model._meta.db_table})
            return Counter(cursor.fetchall())

        before = standing()
        for constraint in reversed(ours(model)):
            cursor.execute(constraint.remove_sql(model, None))
        bare = standing()
        for constraint in ours(model):
            cursor.execute(constraint.sql(model))

        assert standing() == before
        left = [row for row in bare if row[0].startswith("portal_") and row[0] not in {"portal_app", "portal_backup"}]
        assert not [row for row in left if row[1] in {"SELECT", "INSERT", "UPDATE"}]
        assert not [row for row in bare if row[0] in {"owner_all", "audit_row", "office_select"}]
    connection.rollback()
    connection.close()


def test_two_declarations_are_equal_if_they_say_the_same():
    assert Wall(name="a", office="select") == Wall(name="a", office="select")
    assert Wall(name="a", office="select") != Wall(name="a", office="select insert")
    assert SameOffice(name="a", field="replaces") != Wall(name="a")
    assert len({Wall(name="a", office="select"), Wall(name="a", office="select")}) == 1


def test_the_wall_leaves_checking_to_the_database():
    """Django asks every constraint to check a form's instance; ours have nothing to say there."""
    for model in (Absence, Answer):
        for constraint in ours(model):
            constraint.validate(model, model())


def test_what_is_declared_unaudited_gets_no_trigger():
    """Drafts and other unfinished text stay outside the trail."""
    assert "audit_row" not in Wall(name="a", office="select", audited=False).sql(Answer)
    assert "audit_row" in Wall(name="a", office="select").sql(Answer)
