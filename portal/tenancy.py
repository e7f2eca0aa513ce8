"""The wall: row security in PostgreSQL, one database role per kind of user.

A model declares its `Wall` among its constraints, so a migration writes it and `makemigrations` sees when it
changes. A request or a job is `bound` to one role and one office for the length of one transaction; unbound,
every domain table answers "permission denied". `docs/decisions/0002-the-wall.md` says why.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint

from portal.access import DatabaseRole

OWNER = "portal_owner"
APP = "portal_app"
WORKER = "portal_worker"
BACKUP = "portal_backup"
AUDITOR = "portal_audit"

LOG_INS: dict[str, tuple[DatabaseRole, ...]] = {
    APP: tuple(role for role in DatabaseRole if role is not DatabaseRole.JOBS),
    WORKER: (DatabaseRole.JOBS,),
}
"""What each runtime log-in may become, and nothing else."""

SEATS = """ SELECT seat.group_id
   FROM partners_seat seat
  WHERE (seat.left_on IS NULL)"""
OWN_SEATS = """ SELECT seat.id
   FROM partners_seat seat
  WHERE (seat.left_on IS NULL)"""
NATIONAL_GROUPS = """ SELECT a_group.id
   FROM partners_workinggroup a_group
  WHERE a_group.is_national"""
FOUNDED_GROUPS = """ SELECT a_group.id
   FROM partners_workinggroup a_group
  WHERE (a_group.office_id = (current_setting('app.office_id'::text))::bigint)"""
CENTRAL_QUESTIONS = """ SELECT question.id
   FROM grants_guidancerequest question
  WHERE question.is_central"""
OWN_STATE = """ SELECT office.state
   FROM portal_office office
  WHERE (office.id = (current_setting('app.office_id'::text))::bigint)"""
"""What a policy asks other tables, as PostgreSQL prints it. These have walls too: what the asker sees counts."""

ROWS: dict[str, str] = {
    "all": "true",
    "own office": "(office_id = (current_setting('app.office_id'::text))::bigint)",
    "own organization": "(organization_id = (current_setting('app.organization_id'::text))::bigint)",
    "own person": "(person_id = (current_setting('app.person_id'::text))::bigint)",
    "the person": "(id = (current_setting('app.person_id'::text))::bigint)",
    "the office": "(id = (current_setting('app.office_id'::text))::bigint)",
    "the organization": "(id = (current_setting('app.organization_id'::text))::bigint)",
    "government": "(organization_id IS NULL)",
    "national": "((office_id IS NULL) AND (organization_id IS NULL))",
    "issued": "(issued_at IS NOT NULL)",
    "sent": "(nominating_official_id IS NOT NULL)",
    "open": "(NOT is_confidential)",
    "not private": "(NOT is_private)",
    "open, not private": "((NOT is_confidential) AND (NOT is_private))",
    "open or own": "((NOT is_confidential) OR (office_id = (current_setting('app.office_id'::text))::bigint))",
    "own office or sponsor": "((office_id = (current_setting('app.office_id'::text))::bigint) OR (sponsor_id = "
    "(current_setting('app.office_id'::text))::bigint))",
    "own draft": "((office_id = (current_setting('app.office_id'::text))::bigint) AND (person_id = "
    "(current_setting('app.person_id'::text))::bigint))",
    "shared": "((organization_id = (current_setting('app.organization_id'::text))::bigint) AND is_shared)",
    "submitted": "(submitted_at IS NOT NULL)",
    "of the nation": "(office_id IS NULL)",
    "national group": "is_national",
    "founded": "(founder_id = (current_setting('app.office_id'::text))::bigint)",
    "own office or founded": "((office_id = (current_setting('app.office_id'::text))::bigint) OR (founder_id = "
    "(current_setting('app.office_id'::text))::bigint))",
    "seated": f"(group_id IN ({SEATS}))",
    "own seat": f"(seat_id IN ({OWN_SEATS}))",
    "owed by own seat": f"(seat_id IN ({OWN_SEATS}))",
    "owed by own seat, founded": f"((seat_id IN ({OWN_SEATS})) OR (group_id IN ({FOUNDED_GROUPS})))",
    "own seat or given back": f"((seat_id IS NULL) OR (seat_id IN ({OWN_SEATS})))",
    "own organization, seated": "((organization_id = (current_setting('app.organization_id'::text))::bigint) AND "
    "(left_on IS NULL))",
    "own office or founded, seated": "(((office_id = (current_setting('app.office_id'::text))::bigint) OR "
    "(founder_id = (current_setting('app.office_id'::text))::bigint)) AND (left_on IS NULL))",
    "national group, seated": "(is_national AND (left_on IS NULL))",
    "the group, seated": f"(id IN ({SEATS}))",
    "the group, founded, seated or national": "((office_id = (current_setting('app.office_id'::text))::bigint) OR "
    f"is_national OR (id IN ({SEATS})))",
    "in a national group": f"(group_id IN ({NATIONAL_GROUPS}))",
    "in a national group or of an office": f"((group_id IN ({NATIONAL_GROUPS})) OR (contact_office_id IS NOT NULL))",
    "seated or national group": f"((group_id IN ({SEATS})) OR (group_id IN ({NATIONAL_GROUPS})))",
    "asked": "(asked = (current_setting('app.asked'::text))::uuid)",
    "verified": "(verified_on IS NOT NULL)",
    "own state": f"((state)::text = (({OWN_STATE}))::text)",
    "with the center": "is_central",
    "of a question with the center": f"(request_id IN ({CENTRAL_QUESTIONS}))",
    "own office or all": "((office_id = (current_setting('app.office_id'::text))::bigint) OR (office_id IS NULL))",
    "who answers": "((office_id = (current_setting('app.office_id'::text))::bigint) OR ((role)::text = 'EOUSA'::text))",
    "own office, open": "((office_id = (current_setting('app.office_id'::text))::bigint) AND (NOT is_confidential))",
}
"""The only predicates a policy may use, as PostgreSQL prints them. No OR on a table that grows: it costs 3x to 15,000x
there. Those that have one guard the directory, the invitations, who holds a role and templates of answers: a few
thousand rows, read by key."""

AFTERWARDS: dict[str, str] = {
    "own organization, seated": "own organization",
    "own office or founded, seated": "own office or founded",
    "national group, seated": "national group",
    "owed by own seat": "own seat or given back",
    "owed by own seat, founded": "seated",
}
"""Where a changed row may look otherwise than before: who has left a group does not write himself back into it."""

KEYED = {
    "office": ("office_id", "own office"),
    "heads": ("office_id", "own office"),
    "partner": ("organization_id", "own organization"),
}


class Commands(TypedDict, total=False):
    """What each role may do with a table: "select insert update:column,column"."""

    app: str
    public: str
    partner: str
    office: str
    heads: str
    oarm: str
    eousa_reader: str
    eousa: str
    operator: str
    intake: str
    totals: str
    jobs: str


@dataclass(frozen=True)
class Rule:
    """One policy and its grant: a role, a command, the rows, and the columns (none named: all)."""

    role: str
    command: str
    rows: str
    columns: tuple[str, ...] = ()

    @property
    def policy(self) -> str:
        return f"{self.role}_{self.command}".lower()

    @property
    def using(self) -> str:
        """What rows it finds; empty where it finds none."""
        return "" if self.command == "INSERT" else ROWS[self.rows]

    @property
    def check(self) -> str:
        """What rows it may leave; empty where it writes none."""
        return ROWS[AFTERWARDS.get(self.rows, self.rows)] if self.command in {"INSERT", "UPDATE"} else ""

    def statements(self, table: str) -> Iterator[str]:
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        yield f"GRANT {self.command}{columns} ON {table} TO {self.role}"
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        yield f"CREATE POLICY {self.policy} ON {table} FOR {self.command} TO {self.role}{using}{check}"


class PutOff(str):
    """Instead of a statement: false, so Django runs nothing now.

    In a table with defaults of the database it does not look, and runs it with what else was put off: no harm.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


