"""What an import reads of the record, and how its rows enter it: many in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from partners.importing.columns import Matching
from partners.importing.judging import Choice, Here, Verdict, key_of, since, uuid_of
from partners.models.office_word import enter_organization
from partners.models.outreach import Outreach, Party
from partners.models.partnership import Partnership
from portal.country import fold
from portal.errors import Refused
from portal.guard import Kind
from portal.models import KeptText, Office, Organization, Person
from portal.pages import refusing
from portal.prose import Prose


def directory(office: Office) -> dict[str, set[int]]:
    """Organizations by folded name, as the office reads them; of several of one name its own partner."""
    found: dict[str, set[int]] = defaultdict(set)
    for pk, target, name in Organization.objects.values_list("pk", "merged_into", "name"):
        found[fold(name)].add(target or pk)
    ours = partners_of(office)
    return {name: keys & ours if len(keys) > 1 and len(keys & ours) == 1 else keys for name, keys in found.items()}


def partners_of(office: Office) -> set[int]:
    rows = Partnership.objects.standing().filter(office=office)
    return {target or pk for pk, target in rows.values_list("organization", "organization__merged_into")}


def keys_of(rows: Iterable[Sequence[Any]], how: Matching) -> set[str]:
    """The keys of these rows; one that cannot be a key is told of when the row is judged."""
    found = set()
    for row in rows:
        try:
            found.add(key_of(row[1], how))
        except Refused:
            continue
    return found


def here(office: Office, keys: set[str]) -> dict[str, Here]:
    """Those of the keys that the log has, or had."""
    entries = Outreach.objects.filter(office=office)
    told = {}
    rows = entries.filter(imported_as__in=keys).values_list("imported_as", "held_on", "superseded_at")
    for key, day, gone in sorted(rows, key=lambda row: row[2] is None):
        told[key] = Here(since(day, is_deleted=gone is not None), day=day)
    by_uuid = {uuid: key for key in keys if (uuid := uuid_of(key))}
    own = entries.filter(key__in=by_uuid).values_list("key", "held_on", "superseded_at") if by_uuid else []
    for uuid, day, gone in sorted(own, key=lambda row: row[2] is None):
        told[by_uuid[uuid]] = Here(since(day, is_deleted=gone is not None), day=day)
    return told


def write(verdicts: Sequence[Verdict], named: dict[str, int], *, office: Office, because: str, by: Person) -> None:
    """The rows as entries of the office. `named`: the organization of each folded name. Writes all or none."""
    entries = [
        Outreach(office=office, key=uuid4(), recorded_by=by, imported_as=one.key, **one.facts) for one in verdicts
    ]
    twice = _("Somebody imports the same rows at this moment. Look again.")
    with refusing(a_row_is_imported_once=twice, one_standing_entry_per_key=twice):
        Outreach.objects.bulk_create(entries)
    parties: list[Party] = []
    first: dict[int, date] = {}
    for entry, verdict in zip(entries, verdicts, strict=True):
        for pk in sorted({named[name] for name in verdict.names}):
            parties.append(Party(office=office, outreach_id=entry.pk, organization_id=pk))
            first[pk] = min(first.get(pk, entry.held_on), entry.held_on)
    Party.objects.bulk_create(parties)
    begin(first, office=office, by=by)
    keep(verdicts, because)


def begin(first: Mapping[int, date], *, office: Office, by: Person) -> None:
    """Each organization becomes a partner from the first day that is told of it."""
    days: dict[date, list[int]] = defaultdict(list)
    for pk in first.keys() - partners_of(office):
        days[first[pk]].append(pk)
    for day, keys in sorted(days.items()):
        organizations = list(Organization.objects.filter(pk__in=keys))
        Partnership.objects.begin(office=office, organizations=organizations, by=by, on=day)


def keep(verdicts: Sequence[Verdict], because: str) -> None:
    """Who kept what may identify somebody, and why."""
    for verdict in verdicts:
        said = {
            name: Prose("", kept_because=because, kinds=tuple(Kind(kind) for kind in kinds))
            for name, kinds in verdict.soft.items()
        }
        if said:
            KeptText.objects.keep("Upload", said)


def named_by(
    verdicts: Sequence[Verdict],
    known: Mapping[str, set[int]],
    choices: dict[str, Choice],
    as_written: Mapping[str, str],
    *,
    office: Office,
    by: Person,
) -> dict[str, int]:
    """The organization of each name of these rows; one that is new is entered, from its first day on."""
    first: dict[str, date] = {}
    for verdict in verdicts:
        day = verdict.facts["held_on"]
        for name in verdict.names:
            first[name] = min(first.get(name, day), day)
    found = {}
    for name, day in first.items():
        (pk,) = known[name] if len(known.get(name, ())) == 1 else (choices[name].pk,)
        if not pk:
            made = enter_organization(office=office, name=as_written[name], kind=choices[name].kind, by=by, on=day)
            choices[name] = Choice(pk=made.pk)
            pk = made.pk
        found[name] = pk
    return found
