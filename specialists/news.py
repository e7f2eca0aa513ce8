"""What the mail of a day tells besides reminders: to EOUSA the nation, to OARM its queue, to an office itself.

Everybody is told of their own offices only, and of what every role there may know: no name, and nothing of candidates.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import F
from django.db.models.functions import Lower
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.access import EOUSA_ROLES, Role
from portal.calendar import CENTER, local_day
from portal.models import WRONG_PERSON, Membership, Message, Office, Suppression
from portal.news import Entry, Reader, Section
from specialists.changes import Event, Happening, events_between
from specialists.comparison import compare
from specialists.coverage import Answer, Fact
from specialists.lists import Overview, address, exceptions, four_numbers, nominations, overview, short
from specialists.matters import DIRECTIVE, NOMINATION, SILENT
from specialists.models import Directive, Response, StaffContact
from specialists.nation import by_office, facts
from specialists.reminder_words import LAW
from specialists.sentences import of_office, owed, signed

LATE = timedelta(days=31)
"""What is recorded later than this after it happened is history, and no news."""
MOST = 40
"""So many rows of a table tell enough for a mail."""
NEW = frozenset({Happening.APPOINTED, Happening.HIRING})
"""What begins; everything else has changed."""
Found = Mapping[int, Collection[Fact]]


@lru_cache(maxsize=4)
def known_before(since: datetime) -> Found:
    """The facts of every office as they were told last; the mails of one run were told at one instant."""
    return by_office(facts(on=local_day(since, CENTER), known=since))


def fresh(found: Collection[Fact], before: Collection[Fact], since: date, day: date) -> list[Event]:
    """What has happened to an office and was not known when it was told last, oldest first."""
    told = {mark(event) for event in events_between(before, date.min, since)}
    return [event for event in events_between(found, since - LATE, day) if mark(event) not in told]


def mark(event: Event) -> tuple[object, ...]:
    """The same event in whichever row it stands."""
    fact = event.fact
    return event.on, event.what, fact.source, fact.kind, fact.person_id


def happened(at: datetime, since: datetime, offices: Iterable[int]) -> dict[int, list[Event]]:
    """What is news of these offices."""
    known, before = overview(at), known_before(since)
    days = local_day(since, CENTER), known.nation.on
    found = {key: fresh(known.nation.facts.get(key, ()), before.get(key, ()), *days) for key in offices}
    return {key: events for key, events in found.items() if events}


# --- EOUSA ---------------------------------------------------------------------------------------------------------
def to_eousa(reader: Reader, since: datetime, at: datetime) -> Iterator[Entry]:
    """The 94 in four numbers, the exceptions, what changed and what is new anywhere."""
    if not reader.holds(*EOUSA_ROLES):
        return
    known, why = overview(at), _("you work at EOUSA.")
    events = happened(at, since, known.offices)
    changed, new = split(events)
    compared = address("coverage-compare", query=f"?from={local_day(since, CENTER)}&to={known.nation.on}")
    yield from of_changes(changed, known, since, why, compared)
    if new:
        yield table(Section.NEW, counted(new), known.offices, new, why, compared)
    yield from directives_issued(since, why)
    if reader.holds(Role.EOUSA):
        yield from refused_since(since, at, known.offices, why)
    yield four_numbers(at, why)
    if SILENT not in reader.lists:
        yield from exceptions((), at, Section.INFORMATION)


def of_changes(changed: Collection[Event], known: Overview, since: datetime, why: str, url: str) -> Iterator[Entry]:
    """What explains the figure; and apart from it what was only put on record since."""
    day = local_day(since, CENTER)
    later, earlier = [e for e in changed if e.on > day], [e for e in changed if e.on <= day]
    if later:
        yield table(Section.CHANGED, turned(known, since), known.offices, later, why, url)
    if earlier:
        title = _("Put on record since %(day)s, of that day or before") % {"day": date_format(day, "F j")}
        yield table(Section.CHANGED, title, known.offices, earlier, why, url)


def split(events: Mapping[int, list[Event]]) -> tuple[list[Event], list[Event]]:
    """What changed, and what is new; by day."""
    ordered = sorted((event for some in events.values() for event in some), key=lambda e: (e.on, e.fact.office_id))
    return [e for e in ordered if e.what not in NEW], [e for e in ordered if e.what in NEW]


def turned(known: Overview, since: datetime) -> str:
    """How many more or fewer are covered than on that day, by what is on record now, as the page of the two days."""
    day = local_day(since, CENTER)
    by = compare(known.nation.facts, known.offices, day, known.nation.on).covered_by
    if not by:
        return _("As many offices are covered as on %(day)s") % {"day": date_format(day, "F j")}
    return _("Offices covered: %(by)s since %(day)s") % {"by": signed(by), "day": date_format(day, "F j")}


def counted(events: Collection[Event]) -> str:
    """How many specialists and vacancies are new."""
    appointed = sum(event.what is Happening.APPOINTED for event in events)
    opened = len(events) - appointed
    said = [
        ngettext("%(n)d specialist began", "%(n)d specialists began", appointed) % {"n": appointed}
        if appointed
        else "",
        ngettext("%(n)d vacancy opened", "%(n)d vacancies opened", opened) % {"n": opened} if opened else "",
    ]
    return ", ".join(filter(None, said))


def table(
    section: Section, title: str, offices: Mapping[int, Office], events: Collection[Event], why: str, url: str
) -> Entry:
    """Events of several offices, the first so many of them."""
    rows = [[offices[e.fact.office_id].abbreviation, short(e.on), e.sentence()] for e in events]
    cut = _("The first %(some)d of %(all)d; the page has them all.") % {"some": MOST, "all": len(rows)}
    return Entry(
        section, title, cut if len(rows) > MOST else "", why, url, _("See what happened"),
        heads=[_("Office"), _("Day"), _("What happened")], rows=rows[:MOST],
    )  # fmt: skip


def directives_issued(since: datetime, why: str) -> Iterator[Entry]:
    issued = list(Directive.objects.issued().filter(issued_at__gt=since, withdrawn_at=None).order_by("issued_at"))
    if issued:
        yield Entry(
            Section.NEW,
            ngettext("%(n)d directive was issued", "%(n)d directives were issued", len(issued)) % {"n": len(issued)},
            why=why,
            url=address("directive-list"),
            act=_("Open the directives"),
            heads=[_("Directive"), _("Due")],
            rows=[[directive.title, short(directive.due_on)] for directive in issued],
        )


def refused_since(since: datetime, at: datetime, offices: Mapping[int, Office], why: str) -> Iterator[Entry]:
    """The addresses that are written to no more: each is a person to find."""
    found = dict(Suppression.objects.in_force().filter(since__gte=since, since__lt=at).values_list("address", "reason"))
    if found:
        places = places_of(found)
        title = ngettext("%(n)d address gets no more mail", "%(n)d addresses get no more mail", len(found))
        yield Entry(
            Section.NEW,
            title % {"n": len(found)},
            _("Find out who is right there, and name them: until then the next in line is reminded at once."),
            why,
            address("refused-address-list"),
            _("Open the refused addresses"),
            heads=[_("Address"), _("Office"), _("Why")],
            rows=[
                [one, ", ".join(offices[key].abbreviation for key in sorted(places[one])), back(reason)]
                for one, reason in sorted(found.items())
            ],
        )


def back(reason: str) -> str:
    """What came back: what the server said, or what the reader did."""
    if reason == WRONG_PERSON:
        return _("the reader says: wrong person")
    return _("mail to it is refused: %(said)s") % {"said": reason}


def places_of(addresses: Collection[str]) -> dict[str, set[int]]:
    """The offices where these addresses are those of a contact or a member, or that they were reminded of."""
    found: dict[str, set[int]] = {one: set() for one in addresses}
    contacts = StaffContact.objects.standing().annotate(to=Lower("email"))
    members = Membership.objects.in_force().exclude(office=None).annotate(to=Lower("person__email"))
    told = Message.objects.reminders().exclude(office=None).annotate(to=F("recipient"))
    for rows in (contacts, members, told):
        for one, office in rows.filter(to__in=addresses).order_by().values_list("to", "office").distinct():
            found[one].add(office)
    return found


# --- OARM ----------------------------------------------------------------------------------------------------------
def to_oarm(reader: Reader, _since: datetime, at: datetime) -> Iterator[Entry]:
    """The nominations by age, unless a reminder brings the list."""
    if reader.holds(Role.OARM) and NOMINATION not in reader.lists:
        yield from nominations((), at, Section.INFORMATION)


# --- an office -----------------------------------------------------------------------------------------------------
def to_offices(reader: Reader, since: datetime, at: datetime) -> Iterator[Entry]:
    """What changed and is new at the reader's own office, and how it stands; each office if there are several."""
    mine = reader.offices
    if not mine:
        return
    events = happened(at, since, mine)
    asked = directives_to(mine, since)
    for key, roles in mine.items():
        office = overview(at).offices[key]
        own = [r for r in asked if r.office_id == key and (DIRECTIVE, f"response:{r.pk}") not in reader.told]
        yield from to_office(reader, office, roles, events.get(key, []), own, at)


