"""What the database must look like, as facts, and what it does look like, as PostgreSQL's own catalog tells it.

Both sides are sets of facts: a fact that only one side has is a fault. So nothing that was never declared can
stand in the database unnoticed: no policy, grant, view or function too many, none missing. Reading the catalog
needs no rights, so the web's own log-in can ask at its start.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

from portal.access import INHERITS, DatabaseRole
from portal.models import OfficeOwned
from portal.rollup import RolledUp
from portal.tenancy import APP, AUDITOR, BACKUP, LOG_INS, OWNER, ROWS, WORKER, Rule, SameKeys, SameOffice, Wall

OUR_APPS = {"portal", "specialists", "partners", "grants"}
QUERY = Path(__file__).with_suffix(".sql").read_text().replace("\\_%'", "\\_%%'")
PORTAL_ROLES = [OWNER, *LOG_INS, BACKUP, AUDITOR, *map(str, DatabaseRole)]


class Kind(StrEnum):
    """What a fact is about; the value is the number of the check that reports it."""

    TABLE = "portal.E010"
    POLICY = "portal.E011"
    GRANT = "portal.E012"
    TRIGGER = "portal.E013"
    REFERENCE = "portal.E014"
    ROLE = "portal.E015"
    MEMBERSHIP = "portal.E016"
    FUNCTION = "portal.E017"
    SCHEMA = "portal.E018"
    OBJECT = "portal.E019"
    MODEL = "portal.E020"
    """A mistake in a model itself; see `model_faults`."""


class Fact(NamedTuple):
    """One thing that is so: "portal_user: SELECT to portal_app"."""

    kind: Kind
    subject: str
    says: str


class Fault(NamedTuple):
    """A fact that is declared and not so, or so and not declared."""

    fact: Fact
    is_missing: bool

    def __str__(self) -> str:
        where = "is declared but not in the database" if self.is_missing else "is in the database but not declared"
        return f"{self.fact.subject}: {self.fact.says} {where}."


# --- declared ----------------------------------------------------------------------------------------------------
READ_AND_WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE")
SIGN_IN_TABLES = ("django_session", "account_emailaddress", "account_emailconfirmation", "mfa_authenticator")
OTHERS_GRANTS: dict[str, dict[str, tuple[str, ...]]] = {
    **{table: {APP: READ_AND_WRITE} for table in SIGN_IN_TABLES},
    "django_migrations": {APP: ("SELECT",), WORKER: ("SELECT",)},
}
"""Tables of packages: no row security, so only the log-ins named here come near them."""
OTHERS_AUDITED = {"account_emailaddress": (), "mfa_authenticator": ("data",)}
AUDIT_READERS = (DatabaseRole.OFFICE, DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER)
FUNCTIONS = {
    ("audit.kept(jsonb,text[])", f"owner {AUDITOR}"),
    ("audit.record()", f"owner {AUDITOR}, runs as its owner"),
    ("audit.record()", f"EXECUTE to {OWNER}"),
    *(("set_config(text,text,boolean)", f"EXECUTE to {log_in}") for log_in in (OWNER, *LOG_INS, BACKUP)),
}
SCHEMAS = {"public": OWNER, "audit": AUDITOR}
MAKES_DATABASES = {OWNER}
"""May have CREATEDB: tests make their database with it."""


def declared() -> set[Fact]:
    """Every fact that the models, the access table and the migrations promise."""
    facts = {*declared_roles(), *declared_schemas(), *declared_audit()}
    facts.add(Fact(Kind.GRANT, "sequences", f"SELECT to {BACKUP}"))
    facts |= {Fact(Kind.FUNCTION, name, says) for name, says in FUNCTIONS}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            facts |= set(declared_table(model))
    facts |= set(other_table("django_migrations"))
    return facts


def wall_of(model: type[models.Model]) -> Wall | None:
    """The model's wall, None for a table of a package (or for a mistake, which `model_faults` tells)."""
    return next((c for c in model._meta.constraints if isinstance(c, Wall)), None)


