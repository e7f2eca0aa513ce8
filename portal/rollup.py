"""Figures that the database keeps: as rows of one table come, change and go, rows of another add up what they say.

Statement triggers write them in the writer's own transaction and with the writer's own rights: what the wall denies
the writer, it denies the trigger. The same words count everything again, so that the nightly recount asks one
question: do rows and figures agree? `docs/decisions/0020-figures-and-reports.md` says why it is done so.
"""

from collections.abc import Iterator, Sequence
from hashlib import md5
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from portal.tenancy import OWNER, SchemaConstraint

OLD, NEW = "old_rows", "new_rows"
TRANSITIONS = {"INSERT": (NEW,), "UPDATE": (OLD, NEW), "DELETE": (OLD,)}
"""What a statement of each kind took away and brought."""


TENANTS = "SELECT {tenant}::int AS tenant FROM {rows}"
CHANGES = "SELECT {keys}, {sign}number AS number FROM ({counts}) AS of_{rows}"
BRANCH = """IF TG_OP = '{operation}' THEN
    PERFORM pg_advisory_xact_lock(hashtext('{into}'), t.tenant) FROM ({tenants} ORDER BY tenant) AS t;
    INSERT INTO public.{into} AS kept ({keys}, number)
      SELECT {keys}, sum(number) FROM ({changes}) AS c
      GROUP BY {keys} HAVING sum(number) <> 0 ORDER BY {keys}
      ON CONFLICT ({keys}) DO UPDATE SET number = kept.number + excluded.number;"""


class RolledUp(SchemaConstraint):
    """That the rows of this table are added up in another, `into`.

    `counts` is a SELECT over `{rows}` which gives the `keys`, the tenant first, and a number: as often as it likes for
    one row, never for one that does not count. `into` has a unique constraint over the keys and a column `number`.
    Two who write for one tenant wait for each other: a transaction may write figures in several statements, and
    whoever took two rows in another order would otherwise stand in each other's way for good.
    """

    def __init__(self, *, name: str, into: str, keys: Sequence[str], counts: str) -> None:
        super().__init__(name=name)
        self.into, self.keys, self.counts = into, list(keys), counts

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"into": self.into, "keys": self.keys, "counts": self.counts}

    @property
    def body(self) -> str:
        """What the trigger function does."""
        branches = "\n  ELS".join(self._branch(operation) for operation in TRANSITIONS)
        return f"\nBEGIN\n  {branches}\n  END IF;\n  RETURN NULL;\nEND\n"

    @property
    def checksum(self) -> str:
        """By which a function is recognized that somebody has changed."""
        return md5(self.body.encode(), usedforsecurity=False).hexdigest()

    def _branch(self, operation: str) -> str:
        rows = TRANSITIONS[operation]
        words = {"operation": operation, "into": self.into, "tenant": self.keys[0], "keys": ", ".join(self.keys)}
        tenants = " UNION ".join(TENANTS.format(rows=name, **words) for name in rows)
        changes = " UNION ALL ".join(
            CHANGES.format(sign="-" if name == OLD else "", counts=self.counting(name), rows=name, **words)
            for name in rows
        )
        return BRANCH.format(tenants=tenants, changes=changes, **words)

    def counting(self, rows: str) -> str:
        """What these rows say, before it is added up."""
        return self.counts.replace("{rows}", rows)

    def triggers(self, model: type[models.Model]) -> Iterator[tuple[str, str]]:
        """The name and the definition of each, as PostgreSQL prints it."""
        for operation, rows in TRANSITIONS.items():
            name = f"{self.name}_{operation.lower()}"
            tables = " ".join(f"{'OLD' if each == OLD else 'NEW'} TABLE AS {each}" for each in rows)
            on = f"AFTER {operation} ON public.{model._meta.db_table} REFERENCING {tables} FOR EACH STATEMENT"
            yield name, f"CREATE TRIGGER {name} {on} EXECUTE FUNCTION {self.name}()"

    def sql(self, model: type[models.Model]) -> str:
        function = f"CREATE FUNCTION public.{self.name}() RETURNS trigger LANGUAGE plpgsql AS $rolled_up${self.body}"
        statements = [f"{function}$rolled_up$", f"REVOKE ALL ON FUNCTION public.{self.name}() FROM PUBLIC"]
        return ";\n".join([*statements, *(definition for _name, definition in self.triggers(model))])

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        dropped = [f'DROP TRIGGER {name} ON "{model._meta.db_table}"' for name, _definition in self.triggers(model)]
        return ";\n".join([*dropped, f"DROP FUNCTION public.{self.name}()"])

    @property
    def function_facts(self) -> tuple[str, str]:
        """Its signature and what is so of it, as the catalog tells."""
        return f"{self.name}()", f"owner {OWNER}, body {self.checksum}"


def roll_ups(model: type[models.Model]) -> list[RolledUp]:
    """How the rows of the model are added up: in one table, or in several."""
    return [each for each in model._meta.constraints if isinstance(each, RolledUp)]


DIFFERENCES = """
SELECT {keys}, coalesce(c.number, 0) - coalesce(f.number, 0) AS number
FROM (SELECT {keys}, sum(number) AS number FROM ({counts}) AS each_row GROUP BY {keys}) AS c
FULL JOIN public.{into} AS f USING ({keys})
WHERE coalesce(c.number, 0) <> coalesce(f.number, 0)
"""
HOW_MANY = "SELECT count(*) FROM ({wrong}) AS d"
WAIT_FOR_WRITERS = """
SELECT pg_advisory_xact_lock(hashtext('{into}'), t.tenant)
FROM (SELECT DISTINCT {tenant}::int AS tenant FROM ({wrong}) AS d ORDER BY tenant) AS t
"""
MEND = """
INSERT INTO public.{into} AS kept ({keys}, number) {wrong} ORDER BY {keys}
ON CONFLICT ({keys}) DO UPDATE SET number = kept.number + excluded.number
"""


def differences(model: type[models.Model]) -> int:
    """How many figures are not what the rows add up to: a statement for each table sees both as of one instant."""
    found = 0
    with connection.cursor() as cursor:
        for rule in roll_ups(model):
            cursor.execute(HOW_MANY.format(**_words(rule, model)))
            found += int(cursor.fetchone()[0])
    return found


@transaction.atomic
def mend(model: type[models.Model]) -> int:
    """Add to every figure what it lacks; gives how many were wrong. Others may go on writing: they wait."""
    mended = 0
    with connection.cursor() as cursor:
        for rule in roll_ups(model):
            words = _words(rule, model)
            cursor.execute(WAIT_FOR_WRITERS.format(**words))
            cursor.execute(MEND.format(**words))
            mended += int(cursor.rowcount)
    return mended


def _words(rule: RolledUp, model: type[models.Model]) -> dict[str, str]:
    """The declared words that the statements above are made of."""
    counts = rule.counting(f"public.{model._meta.db_table}")
    words = {"into": rule.into, "tenant": rule.keys[0], "keys": ", ".join(rule.keys)}
    return words | {"wrong": DIFFERENCES.format(counts=counts, **words)}