class SchemaConstraint(BaseConstraint):
    """A constraint that Django only has to carry into the migrations; PostgreSQL does the checking."""

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Nothing to do in Python: the database refuses."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Written after the table stands, not inside CREATE TABLE."""
        schema_editor.deferred_sql.append(self.sql(model))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Written when the migration ends: by then whatever it refers to stands, in whichever order it was made."""
        schema_editor.deferred_sql.append(self.sql(model))
        return PutOff("SELECT 1")

    def sql(self, model: Any) -> str:
        """The statements that make it."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


class Wall(SchemaConstraint):
    """The row security of one table.

    Keywords are roles without their prefix; a value lists commands, each with its columns where not all are
    meant: `office="select insert update:superseded_at"`. An office sees the rows of its own `office_id`, a
    partner those of its own `organization_id`, where the table has such a column; `rows` says otherwise, for a
    role ("office") or for one command of it ("office select": read all, write own). `heads` names what leadership
    and officers may do beyond the rest of their office: what `office` may do, they may too.
    `secret` names columns that the audit trail keeps only as a SHA-256, `withheld` those that it does not keep at all:
    of a number under five a hash hides nothing.
    """

    def __init__(
        self,
        *,
        name: str,
        rows: Mapping[str, str] | None = None,
        secret: tuple[str, ...] | list[str] = (),
        withheld: tuple[str, ...] | list[str] = (),
        audited: bool = True,
        **commands: Unpack[Commands],
    ) -> None:
        super().__init__(name=name)
        self.rows = dict(rows or {})
        self.secret = tuple(secret)
        self.withheld = tuple(withheld)
        self.audited = audited
        self.commands: dict[str, str] = {role: str(words) for role, words in commands.items()}

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"rows": self.rows, "secret": self.secret, "audited": self.audited, **self.commands}
        if self.withheld:
            kwargs["withheld"] = self.withheld
        return path, args, kwargs

    def rules(self, model: type[models.Model]) -> Iterator[Rule]:
        """Every policy that the table must have, besides the owner's."""
        has = {field.column for field in model._meta.local_concrete_fields}
        for short, commands in self.commands.items():
            column, own = KEYED.get(short, ("", ""))
            by_default = self.rows.get(short) or (own if column in has else "all")
            for command in commands.split():
                verb, _, columns = command.partition(":")
                rows = self.rows.get(f"{short} {verb}", by_default)
                yield Rule(f"portal_{short}", verb.upper(), rows, tuple(filter(None, columns.split(","))))

    def sql(self, model: Any) -> str:
        table = f'"{model._meta.db_table}"'
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY owner_all ON {table} TO {OWNER} USING (true) WITH CHECK (true)",
        ]
        for rule in self.rules(model):
            statements += rule.statements(table)
        if self.audited:
            statements.append(
                f"CREATE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
                f"EXECUTE FUNCTION audit.record({', '.join(map(repr, self.kept_back))})"
            )
        return ";\n".join(statements)

    @property
    def kept_back(self) -> list[str]:
        """What the trail is told: columns to hash, and with a minus before it columns to leave out."""
        return [*self.secret, *(f"-{column}" for column in self.withheld)]

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        table = f'"{model._meta.db_table}"'
        statements = [f"DROP POLICY owner_all ON {table}", f"DROP TRIGGER IF EXISTS audit_row ON {table}"]
        for rule in self.rules(model):
            statements += [f"DROP POLICY {rule.policy} ON {table}", f"REVOKE ALL ON {table} FROM {rule.role}"]
        return ";\n".join(statements)


