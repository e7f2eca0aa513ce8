"""What a row would do, as people say it."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from specialists.roster.record import Contact, Record, Service


def said(day: date | None) -> str:
    """A date in words, or that there is none."""
    return date_format(day, "DATE_FORMAT") if day else _("no end")


def served(service: Service) -> str:
    """Who serves, how and when."""
    facts = {"name": service.name, "kind": service.kind.label, "start": said(service.starts_on)}
    if service.ends_on:
        return _("%(name)s serves here (%(kind)s) from %(start)s until %(end)s") % {
            **facts,
            "end": said(service.ends_on),
        }
    return _("%(name)s serves here (%(kind)s) since %(start)s") % facts


def stated(fact: Service | Contact, record: Record) -> str:
    """What a new row enters."""
    if isinstance(fact, Contact):
        return _("%(who)s is entered.") % {"who": fact.name or fact.email}
    words = _("%(name)s, %(kind)s, from %(start)s (%(end)s).") % {
        "name": fact.name,
        "kind": kind_in_words(fact, record),
        "start": said(fact.starts_on),
        "end": _("until %(day)s") % {"day": said(fact.ends_on)} if fact.ends_on else said(None),
    }
    return words if fact.email in record.people else words + " " + _("A person not yet on record.")


def kind_in_words(service: Service, record: Record) -> str:
    """How somebody serves; shared: with whom."""
    if not service.shared_with_id:
        return str(service.kind.label)
    return _("shared with %(office)s") % {"office": _office(service.shared_with_id, record)}


def differences(known: Service | Contact, fact: Service | Contact, record: Record) -> list[str]:
    """Each field that the row changes, from what to what."""
    pairs = _of_service(known, fact, record) if isinstance(fact, Service) else _of_contact(known, fact)
    return [
        _("%(field)s: %(old)s → %(new)s") % {"field": field, "old": old, "new": new}
        for field, old, new in pairs
        if old != new
    ]


def _of_contact(known: Service | Contact, fact: Contact) -> Iterator[tuple[str, str, str]]:
    yield _("name"), known.name or _("none"), fact.name or _("none")
    yield _("e-mail"), known.email, fact.email


def _of_service(known: Service | Contact, fact: Service, record: Record) -> Iterator[tuple[str, str, str]]:
    assert isinstance(known, Service), "the same key is of the same table"
    yield _("authority"), str(known.authority.label), str(fact.authority.label)
    yield _("kind"), str(known.kind.label), str(fact.kind.label)
    yield _("end"), said(known.ends_on), said(fact.ends_on)
    yield _("shared with"), _office(known.shared_with_id, record), _office(fact.shared_with_id, record)


def _office(pk: int | None, record: Record) -> str:
    return record.office(pk).abbreviation if pk else _("none")
