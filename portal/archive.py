"""Everything that an office owns, as one file: a table each, and a page that says what stands in them.

The tables are found among the models, so a new one joins by itself. The rows are read bit by bit in a transaction of
their own, with the rights of whoever takes them out: the wall, not this module, says which they are.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from io import RawIOBase, StringIO, TextIOWrapper
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.conf import settings
from django.db import models

from portal.downloads import harmless
from portal.models import AuditEvent, Office, Organization, Person
from portal.tenancy import Rule, Wall

SET_ASIDE = {
    "partners.Draft": "unfinished text of one person, which nobody else reads",
    "partners.Upload": "files on their way in; what they wrote stands in the tables",
    "partners.UploadPart": "rows of such files; what they wrote stands in the tables",
}
"""Tables that are no record of the office, each with its reason."""
KEPT_BACK = {"key_hash": "the fingerprint of a key that opens something"}
"""Columns that are no fact about anything, each with its reason."""
HOLDERS = {"portal_office", "portal_heads"}
LOOKED_UP: tuple[type[models.Model], ...] = (Person, Organization)
"""Rows of the nation that the office's own rows name."""
AT_ONCE = 500


class Sink(RawIOBase):
    """Where the archive is written: gives out what has come since, and keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data, self.parts = b"".join(self.parts), []
        return data


class Archive:
    """One office's archive, while it is written. `counts`: rows by table, for the trail and the page inside."""

    def __init__(self, office: Office, *, taken_by: Person, at: datetime) -> None:
        self.office, self.taken_by, self.at = office, taken_by, at
        self.counts: dict[str, int] = {}
        self.named: dict[type[models.Model], set[int]] = defaultdict(set)

    def bits(self) -> Iterator[bytes]:
        """The file, bit by bit."""
        sink = Sink()
        with ZipFile(cast(IO[bytes], sink), "w", ZIP_DEFLATED) as file:
            for model in owned_tables():
                rows = model._base_manager.filter(**{of_office(model): self.office.pk})
                yield from self._table(file, sink, model, rows)
            yield from self._table(file, sink, AuditEvent, AuditEvent.objects.filter(office_id=self.office.pk))
            for model in LOOKED_UP:
                yield from self._table(file, sink, model, self._looked_up(model))
            file.writestr("README.txt", self._read_me())
        yield sink.taken()

    def _looked_up(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """Rows that are named in what was written, and those that the office itself entered."""
        wanted = models.Q(pk__in=sorted(self.named[model]))
        has_office = any(field.name == "office" for field in model._meta.local_concrete_fields)
        return model._base_manager.filter(wanted | models.Q(office_id=self.office.pk) if has_office else wanted)

    def _table(
        self, file: ZipFile, sink: Sink, model: type[models.Model], rows: models.QuerySet[Any]
    ) -> Iterator[bytes]:
        """One table as CSV, with its count at the end."""
        name, count = file_name(model), 0
        with file.open(name, "w", force_zip64=True) as raw, TextIOWrapper(raw, "utf-8", newline="") as text:
            for cells in self._lines(model, rows):
                csv.writer(text).writerow(cells)
                count += 1
                if count % AT_ONCE == 0:
                    yield sink.taken()
        self.counts[name] = count - 1
        yield sink.taken()

    def _lines(self, model: type[models.Model], rows: models.QuerySet[Any]) -> Iterator[list[str]]:
        """The heads and each row; which rows of the nation they name is kept."""
        fields = columns(model)
        names = [(place, self.named[field.related_model]) for place, field in enumerate(fields) if is_looked_up(field)]
        heads = [field.attname for field in fields]
        yield heads
        for row in rows.order_by("pk").values_list(*heads).iterator(chunk_size=AT_ONCE):
            for place, named in names:
                named.update(filter(None, [row[place]]))
            yield [harmless(plain(value)) for value in row]

    def _read_me(self) -> str:
        """What the files hold, in plain text."""
        page = StringIO()
        page.write(f"Everything that {self.office.official_name} ({self.office.abbreviation}) keeps in Ninety-Four\n")
        page.write(f"As of {self.at.isoformat(timespec='seconds')}, taken out by {self.taken_by.name}.\n")
        if not settings.OFFICIAL_SITE:
            page.write("Demonstration, not a government site: people and events are invented.\n")
        page.write(f"\n{HOW_TO_READ}\n")
        every: list[type[models.Model]] = [*owned_tables(), AuditEvent, *LOOKED_UP]
        for model in every:
            page.write("\n".join(["", *described(model, self.counts[file_name(model)]), ""]))
        page.write("\nNot in here\n")
        for label, reason in SET_ASIDE.items():
            page.write(f"  {label}: {reason}.\n")
        return page.getvalue()


HOW_TO_READ = """One CSV file for each table (UTF-8, comma, header line). A column that ends in _id names a row of
another table by its id. Of a table whose rows are superseded, those with an empty superseded_at stand; the others say
what stood before, and replaces_id leads back. A cell that a spreadsheet would take for a formula begins with an
apostrophe."""


def is_looked_up(field: Any) -> bool:
    """Whether the column names a row of the nation that goes along."""
    return field.related_model in LOOKED_UP


def owned_tables() -> list[type[models.Model]]:
    """The tables whose rows the office reads as its own, by name."""
    found = [model for model in apps.get_models() if is_owned(model) and model not in LOOKED_UP]
    return sorted((model for model in found if model._meta.label not in SET_ASIDE), key=file_name)


def is_owned(model: type[models.Model]) -> bool:
    """Whether leadership and officers of an office read whole rows there that carry its key, or say where it stands."""
    has_office = any(field.column == "office_id" for field in model._meta.local_concrete_fields)
    return (has_office or hasattr(model, "of_office")) and any(is_readable(rule) for rule in rules_of(model))


def of_office(model: type[models.Model]) -> str:
    """The way from a row to its office: what the model says (`of_office`), else its own column."""
    return str(getattr(model, "of_office", "office_id"))


def rules_of(model: type[models.Model]) -> Iterator[Rule]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, Wall):
            yield from constraint.rules(model)


def is_readable(rule: Rule) -> bool:
    return rule.role in HOLDERS and rule.command == "SELECT" and not rule.columns


def columns(model: type[models.Model]) -> list[Any]:
    """What is taken out of a table: every column but those that hold no fact."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if field.column not in KEPT_BACK and not isinstance(field, models.GeneratedField)
    ]


def file_name(model: type[models.Model]) -> str:
    return f"{model._meta.db_table.replace(chr(34), '').replace('.', '_')}.csv"


def plain(value: Any) -> Any:
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


def described(model: type[models.Model], count: int) -> Iterator[str]:
    """A table in words: what a row is, how many there are, and each column."""
    says = " ".join((model.__doc__ or "").split())
    yield f"{file_name(model)}: {count} rows"
    yield f"  {says}"
    for field in columns(model):
        yield f"    {field.attname}: {column_in_words(field)}"


def column_in_words(field: Any) -> str:
    """The kind of a column, what it may hold, what it names."""
    if field.related_model:
        return f"a row of {file_name(field.related_model).removesuffix('.csv')}"
    said = [field.get_internal_type().removesuffix("Field").lower()]
    if field.choices:
        said.append("one of " + ", ".join(f"{code} ({label})" for code, label in field.choices if code != ""))
    return "; ".join(said)
