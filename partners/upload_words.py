"""What is said of an import: how many rows have which fate, how far it is, what comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.importing.judging import Fate
from partners.models import Upload

State = Upload.State


def counted(upload: Upload) -> str:
    """The answer of the page."""
    if upload.state == State.APPLIED:
        said = ngettext("%(n)s entry was written.", "%(n)s entries were written.", upload.written)
        return said % {"n": f"{upload.written:,}"}
    rows = ngettext("%(n)s row", "%(n)s rows", upload.total) % {"n": f"{upload.total:,}"}
    fates = ", ".join(f"{upload.count(fate):,} {fate.label}" for fate in Fate if upload.count(fate))
    return _("%(rows)s: %(fates)s.") % {"rows": rows, "fates": fates} if fates else f"{rows}."


def is_how_far(upload: Upload) -> str:
    """What has happened and what comes next."""
    if upload.state == State.APPLIED:
        return _("The uploaded rows are deleted. Importing the same file again adds nothing.")
    if upload.state == State.RUNNING:
        facts = {"done": f"{upload.done:,}", "total": f"{upload.total:,}", "written": f"{upload.written:,}"}
        return _("%(done)s of %(total)s rows are through, %(written)s entries written.") % facts
    if undecided(upload):
        return _("Nothing is written yet. Rows that name somebody unknown stay out until you say who that is.")
    if not upload.count(Fate.NEW):
        return _("Nothing is written, and there is nothing to write.")
    return _("Nothing is written yet. Look at the rows, then write them.")


def next_act(upload: Upload) -> dict[str, str]:
    """The one thing to do next; nothing where all is done."""
    if not upload.is_open:
        return {}
    if many := undecided(upload):
        said = ngettext("Say who %(n)d name is", "Say who %(n)d names are", many) % {"n": many}
        return {"label": said, "url": reverse("upload-names", args=[upload.pk])}
    if upload.count(Fate.NEW):
        return {"label": _("Write the new rows"), "url": reverse("upload-apply", args=[upload.pk])}
    return {}


def undecided(upload: Upload) -> int:
    """Names of which nobody has said who they are."""
    return len([name for name in upload.names if name[0] not in upload.choices])


def will_write(upload: Upload) -> list[str]:
    """What writing will do, one sentence for each fate that occurs."""
    said = {
        Fate.NEW: ngettext(
            "%(n)s new row becomes an entry of your office’s log, recorded by you.",
            "%(n)s new rows become entries of your office’s log, recorded by you.",
            upload.count(Fate.NEW),
        ),
        Fate.HERE: ngettext(
            "%(n)s row is here already and changes nothing.",
            "%(n)s rows are here already and change nothing.",
            upload.count(Fate.HERE),
        ),
        Fate.REFUSED: ngettext(
            "%(n)s refused row stays out. Download it with its reason first: it is deleted with the file.",
            "%(n)s refused rows stay out. Download them with their reasons first: they are deleted with the file.",
            upload.count(Fate.REFUSED),
        ),
    }
    told = [sentence % {"n": f"{upload.count(fate):,}"} for fate, sentence in said.items() if upload.count(fate)]
    new = [name for name, choice in upload.choices.items() if choice[1]]
    if new:
        entered = ngettext("%(n)d organization is entered as new.", "%(n)d organizations are entered as new.", len(new))
        told.append(entered % {"n": len(new)})
    return told


def steps(upload: Upload) -> list[dict[str, Any]]:
    """Where the file stands."""
    reached = [State.READ, State.CHECKED, State.RUNNING, State.APPLIED].index(State(upload.state))
    labels = (_("Uploaded"), _("Columns matched"), _("Checked"), _("Written"))
    done = (True, reached > 0, reached > 1, reached > 2)
    current = {0: 1, 1: 2, 2: 3, 3: 4}[reached]
    return [
        {"label": label, "done": done[place], "current": place == current, "note": "" if place else upload.file_name}
        for place, label in enumerate(labels)
    ]