class SameKeys(SchemaConstraint):
    """A reference that agrees with its target in other columns too: `keys` maps a column here to one there.

    FOREIGN KEY (founder_id, group_id) REFERENCES g (office_id, id). Where a column here is empty nothing is compared.
    Looked at when the transaction ends; `at_once` where a row that does not agree would open something until then.
    """

    def __init__(self, *, name: str, field: str, keys: Mapping[str, str], at_once: bool = False) -> None:
        super().__init__(name=name)
        self.field, self.keys, self.at_once = field, dict(keys), at_once

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"field": self.field, "keys": self.keys}
        return path, args, kwargs | ({"at_once": True} if self.at_once else {})

    @property
    def timing(self) -> str:
        return "" if self.at_once else " DEFERRABLE INITIALLY DEFERRED"

    def sql(self, model: Any) -> str:
        field = model._meta.get_field(self.field)
        return (
            f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" '
            f'FOREIGN KEY ({", ".join(self.keys)}, "{field.column}") '
            f'REFERENCES "{field.related_model._meta.db_table}" ({", ".join(self.keys.values())}, id){self.timing}'
        )

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"'


class SameOffice(SameKeys):
    """A reference that cannot leave the office: FOREIGN KEY (office_id, x_id) REFERENCES t (office_id, id)."""

    def __init__(self, *, name: str, field: str) -> None:
        super().__init__(name=name, field=field, keys={"office_id": "office_id"})

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        del kwargs["keys"]
        return path, args, kwargs


@dataclass(frozen=True)
class Binding:
    """As whom, and for which office or organization, a transaction runs."""

    role: DatabaseRole
    office_id: int | None = None
    organization_id: int | None = None
    person_id: int | None = None
    request_id: str = ""
    read_only: bool = False
    asked: str = ""
    """The key of the question about money that somebody without an account asks or follows."""


SET = (
    "RESET ROLE; SELECT set_config('app.office_id', %s, true), set_config('app.organization_id', %s, true), "
    "set_config('app.person_id', %s, true), set_config('app.request_id', %s, true), "
    "set_config('app.asked', %s, true), set_config('statement_timeout', '15s', true)"
)
SET_ROLE = ", set_config('role', %s, true)"
SET_READ_ONLY = ", set_config('transaction_read_only', 'on', true)"

_current: ContextVar[Binding | None] = ContextVar("binding", default=None)


def current() -> Binding | None:
    """The binding in force, None outside of any."""
    return _current.get()


def _apply(binding: Binding | None) -> None:
    """Set everything in one round trip, each value every time: what is not said is ''."""
    keys = (binding.office_id, binding.organization_id, binding.person_id) if binding else (None, None, None)
    words = (binding.request_id, binding.asked) if binding else ("", "")
    values = [*("" if key is None else str(key) for key in keys), *words]
    statement = SET
    if binding:
        statement += SET_ROLE + (SET_READ_ONLY if binding.read_only else "")
        values.append(binding.role)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def bound(binding: Binding, *, durable: bool = False) -> Iterator[None]:
    """One transaction that runs as `binding`. Role and settings end with it.

    Inside another transaction (a test's, or a request that has to count the nation) it is a savepoint, whose
    release would keep them: then the binding of before is put back by hand.
    """
    before = _current.get()
    with transaction.atomic(durable=durable):
        _apply(binding)
        token = _current.set(binding)
        try:
            yield
        finally:
            _current.reset(token)
        if connection.savepoint_ids and not connection.needs_rollback:
            _apply(before)


@contextmanager
def acting_as(role: DatabaseRole, *, office_id: int | None = None, person_id: int | None = None) -> Iterator[None]:
    """A job's or a command's transaction, without a request."""
    with bound(Binding(role, office_id=office_id, person_id=person_id)):
        yield
