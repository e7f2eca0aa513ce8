"""An office's section for domestic violence cases: opened, changed, ended."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page
from specialists.forms.sections import SectionChangeForm, SectionForm
from specialists.forms.staffing import EndForm
from specialists.models import Section
from specialists.views.acts import act
from specialists.views.office import office_for


@page(Permission.SECTION_EDIT)
def section_create(request: PortalRequest, court_id: str) -> HttpResponse:
    """The office has a section."""
    office = office_for(request, court_id)
    asks = _("Which section of %(office)s takes these cases, and who heads it?")
    words = {
        "title": _("Section"),
        "sentence": asks % {"office": office.abbreviation},
        "will": [
            _("While the section has a named chief, the office counts as covered full time."),
            _("Only the chief is named. Everybody else is a number in a role."),
        ],
        "submit": _("Record the section"),
        "done": _("The section is recorded."),
    }
    return act(request, office, SectionForm(request.POST or None), partial(Section.objects.open, office=office), words)


def standing_section(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its office and the entry; the address of one that was changed leads to what stands in its place.

    What was typed for the old one is not led away: the verb refuses it, and the form keeps it.
    """

    @wraps(view)
    def found(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
        office = office_for(request, court_id)
        own = Section.objects.filter(office=office)
        section = get_object_or_404(own, pk=pk)
        if section.superseded_at is None:
            return view(request, office, section)
        instead = own.instead_of(section)
        if instead is None:
            raise Http404
        if request.method == "POST":
            return view(request, office, section)
        assert request.resolver_match
        messages.info(request, _("This entry has been changed meanwhile. Here it is as it stands now."))
        return redirect(request.resolver_match.view_name, court_id, instead.pk)

    return found


@page(Permission.SECTION_EDIT)
@standing_section
def section_edit(request: PortalRequest, office: Office, section: Section) -> HttpResponse:
    """Another chief, or other numbers."""
    first = {"day": date_format(section.starts_on, "DATE_FORMAT")}
    words = {
        "title": _("Section"),
        "sentence": _("What has changed at “%(name)s”, and since when?") % {"name": section.name},
        "will": [
            _("From that day on the section is as you say here; for the days before it stays as it was."),
            _("With %(day)s, the first day of this entry, you correct the entry itself.") % first,
            _("Without a named chief the section no longer counts as coverage."),
        ],
        "submit": _("Record the change"),
        "done": _("The change is recorded."),
    }
    return act(request, office, SectionChangeForm(request.POST or None, section=section), section.change, words)


@page(Permission.SECTION_EDIT)
@standing_section
def section_end(request: PortalRequest, office: Office, section: Section) -> HttpResponse:
    """The section is no more."""
    name = {"name": section.name}
    words = {
        "title": _("Section"),
        "sentence": _("When does “%(name)s” end?") % name,
        "will": [
            _("From that day the section does not count as coverage any more."),
            _("Has only its chief left? Then change the section instead."),
        ],
        "submit": _("Record the end"),
        "done": _("The end of “%(name)s” is recorded.") % name,
        "danger": True,
    }
    return act(request, office, EndForm(request.POST or None, label=_("First day no more")), section.end, words)