def declared_table(model: type[models.Model]) -> Iterator[Fact]:
    table, wall = model._meta.db_table, wall_of(model)
    if wall is None:
        yield from other_table(table)
        return
    yield Fact(Kind.TABLE, table, f"owner {OWNER}, row security on, forced")
    yield Fact(Kind.POLICY, table, policy("owner_all", "ALL", OWNER, "true", "true"))
    yield Fact(Kind.GRANT, table, f"SELECT to {BACKUP}")
    for rule in wall.rules(model):
        yield from declared_rule(table, rule)
    if wall.audited:
        yield Fact(Kind.TRIGGER, table, audit_trigger(table, wall.kept_back))
    for constraint in references_of(model):
        yield Fact(Kind.REFERENCE, table, f"{constraint.name}: {same_keys(model, constraint)}")
    yield from declared_figures(model)


def declared_figures(model: type[models.Model]) -> Iterator[Fact]:
    """What adds up the rows of the table, if anything does."""
    for rule in (each for each in model._meta.constraints if isinstance(each, RolledUp)):
        yield Fact(Kind.FUNCTION, *rule.function_facts)
        for _name, definition in rule.triggers(model):
            yield Fact(Kind.TRIGGER, model._meta.db_table, definition)


def declared_rule(table: str, rule: Rule) -> Iterator[Fact]:
    """The policy and the grant of one rule."""
    yield Fact(Kind.POLICY, table, policy(rule.policy, rule.command, rule.role, rule.using, rule.check))
    for subject in [f"{table}.{column}" for column in rule.columns] or [table]:
        yield Fact(Kind.GRANT, subject, f"{rule.command} to {rule.role}")


def references_of(model: type[models.Model]) -> list[SameKeys]:
    return [constraint for constraint in model._meta.constraints if isinstance(constraint, SameKeys)]


def other_table(table: str) -> Iterator[Fact]:
    """A table of a package, or Django's own."""
    yield Fact(Kind.TABLE, table, f"owner {OWNER}, no row security")
    yield Fact(Kind.GRANT, table, f"SELECT to {BACKUP}")
    for log_in, commands in OTHERS_GRANTS.get(table, {}).items():
        for command in commands:
            yield Fact(Kind.GRANT, table, f"{command} to {log_in}")
    if table in OTHERS_AUDITED:
        yield Fact(Kind.TRIGGER, table, audit_trigger(table, OTHERS_AUDITED[table]))


def declared_audit() -> Iterator[Fact]:
    """The trail's tables: written by the trigger's owner and by the web, read by three roles, changed by nobody."""
    writers = {"audit.event": ("audit_insert", AUDITOR), "audit.access": ("app_insert", APP)}
    for table, (name, writer) in writers.items():
        yield Fact(Kind.TABLE, table, f"owner {AUDITOR}, row security on, forced")
        yield Fact(Kind.POLICY, table, policy(name, "INSERT", writer, "", "true"))
        for role in AUDIT_READERS:
            rows = ROWS["own office"] if role is DatabaseRole.OFFICE else "true"
            reads = f"{role.removeprefix('portal_')}_select"
            yield Fact(Kind.POLICY, table, policy(reads, "SELECT", role, rows, ""))
        for reader in (*AUDIT_READERS, BACKUP):
            yield Fact(Kind.GRANT, table, f"SELECT to {reader}")
    yield Fact(Kind.GRANT, "audit.access", f"INSERT to {APP}")


def declared_roles() -> Iterator[Fact]:
    for role in PORTAL_ROLES:
        powers = "log in" if role in {OWNER, *LOG_INS, BACKUP} else "nothing"
        yield Fact(Kind.ROLE, role, f"can {powers}{', bypass row security' if role == BACKUP else ''}")
    for log_in, roles in {**LOG_INS, OWNER: (AUDITOR,)}.items():
        for role in roles:
            yield Fact(Kind.MEMBERSHIP, log_in, f"may become {role}")
    for heir, role in INHERITS.items():
        yield Fact(Kind.MEMBERSHIP, heir, f"belongs to {role}, inherits it")


