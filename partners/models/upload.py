"""An existing log on its way in: a file as read, and each row with its fate."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import IO, Any, ClassVar, cast
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.importing.columns import Matching, guessed
from partners.importing.guarding import Kept, kept
from partners.importing.judging import Choice, Fate, Known, Verdict, judge
from partners.importing.reading import heads_of, rows_of
from partners.models.upload_record import directory, here, keys_of, named_by, write
from portal.access import DatabaseRole
from portal.country import fold
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person
from portal.tenancy import SameOffice, Wall, acting_as

KEPT_FOR = timedelta(days=30)
AT_ONCE = 2_000
"""Rows of a part: so many are written in one transaction."""
SAMPLES = 40
MOST_UNKNOWN = 2_000
"""Names of organizations about which one file may ask."""
BLOCK = 1_048_576


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, and how one begins."""

    @transaction.atomic
    def receive(self, *, log: "File[bytes]", office: Office, by: Person, at: datetime, pk: UUID) -> "Upload":
        """Read a file and keep its rows without whom they must not name. Raises Refused for the whole file."""
        rows = rows_of(cast(IO[bytes], log.file), log.size)
        heads = heads_of(rows)
        upload = self.create(
            pk=pk, office=office, file_name=(log.name or "log")[-120:], heads=heads, uploaded_by=by, uploaded_at=at
        )
        first = upload.fill(kept(heads, rows))
        if not upload.total:
            raise Refused(_now("The file has heads and no rows. Nothing to import."), field="log")
        upload.digest = digest_of(log)
        upload.mapping = remembered(office, heads) or Matching(guessed(heads, samples(heads, first))).kept()
        upload.save(update_fields=["total", "digest", "mapping"])
        return upload

    def purge(self, *, at: datetime) -> int:
        """Throw away what nobody finished; what was written stays in the list."""
        with acting_as(DatabaseRole.JOBS):
            gone = UploadPart.objects.filter(uploaded_at__lt=at - KEPT_FOR).delete()[0]
            unfinished = self.filter(uploaded_at__lt=at - KEPT_FOR).exclude(state=Upload.State.APPLIED)
            return gone + unfinished._raw_delete(unfinished.db)  # looks at no row, which a job may not read


def digest_of(log: "File[bytes]") -> str:
    found = hashlib.sha256()
    log.seek(0)
    for block in log.chunks(BLOCK):
        found.update(block)
    return found.hexdigest()


def remembered(office: Office, heads: list[str]) -> dict[str, Any]:
    """How the office read its last file with the same heads."""
    before = Upload.objects.filter(office=office, heads=heads).exclude(mapping={}).exclude(state=Upload.State.READ)
    found: dict[str, Any] | None = before.order_by("-uploaded_at").values_list("mapping", flat=True).first()
    return found or {}


def samples(heads: list[str], rows: list[list[Any]]) -> list[list[str]]:
    """The first different cells under each head."""
    return [
        list(dict.fromkeys(row[1][place] for row in rows if row[1][place]))[:SAMPLES] for place in range(len(heads))
    ]