def to_office(
    reader: Reader, office: Office, roles: Collection[str], events: list[Event], asked: list[Response], at: datetime
) -> Iterator[Entry]:
    name = f"{office.abbreviation}: " if len(reader.offices) > 1 else ""
    why = why_of(office)
    page = address("office-staffing", office.court_id)
    titles = {Section.CHANGED: _("What changed at your office"), Section.NEW: _("What is new at your office")}
    for (section, title), some in zip(titles.items(), split({office.pk: events}), strict=True):
        if some:
            rows = [[short(event.on), event.sentence()] for event in some[-MOST:]]
            heads = [_("Day"), _("What happened")]
            yield Entry(section, name + title, "", why, page, _("Open your office’s page"), heads=heads, rows=rows)
    for response in asked:
        yield new_directive(response, name, why)
    yield from how_it_stands(reader, office, roles, name, at, is_short=not (events or asked))


def why_of(office: Office) -> str:
    return _("you work at the US Attorney’s Office, %(office)s.") % {"office": office.official_name}


def directives_to(offices: Collection[int], since: datetime) -> list[Response]:
    """What these offices were directed since then: one query."""
    sent = Response.objects.filter(office__in=offices, sent_at__gt=since, directive__withdrawn_at=None)
    return list(sent.exclude(directive__issued_at=None).select_related("directive").order_by("pk"))


