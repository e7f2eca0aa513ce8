"""Offices chosen on the board, and giving them to a desk officer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import gazetteer
from portal.access import Permission
from portal.errors import Refused, Unreadable
from portal.hats import PortalRequest
from portal.models import Office, Person
from portal.pages import page, taken
from specialists.forms.staffing import BoardForm, DeskForm
from specialists.models import Desk
from specialists.views.board import all_rows, clocks_of, is_shown


def chosen(request: PortalRequest) -> list[int]:
    """The offices that the address names, or those that the board shows under the same filters."""
    named = request.GET.getlist("office")
    if named:
        return [named_office(key).pk for key in named]
    form = BoardForm(request.GET, now=now(), role=request.hat.role)
    if not form.is_valid():
        raise Unreadable(_("This address asks for offices that cannot be found. %(why)s") % {"why": mistakes(form)})
    if clocks_of(form).are_past(form.now):
        raise Refused(_("This list is of a past day. Go back to today’s board to do something about its offices."))
    return [row.office.pk for row in all_rows(clocks_of(form))[1] if is_shown(row, form, request.hat.person_id)]


def named_office(key: str) -> Office:
    """The office of this court id; refused where there is none, rather than left out."""
    office = gazetteer.offices().get(key)
    if office is None:
        raise Unreadable(_("There is no office “%(key)s”. Choose the offices on the board.") % {"key": key[:40]})
    return office


def sent(request: PortalRequest) -> QueryDict | None:
    """What was sent, also if nothing was ticked."""
    return request.POST if request.method == "POST" else None


def mistakes(form: BoardForm) -> str:
    """What is wrong with the filters, in words."""
    return " ".join(f"{form[name].label}: {' '.join(map(str, found))}" for name, found in form.errors.items())


@page(Permission.DESK_ASSIGN)
def desk_create(request: PortalRequest) -> HttpResponse:
    """Give offices to a desk officer."""
    keys = chosen(request)
    form = DeskForm(sent(request), among=keys, initial={"offices": keys, "person": request.person.pk})
    moved: list[list[Office]] = []
    if taken(form, lambda **facts: moved.append(Desk.objects.assign(**facts)), by=request.person):
        person: Person = form.cleaned_data["person"]
        messages.success(request, given(len(moved[0]), person))
        return redirect("home")
    return render(request, "specialists/act.html", words_of_desk() | {"form": form}, status=422 if form.errors else 200)


def given(count: int, person: Person) -> str:
    """What assigning has done."""
    if not count:
        return _("No office changed hands; %(name)s watched them before.") % {"name": person.name}
    words = ngettext(
        "%(n)d office changed hands. %(name)s watches it.", "%(n)d offices changed hands. %(name)s watches them.", count
    )
    return words % {"n": count, "name": person.name}


def words_of_desk() -> dict[str, Any]:
    return {
        "title": _("Desk officer"),
        "sentence": _("Who at EOUSA watches these offices?"),
        "will": [
            _("The offices checked below appear under “Only mine” for that person, and no longer for anybody else."),
            _("Nobody is told by mail."),
        ],
        "submit": _("Assign the offices"),
        "back": reverse("home"),
    }
