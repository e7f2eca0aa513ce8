"""Reminders of directory entries that nobody has confirmed for half a year.

One office is named with each entry: of those that work with the organization, the one that has done so longest. So an
organization with many partners is asked once. They do not wait for EOUSA to begin an office's ladder, which asks
offices for answers; and they end at the office's own team: no leader and no desk has to hear of an old telephone
number.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.entry_audiences import KEEPER, ORGANIZATION, TEAM_OF_OFFICE, entry_of, mailboxes
from partners.models import Partnership, Profile
from partners.models.entry_link import entry_path
from partners.models.profile import VERIFIED_FOR, lapsed
from portal import gazetteer
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.calendar import CENTER, local_day
from portal.ladder import Audience, Cause, Matter, Offices, Rung, Said, Unit
from portal.models import Message, Office
from portal.tenancy import current

ENTRY = "ENTRY_UNVERIFIED"
READ_PARTNERSHIPS = OFFICE_DATABASE_ROLES | {DatabaseRole.JOBS}
FRESH = timedelta(days=14)
"""Of an entry that was written just now nobody is reminded, however long ago somebody confirmed it."""


# --- what waits -----------------------------------------------------------------------------------------------------
def unverified(day: date, offices: Offices) -> Iterator[Matter]:
    """Entries that nobody has confirmed for half a year, each with its one office, if that is one of these."""
    binding = current()
    role = binding.role if binding else None
    entries = list(old_entries(day)) if role in READ_PARTNERSHIPS else []
    if entries:
        told = None if role is DatabaseRole.JOBS else told_by(offices)
        yield from at_these(entries, offices, told)


def at_these(entries: Collection[Profile], offices: Offices, told: Collection[str] | None) -> Iterator[Matter]:
    """Of these entries those that are a matter of one of the offices. `told`: see `is_ours`."""
    named = first_partners(entries)
    for entry in entries:
        office = entry.office_id if entry.is_confidential else named.get(entry.organization_id)
        if office and office in offices and is_ours(entry, office, told):
            yield matter_of(entry, office)


def old_entries(day: date) -> Iterable[Profile]:
    """The entries in the directory that were last confirmed, or else written, half a year ago or earlier."""
    found = Profile.objects.standing().filter(lapsed(day), recorded_at__date__lte=day - FRESH)
    counted = found.filter(organization__merged_into=None)
    return counted.select_related("organization", "office").order_by("pk")


def first_partners(entries: Iterable[Profile]) -> dict[int, int]:
    """By organization the office that has worked with it longest, as far as whoever asks may read that."""
    keys = {entry.organization_id for entry in entries}
    named = Q(organization__in=keys) | Q(organization__merged_into__in=keys)
    rows = Partnership.objects.standing().filter(named).order_by("-began_on", "-pk")
    pairs = rows.values_list("organization", "organization__merged_into", "office")
    return {into or key: office for key, into, office in pairs}


def told_by(offices: Offices) -> set[str]:
    """Which entries these offices were the ones to be told of, as far as whoever asks reads that."""
    told = Message.objects.reminders().filter(cause=ENTRY, office__in=offices)
    return set(told.values_list("about", flat=True))


def is_ours(entry: Profile, office: int, told: Collection[str] | None) -> bool:
    """Whether an office, which sees no partnership but its own, may take an entry as its matter: it alone reads it,
    it entered the organization, or it was told before. A job sees all (`told` is None)."""
    return (
        told is None or entry.is_confidential or entry.organization.office_id == office or about(entry, office) in told
    )


def about(entry: Profile, office: int) -> str:
    """An open entry once in the nation; a confidential one once for each office that keeps one."""
    return f"organization:{entry.organization_id}" + (f":{office}" if entry.is_confidential else "")


def matter_of(entry: Profile, office: int) -> Matter:
    """Counted from the day on which it lapsed. No ledger names an organization of which only an office knows."""
    written = local_day(entry.recorded_at, CENTER)
    lapsed = (entry.verified_on or written) + VERIFIED_FOR
    is_secret = entry.is_confidential or entry.organization.is_confidential
    return Matter(
        ENTRY, about(entry, office), lapsed.isoformat(), lapsed, max(lapsed, written + FRESH), office,
        facts={"entry": entry}, name="" if is_secret else entry.organization.name,
    )  # fmt: skip


# --- in words -------------------------------------------------------------------------------------------------------
def of_entry(matter: Matter, rung: Rung, _day: date) -> Said:
    """To the organization: is all of it still so? To the office: ask."""
    return _to_organization(matter) if rung.audience == ORGANIZATION.key else _to_office(matter)


def _since(entry: Profile) -> str:
    if entry.verified_on is None:
        return _("Nobody has confirmed it since it was written on %(day)s.") % {
            "day": day_of(local_day(entry.recorded_at, CENTER))
        }
    return _("It was last confirmed on %(day)s.") % {"day": day_of(entry.verified_on)}


def day_of(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _to_organization(matter: Matter) -> Said:
    """With the link that needs no account, unless it goes to an account. Of all offices it names the one that asks, and
    nothing that this one has."""
    entry = entry_of(matter)
    to = mailboxes([matter])[matter]
    words = {"name": entry.organization.name, "office": office_of(matter).official_name}
    has_account = bool(to and to[0].person_id)
    by_link = _("you need no account. Whoever has the link can change the entry, so do not pass it on.")
    words["how"] = _("sign in for it.") if has_account else by_link
    link = entry_path(entry.organization_id, to[0].email) if to else reverse("home")
    return Said(
        _("Is the entry about %(name)s still right?") % words,
        " ".join([
            _("US Attorney’s Offices read it to know whom %(name)s serves and how it is reached.") % words,
            _since(entry),
            _("Read it, then confirm or change it: %(how)s The US Attorney’s Office, %(office)s, works with you and "
              "answers questions.") % words,
        ]),
        reverse("own-entry") if has_account else link,
        _("Read the entry and confirm it"),
    )  # fmt: skip


def _to_office(matter: Matter) -> Said:
    entry = entry_of(matter)
    is_secret = entry.is_confidential or entry.organization.is_confidential
    name = str(SECRET) if is_secret else entry.organization.name
    return Said(
        _("The entry of %(name)s is not confirmed") % {"name": name},
        " ".join([_since(entry), str(ALONE) if is_secret else str(ASK)]),
        reverse("organization-detail", args=[entry.organization_id]),
        str(capfirst(_("ask the organization"))),
    )


SECRET = gettext_lazy("a partner that your office keeps confidential")
ALONE = gettext_lazy("Nobody writes there for you: ask by a safe way, and note the day on which you asked.")
ASK = gettext_lazy("The organization was asked by mail, or has no mailbox on record. Ask it, and note the day.")


def office_of(matter: Matter) -> Office:
    return next(office for office in gazetteer.offices().values() if office.pk == matter.office_id)


CAUSES: tuple[Audience | Cause, ...] = (
    ORGANIZATION,
    KEEPER,
    TEAM_OF_OFFICE,
    Cause(
        ENTRY,
        gettext_lazy("An entry of the directory that nobody has confirmed for half a year"),
        gettext_lazy("entries are confirmed twice a year, and this one was not"),
        (
            Rung(0, Unit.WORKING, ORGANIZATION.key, limits=(0, 30)),
            Rung(10, Unit.WORKING, KEEPER.key, limits=(5, 40)),
            Rung(20, Unit.WORKING, TEAM_OF_OFFICE.key, limits=(10, 90)),
        ),
        unverified,
        of_entry,
        unforeseen=gettext_lazy("entries of the directory"),
        order=95,
    ),
)