class Upload(OfficeOwned):
    """A file of outreach. What the identity guard refuses has never been in it."""

    class State(models.TextChoices):
        READ = "READ", _("read, its columns not matched yet")
        CHECKED = "CHECKED", _("checked, nothing written yet")
        RUNNING = "RUNNING", _("being written")
        APPLIED = "APPLIED", _("written")

    id = models.UUIDField(primary_key=True, default=uuid4)
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    heads = models.JSONField(default=list)
    """The file's own column heads."""
    mapping = models.JSONField(default=dict)
    """Which column holds which field: see `Matching`."""
    names = models.JSONField(default=list)
    """Names of organizations that nobody knows: [folded, as written, in how many rows]."""
    choices = models.JSONField(default=dict)
    """What somebody said of them: folded → [key, kind]."""
    because = models.CharField(max_length=300, blank=True)
    """Why text that may identify somebody is kept."""
    counts = models.JSONField(default=dict)
    """Rows by fate as last checked; SOFT: those that need the reason; written: entries made."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    """How many rows are through."""
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    parts: Any
    objects: ClassVar[UploadQuerySet] = UploadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            Wall(
                name="upload_wall",
                audited=False,
                office="select insert update:digest,mapping,names,choices,because,counts,state,total,done delete",
                jobs="select:id,state,uploaded_at delete",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def how(self) -> Matching:
        return Matching.of(self.mapping)

    @property
    def is_open(self) -> bool:
        """Whether nothing of it is written yet."""
        return self.state in {self.State.READ, self.State.CHECKED}

    @property
    def written(self) -> int:
        return int(self.counts.get("written", 0))

    def count(self, fate: Fate) -> int:
        return int(self.counts.get(fate.value, 0))

    @cached_property
    def chosen(self) -> dict[str, Choice]:
        return {name: Choice(*choice) for name, choice in self.choices.items()}

    def first_rows(self) -> list[list[Any]]:
        """Enough rows to see what the columns hold."""
        part = self.parts.order_by("number").first()
        return part.rows[: 5 * SAMPLES] if part else []

    def fill(self, rows: Iterator[Kept]) -> list[list[Any]]:
        """Keep the rows, part by part. Gives the first ones."""
        first: list[list[Any]] = []
        number = 0
        while some := [list(row) for row in islice(rows, AT_ONCE)]:
            first = first or some
            UploadPart.objects.create(
                office_id=self.office_id, upload=self, number=number, rows=some, uploaded_at=self.uploaded_at
            )
            number, self.total = number + 1, self.total + len(some)
        return first

    @transaction.atomic
    def match(self, *, matching: Matching, by: Person, on: date) -> None:
        """Say which column is what, and judge every row."""
        self._refuse_begun()
        self.mapping = matching.kept()
        self.save(update_fields=["mapping"])
        self._check(on)

    @transaction.atomic
    def settle(self, *, choices: Mapping[str, Choice], because: str, by: Person, on: date) -> None:
        """Say which organizations are meant, and why text that may identify somebody is kept; judge again."""
        self._refuse_begun()
        allowed = set(
            Organization.objects.filter(pk__in=[one.pk for one in choices.values()]).values_list("pk", flat=True)
        )
        told = self.choices | {name: list(one) for name, one in choices.items() if not one.pk or one.pk in allowed}
        self.choices = {name: one for name, one in told.items() if any(one)}
        self.because = because
        self.save(update_fields=["choices", "because"])
        self.__dict__.pop("chosen", None)
        self._check(on)

    def _refuse_begun(self) -> None:
        """One at a time; and not once writing has begun."""
        fresh = Upload.objects.select_for_update().filter(pk=self.pk).first()
        if fresh is None or not fresh.is_open:
            raise Refused(_now("Writing has begun. It cannot be matched anew."))

    def known(self, on: date) -> Known:
        return Known(on, directory(self.office), self.chosen, bool(self.because))

    def _check(self, on: date) -> None:
        """Judge every row against the record of this moment."""
        known = self.known(on)
        counts = dict.fromkeys(Fate.values, 0)
        for part in self.parts.order_by("number").iterator(chunk_size=1):
            known.here = here(self.office, keys_of(part.rows, self.how)) | known.here
            verdicts = part.judged(self.how, known)
            part.tell(verdicts)
            for verdict in verdicts:
                counts[verdict.fate.value] += 1
        found = sorted(([plain, *told] for plain, told in known.unknown.items()), key=lambda one: (-one[2], one[1]))
        self.names = found[:MOST_UNKNOWN]
        self.counts = counts | {"SOFT": known.soft_rows}
        self.state = self.State.CHECKED
        self.save(update_fields=["names", "counts", "state"])

    @transaction.atomic
    def write_next(self, *, by: Person, on: date) -> None:
        """Write the next part: once, however many press the button; after any break the next one follows."""
        fresh = Upload.objects.select_for_update().get(pk=self.pk)
        self.__dict__.update({field.attname: getattr(fresh, field.attname) for field in self._meta.concrete_fields})
        self.__dict__.pop("chosen", None)
        if self.state == self.State.READ:
            raise Refused(_now("Say first which column is what."))
        part = self.parts.order_by("number").first()
        if part:
            self._write(part, by=by, on=on)
        is_over = not self.parts.exists()
        self.state = self.State.APPLIED if is_over else self.State.RUNNING
        if is_over:
            self.names, self.choices = [], {}
        self.save(update_fields=["state", "done", "counts", "choices", "names"])

    def _write(self, part: "UploadPart", *, by: Person, on: date) -> None:
        """Those rows of the part that were shown as new and still are."""
        known = self.known(on)
        known.here = here(self.office, keys_of(part.rows, self.how))
        verdicts = part.judged(self.how, known)
        new = [one for one, told in zip(verdicts, part.fates, strict=True) if one.fate == told == Fate.NEW]
        choices = self.chosen
        written = {fold(name): name for _row, name in part.names(self.how)}
        named = named_by(new, known.directory, choices, written, office=self.office, by=by)
        write(new, named, office=self.office, because=self.because, by=by)
        self.choices = {name: list(choice) for name, choice in choices.items()}
        self.counts = self.counts | {"written": self.written + len(new)}
        self.done += len(part.rows)
        part.delete()

    def discard(self) -> None:
        """Nobody wants it any more. What was written stays."""
        self._refuse_begun()
        self.parts.all().delete()
        self.delete()


class UploadPart(OfficeOwned):
    """So many rows of a file; gone as soon as they are written."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="parts", db_constraint=False)
    number = models.PositiveIntegerField()
    rows = models.JSONField(default=list)
    """[number, cells, trouble, soft] of each: see `guarding.Kept`."""
    fates = models.TextField(blank=True)
    """A letter for each row."""
    words = models.JSONField(default=dict)
    """Place of a row → what there is to say about it."""
    uploaded_at = models.DateTimeField()

    class Meta(OfficeOwned.Meta):
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["upload", "number"], name="one_part_per_number"),
            SameOffice(name="upload_part_of_own", field="upload"),
            Wall(
                name="upload_part_wall",
                audited=False,
                office="select insert update:fates,words delete",
                jobs="select:id,uploaded_at delete",
            ),
        ]

    def judged(self, how: Matching, known: Known) -> list[Verdict]:
        return [judge(Kept(*row), how, known) for row in self.rows]

    def tell(self, verdicts: Iterable[Verdict]) -> None:
        """Keep what is shown before anything is written."""
        told = list(verdicts)
        self.fates = "".join(one.fate.value for one in told)
        self.words = {str(place): one.words for place, one in enumerate(told) if one.words}
        self.save(update_fields=["fates", "words"])

    def names(self, how: Matching) -> Iterator[tuple[int, str]]:
        """Each organization as the rows write it."""
        for row in self.rows:
            for name in how.cell(row[1], "organizations").replace("|", ";").replace("\n", ";").split(";"):
                yield row[0], " ".join(name.split())
