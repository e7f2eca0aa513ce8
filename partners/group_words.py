"""Working groups in words: what a group is, how it stands, what an act will do."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.groups import Inside
from partners.models import WorkingGroup


def kind_of(group: WorkingGroup) -> str:
    """National; local, and whose; history."""
    if group.is_history:
        return _("history")
    if group.ended_on:
        return _("ended")
    return _("national") if group.is_national else _("local, %(office)s") % {"office": group.founder_name}


def began(group: WorkingGroup) -> str:
    """Of a group known from a document alone the month is known."""
    return date_format(group.began_on, _("F Y") if group.is_history else "DATE_FORMAT")


def sentence(inside: Inside) -> str:
    """3 action items are open, 1 is yours. The group meets on December 4."""
    group = inside.group
    if group.is_history:
        return _("History: known from the memo of November 2020; current status unknown.")
    if group.ended_on:
        return _("This group ended on %(day)s. Its members still read what it wrote.") % {
            "day": date_format(group.ended_on, "DATE_FORMAT")
        }
    if not inside.is_inside:
        return _("Your office has no seat in this group. EOUSA gives seats.")
    return f"{items(inside)} {meets(inside)}"


def items(inside: Inside) -> str:
    rows = inside.open_items
    own = sum(row["is_own"] for row in rows)
    if not rows:
        return _("No action item is open.")
    said = ngettext("%(n)d action item is open", "%(n)d action items are open", len(rows)) % {"n": len(rows)}
    return said + (ngettext(", %(n)d is yours.", ", %(n)d are yours.", own) % {"n": own} if own else ".")


def meets(inside: Inside) -> str:
    meeting = inside.next_meeting
    if meeting is None:
        return _("No meeting is planned.")
    return _("The group meets on %(day)s.") % {"day": date_format(meeting.held_on, _("l, F j, Y"))}


def of_list(own: int, due: int) -> str:
    """The answer of the list."""
    if not own:
        return _("You belong to no working group yet.")
    said = ngettext("You belong to %(n)d working group", "You belong to %(n)d working groups", own) % {"n": own}
    if not due:
        return f"{said}."
    return said + ngettext("; %(n)d action item is yours.", "; %(n)d action items are yours.", due) % {"n": due}


def of_owed(number: int) -> str:
    """On a partner's first page."""
    told = ngettext(
        "%(n)d action item of your working groups is yours.", "%(n)d action items of your working groups are yours.",
        number,
    )  # fmt: skip
    return told % {"n": number} if number else _("Your working groups: nothing of theirs waits for you.")


def will_seat() -> list[str]:
    """Before a seat is given."""
    return [
        _("Everybody of that office or organization reads the group’s meetings, action items and papers at once."),
        _("Every member reads its name, and whom you write down as the one to turn to."),
        _("You can take the seat away at any time; reading ends at that moment. What was read has been read."),
    ]


def will_end_seat(name: str, founder: str, open_items: int, *, is_own: bool) -> list[str]:
    """Before a seat is taken away, or left."""
    said = [
        _("Reading ends at once: %(name)s reads the group’s meetings, action items and papers no more.")
        % {"name": name},
        _("The others of the group read that %(name)s has left.") % {"name": name},
    ]
    if open_items and is_own:
        told = ngettext(
            "%(founder)s takes over %(n)d open action item.",
            "%(founder)s takes over %(n)d open action items.",
            open_items,
        )
        said.append(told % {"n": open_items, "founder": founder})
    elif open_items:
        said.append(becomes_yours(open_items))
    if is_own:
        said.append(_("Only %(founder)s can give a seat again.") % {"founder": founder})
    return said


def becomes_yours(open_items: int) -> str:
    """To the founder, before and after a seat is taken away."""
    told = ngettext(
        "%(n)d open action item of theirs becomes yours.", "%(n)d open action items of theirs become yours.", open_items
    )
    return told % {"n": open_items}


def will_end(open_items: int) -> list[str]:
    """Before a group is ended."""
    said = [
        _("Nothing can be added any more. Whoever has a seat goes on reading, until you take the seat away."),
        _("An ended group is not opened again; you can found another."),
    ]
    if open_items:
        told = ngettext("%(n)d open action item is dropped.", "%(n)d open action items are dropped.", open_items)
        said.insert(0, told % {"n": open_items})
    return said