def new_directive(response: Response, name: str, why: str) -> Entry:
    directive = response.directive
    words = {
        "issuers": directive.get_issuers_display(),
        "day": short(directive.due_on),
        "asks": directive.get_asks_display(),
    }
    return Entry(
        Section.NEW,
        f"{name}{directive.title}",
        _("A directive of %(issuers)s. Your office has to %(asks)s by %(day)s.") % words,
        why,
        address("directive-detail", directive.pk),
        _("Open the directive"),
    )


def how_it_stands(
    reader: Reader, office: Office, roles: Collection[str], name: str, at: datetime, *, is_short: bool
) -> Iterator[Entry]:
    """The plain sentence, where there is anything else to tell; to the leadership of a silent office always, with the
    law, unless a reminder says so in the same mail."""
    stands = overview(at).nation.standings[office.pk]
    leads = Role.LEADERSHIP in roles
    if (SILENT, f"office:{office.pk}") in reader.told:
        return
    sentence = of_office(stands, _("Your office"))
    if leads and stands.answer is Answer.SILENT:
        yield Entry(
            Section.NEEDS_YOU,
            name + _("Your office is silent"),
            f"{sentence} {owed(stands)} {LAW}",
            why_of(office),
            address("answer-create", office.court_id),
            _("Answer for your office"),
            office=office,
        )
    elif not is_short:
        yield Entry(
            Section.INFORMATION,
            name + _("How your office stands"),
            f"{sentence} {owed(stands)}" if leads else sentence,
            why_of(office),
            address("office-staffing", office.court_id),
            _("Open your office’s page"),
        )