def declared_schemas() -> Iterator[Fact]:
    everyone = {*LOG_INS, *map(str, DatabaseRole), BACKUP}
    for schema, owner in SCHEMAS.items():
        yield Fact(Kind.SCHEMA, schema, f"owner {owner}")
        for role in everyone | {OWNER, AUDITOR} - {owner}:
            yield Fact(Kind.SCHEMA, schema, f"USAGE to {role}")
    for log_in in (*LOG_INS, BACKUP):
        yield Fact(Kind.SCHEMA, "the database", f"CONNECT to {log_in}")
    for owner in (OWNER, AUDITOR):
        for objects in ("r", "S"):
            yield Fact(Kind.SCHEMA, f"new objects ({objects}) of {owner}", f"SELECT to {BACKUP}")


def policy(name: str, command: str, role: str, using: str, check: str) -> str:
    return f"policy {name} for {command} to {role} using ({using}) check ({check})"


def audit_trigger(table: str, kept_back: Iterable[str]) -> str:
    arguments = ", ".join(f"'{column}'" for column in kept_back)
    event = f"AFTER INSERT OR DELETE OR UPDATE ON public.{table} FOR EACH ROW"
    return f"CREATE TRIGGER audit_row {event} EXECUTE FUNCTION audit.record({arguments})"


def same_keys(model: type[models.Model], constraint: SameKeys) -> str:
    field: Any = model._meta.get_field(constraint.field)
    here, there = ", ".join(constraint.keys), ", ".join(constraint.keys.values())
    target = field.related_model._meta.db_table
    return f"FOREIGN KEY ({here}, {field.column}) REFERENCES {target}({there}, id){constraint.timing}"


# --- found -------------------------------------------------------------------------------------------------------
def found() -> set[Fact]:
    """The same kinds of facts, as the database has them: one query."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"roles": PORTAL_ROLES, "makers": sorted(MAKES_DATABASES)})
        return {Fact(Kind[kind.upper()], subject, says) for kind, subject, says in cursor.fetchall()}


def faults() -> list[Fault]:
    """Everything that differs, sorted so that two runs tell it alike."""
    promised, real = declared(), found()
    missing = [Fault(fact, is_missing=True) for fact in promised - real]
    return sorted(missing + [Fault(fact, is_missing=False) for fact in real - promised])


# --- the models themselves ---------------------------------------------------------------------------------------
def model_faults(all_models: list[type[models.Model]] | None = None) -> Iterator[str]:
    """Mistakes that show before any database is asked: no wall, or a reference that could leave its office."""
    for model in all_models if all_models is not None else apps.get_models(include_auto_created=True):
        if model._meta.app_label in OUR_APPS and model._meta.managed:
            yield from _faults_of(model)


def _faults_of(model: type[models.Model]) -> Iterator[str]:
    if wall_of(model) is None:
        yield f"{model._meta.label} declares no Wall among its Meta.constraints."
    if is_owned(model):
        yield from _faults_of_owned(model, model._meta.label)


def _faults_of_owned(model: type[models.Model], label: str) -> Iterator[str]:
    uniques = [set(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    if {"office", "id"} not in uniques:
        yield f"{label} forgets the constraints of its base: start its list with *OfficeOwned.Meta.constraints."
    for field in model._meta.local_concrete_fields:
        if is_owned(field.related_model) and field.name not in kept_in_office(model):
            yield f"{label}.{field.name} could point into another office: add SameOffice(field={field.name!r})."


def kept_in_office(model: type[models.Model]) -> set[str]:
    """The references that cannot leave the office of their row."""
    return {constraint.field for constraint in references_of(model) if isinstance(constraint, SameOffice)}


def is_owned(model: Any) -> bool:
    """Whether each row of the model belongs to exactly one office."""
    return isinstance(model, type) and issubclass(model, OfficeOwned)
