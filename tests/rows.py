"""A row of any model, made from its fields alone, so that a new table joins the proofs by itself."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import count, cycle
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg2.extras import Json

from portal.catalogue import wall_of
from portal.tenancy import SameKeys, SameOffice
from tests.make import DAY, NOW

numbers = count(1)


Given = dict[str, Any]


def held(given: Given) -> Given:
    held_for = "office_id" if given.get("office_id") else "organization_id" if given.get("organization_id") else ""
    return {"role": {"office_id": "SPECIALIST", "organization_id": "ADVOCATE", "": "EOUSA"}[held_for]}


def entered(given: Given) -> Given:
    if given.get("office_id"):
        return {"is_confidential": True}
    return {"name": f"Organization {next(numbers)}, open to every office"}


def said(given: Given) -> Given:
    """What no office keeps confidential, every office reads: it says nothing that is planted."""
    if given.get("office_id"):
        return {"is_confidential": True}
    return dict.fromkeys(("about", "city", "state", "website", "complaint_route"), "")


def another_quarter() -> Callable[[Given], Given]:
    """Of each row of a table another, until a hundred are told: an office has one open report for a quarter."""
    places = cycle(range(100))

    def quarter(_given: Given) -> Given:
        number = next(places)
        return {"quarter_on": date(2001 + number // 4, 1 + 3 * (number % 4), 1)}

    return quarter


def shared(given: Given) -> Given:
    return {"is_shared": True} if given.get("organization_id") else {}


def blank(*columns: str) -> Callable[[Given], Given]:
    """What every office reads: it says nothing that is planted."""
    return lambda _given: dict.fromkeys(columns, "")


def seen(_given: Given) -> Given:
    """What every office reads: a form that says nothing that is planted."""
    return {"state": "TX", "court": "County courts", "form": "PO-1"} | dict.fromkeys(
        ("version", "note", "office_name"), ""
    )


def grouped(given: Given) -> Given:
    return {"is_national": not given.get("office_id")}


def seated(given: Given) -> Given:
    """An office's seat is in a group of its own; nobody's is in a national one, of an organization."""
    return {"founder_id": given["office_id"], "organization_id": None} if given.get("office_id") else {}


def cared_for(_given: Given) -> Given:
    return {"accepted_on": DAY, "reason": "no money"}


def filled(given: Given) -> Given:
    return {"stage": "DESIGNATED", "closed_on": DAY} if given.get("appointment_id") else {}


PARTICULAR: dict[str, Callable[[Given], Given]] = {
    "portal.Membership": held,
    "portal.Invitation": held,
    "portal.Organization": entered,
    "portal.Message": lambda given: {"due_on": DAY} if given.get("office_id") else {},
    "specialists.RosterUpload": lambda _given: {"table": "SPECIALISTS"},
    "specialists.Directive": lambda _given: {"issued_at": NOW},
    "specialists.Vacancy": filled,
    "specialists.DivisionContact": lambda _given: {"phone": "202-555-0194"},
    "partners.Profile": said,
    "partners.RoleContact": lambda g: {"phone": "202-555-0195", "is_confidential": bool(g.get("office_id"))},
    "partners.NextStep": shared,
    "partners.Share": shared,
    "partners.Report": another_quarter(),
    "partners.WorkingGroup": grouped,
    "partners.Seat": seated,
    "partners.GapCare": cared_for,
    "partners.ErpoLaw": lambda _given: {"precision": "UNKNOWN"},
    "partners.NoticeForm": seen,
    "partners.NoticeReply": blank("text"),
    "partners.Edition": lambda _given: {**blank("summary", "body", "link", "reason")({}), "title": "A protocol"},
    "partners.GroupPaper": lambda _given: {"link": "https://example.test/paper"},
    "partners.CaseCount": another_quarter(),
    "grants.FeedRun": lambda _given: {"state": "GOOD", "ended_at": NOW},
    "grants.GuidanceRequest": lambda given: {"is_central": not given.get("office_id")},
    "grants.FederalContact": lambda _given: {"verified_on": DAY, "superseded_at": NOW},
    "grants.Entry": lambda _given: {"kind": "ADDED"},
    "grants.Note": blank("agency"),
}
"""What a constraint asks for and no field says. A model whose rows cannot be made without it stands here."""


NEEDED = {"portal.KeptText.person", "partners.Seat.organization"}
"""References that may be empty, but not where nothing else stands in their place."""


def particular(model: type[models.Model], given: Given) -> Given:
    made = PARTICULAR.get(model._meta.label)
    return made(given) if made else {}


def walled_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if wall_of(model)]


def columns(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.local_concrete_fields if field.column}


def kept_in_office(model: type[models.Model]) -> set[str]:
    """The references that may not leave the row's office."""
    return {constraint.field for constraint in model._meta.constraints if isinstance(constraint, SameOffice)}


def agreements(model: type[models.Model]) -> dict[str, dict[str, str]]:
    """The references that agree with their target in columns other than the office: each with these columns."""
    found: dict[str, dict[str, str]] = {}
    for each in model._meta.constraints:
        if isinstance(each, SameKeys) and not isinstance(each, SameOffice):
            found.setdefault(each.field, {}).update(each.keys)
    return found


CODE = 5
"""As long as a county's FIPS: made of letters, it is none of those that stand there."""


def letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


class Rows:
    """Writes rows with the rights of the cursor. `word` goes into every free text, also where none is needed."""

    def __init__(self, cursor: Any, word: str = "") -> None:
        self.cursor = cursor
        self.word = word

    def insert(self, model: type[models.Model], **given: Any) -> Any:
        """Add a row; gives its primary key."""
        self.cursor.execute(*self.statement(model, **given))
        return self.cursor.fetchone()[0]

    def statement(self, model: type[models.Model], **given: Any) -> tuple[str, list[Any]]:
        """The INSERT and its values; rows that it refers to are added first. `given` is by column."""
        values = self.values(model, given)
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join(["%s"] * len(values))
        table, key = model._meta.db_table, model._meta.pk.column
        return f'INSERT INTO "{table}" ({names}) VALUES ({marks}) RETURNING "{key}"', list(values.values())

    def values(self, model: type[models.Model], given: dict[str, Any]) -> dict[str, Any]:
        kept = kept_in_office(model)
        asked = particular(model, given) | given
        if kept and "office_id" not in asked:
            asked["office_id"] = self.value(model._meta.get_field("office"))
        for name, keys in agreements(model).items():
            field: Any = model._meta.get_field(name)
            is_free = name in kept and not asked.get(field.column)
            self.agree(field, keys | ({"office_id": "office_id"} if is_free else {}), asked)
        found = {}
        for field in model._meta.local_concrete_fields:
            column = str(field.column)
            if column in asked:
                found[column] = asked[column]
            elif field.name in kept and not field.null:
                target: Any = field.related_model
                found[column] = self.of_office(target, asked["office_id"])
            elif not isinstance(field, models.AutoField) and not field.generated:
                found[column] = self.value(field)
        return found

    def agree(self, field: Any, keys: Mapping[str, str], asked: Given) -> None:
        """Let the reference name a row that has the same there as this one here."""
        if field.null and not asked.get(field.column):
            return
        target = field.related_model
        if not asked.get(field.column):
            given = {there: asked[here] for here, there in keys.items() if asked.get(here)}
            asked[field.column] = self.insert(target, **given)
        for here, there in keys.items():
            asked[here] = self.named(there, target, asked[field.column])

    def value(self, field: Any) -> Any:
        if field.is_relation:
            return self.insert(field.related_model) if not field.null or str(field) in NEEDED else None
        if self.word and isinstance(field, models.CharField | models.TextField) and not field.choices:
            return self.text(field)
        if field.has_default():
            value = field.get_default()
            return Json(value) if isinstance(field, models.JSONField) else field.get_db_prep_value(value, connection)
        if field.null:
            return None
        return "" if field.empty_strings_allowed and field.blank else self.invented(field)

    def invented(self, field: Any) -> Any:
        """Something of the right kind; dates grow from field to field, so that what ends later does."""
        if field.choices:
            return field.choices[0][0]
        later = DAY + timedelta(days=list(field.model._meta.local_concrete_fields).index(field))
        kinds: list[tuple[Any, Any]] = [
            (models.UUIDField, uuid4()),
            (models.DateTimeField, datetime.combine(later, time(12), NOW.tzinfo)),
            (models.DateField, later),
            (models.BooleanField, False),
            (models.SmallIntegerField | models.PositiveSmallIntegerField, next(numbers) % 30_000),
            (models.IntegerField, next(numbers)),
            (models.JSONField, Json([])),
            (ArrayField, [self.word or "x"]),
        ]
        return next((value for kind, value in kinds if isinstance(field, kind)), None) or self.text(field)

    def text(self, field: Any) -> str:
        number = next(numbers)
        if field.max_length == CODE:
            return letters(number).rjust(CODE, "z")[-CODE:]
        unique = f"{self.word or 'row'}{number}"
        if isinstance(field, models.EmailField):
            return f"{unique}@example.test"
        return unique[-(field.max_length or 60) :]

    def office(self, court_id: str) -> int:
        self.cursor.execute("SELECT id FROM portal_office WHERE court_id = %s", [court_id])
        return int(self.cursor.fetchone()[0])

    def has(self, model: type[models.Model], column: str, key: int) -> bool:
        self.cursor.execute(f'SELECT 1 FROM "{model._meta.db_table}" WHERE {column} = %s LIMIT 1', [key])
        return self.cursor.fetchone() is not None

    def named(self, column: str, model: type[models.Model], key: int) -> Any:
        """What stands in this column of the row with this primary key."""
        table, own = model._meta.db_table, model._meta.pk.column
        self.cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{own}" = %s', [key])
        return self.cursor.fetchone()[0]

    def of_office(self, model: type[models.Model], office_id: int) -> Any:
        """The key of a row that the office has there, made if it has none."""
        key = model._meta.pk.column
        self.cursor.execute(f'SELECT {key} FROM "{model._meta.db_table}" WHERE office_id = %s LIMIT 1', [office_id])
        row = self.cursor.fetchone()
        return row[0] if row else self.insert(model, office_id=office_id)

    def directive_of(self, response_id: int) -> Any:
        """The directive, which belongs to no office, that this response answers."""
        self.cursor.execute("SELECT directive_id FROM specialists_response WHERE id = %s", [response_id])
        return self.cursor.fetchone()[0]
