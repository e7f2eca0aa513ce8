"""What everybody may see: which office serves a county, the 94 offices, one office's public facts, and the way out."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from portal import gazetteer
from portal.access import Permission
from portal.country import STATES, CountyFacts
from portal.finder import LONGEST, find
from portal.forms.country import OfficeFilters
from portal.found import Found, Served, why_offered
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import AccessEvent, Office, OfficeContact
from portal.pages import page


@page(Permission.PUBLIC_VIEW)
def find_office(request: PortalRequest) -> HttpResponse:
    """Ask by county, town, ZIP code or name; the answer stands on the same page, above the question."""
    asked = {name: request.GET.get(name, "") for name in ("q", "county", "zip")}
    if not any(asked.values()):
        return render(request, "portal/find.html", {"sentence": _("Which US Attorney’s Office serves you?")})
    found = find(gazetteer.country(), text=asked["q"], county=asked["county"], zip=asked["zip"])
    return render(request, "portal/find.html", {**answer(found), "typed": shown(asked["q"])})


def shown(typed: str) -> str:
    """What was typed, as the field may show it again: not too long, nothing invisible."""
    return "".join(letter for letter in typed[:LONGEST] if letter.isprintable())


def answer(found: Found) -> dict[str, Any]:
    """What the page says of a finding."""
    offices = gazetteer.offices()
    return {
        "found": found,
        "sentence": sentence(found),
        "note": note(found),
        "offices": [{"office": offices[served.court_id], "part": part_of(found, served)} for served in found.offices],
        "counties": [choice(county) for county in found.counties],
        "county": found.counties[0].fips if len(found.counties) == 1 and not found.needs_county else "",
        "namesakes": [choice(county) for county in found.namesakes],
    }


def choice(county: CountyFacts) -> dict[str, str]:
    """A county to choose, with its office and why it is offered."""
    office = gazetteer.offices().get(county.court_id)
    return {
        "name": county_name(county),
        "fips": county.fips,
        "abbreviation": office.abbreviation if office else "",
        "why": why_offered(county),
    }


def note(found: Found) -> str:
    """What is said below the answer."""
    if found.needs_county:
        return ""
    if found.offices:
        return found.note
    return _(
        "Ask the Executive Office for United States Attorneys whom to turn to, "
        "or one of the help lines at the top of this page."
    )


def part_of(found: Found, served: Served) -> str:
    """Where in the county an office is responsible; nothing where it is the only one."""
    if served.part or found.needs_county or len(found.offices) == 1:
        return served.part
    if found.counties[0].is_split_by_water:
        return _("on land and on the water")
    return _("everywhere but in the part named below")


def sentence(found: Found) -> str:
    """The answer in one sentence; the question, or why there is no answer, where there is none."""
    if found.needs_county or not found.offices:
        return found.note
    county = county_name(found.counties[0]) if len(found.counties) == 1 else ""
    if len(found.offices) > 1 and not found.counties[0].is_split_by_water:
        return _("Two offices serve %(county)s.") % {"county": county}
    name = _(gazetteer.offices()[found.offices[0].court_id].official_name)
    if county:
        return _("The US Attorney’s Office for the %(name)s serves %(county)s.") % {"name": name, "county": county}
    return _("It is the US Attorney’s Office for the %(name)s.") % {"name": name}


def county_name(county: CountyFacts) -> str:
    """With the state in full: "Tarrant County, Texas"."""
    state = _(STATES[county.state])
    return county.name if county.name == STATES[county.state] else f"{county.name}, {state}"


# --- the 94 ----------------------------------------------------------------------------------------------------------
def columns() -> list[Column]:
    """Public facts only: who works in an office stands elsewhere."""
    counted = gazetteer.country().count_by_court
    return [
        Column("office", _("Office"), lambda o: _(o.official_name), lambda o: _(o.official_name), url=office_url),
        Column("abbreviation", _("Short"), lambda o: o.abbreviation, lambda o: o.abbreviation),
        Column(
            "state", _("State or territory"), lambda o: _(STATES[o.state]), lambda o: (_(STATES[o.state]), o.court_id)
        ),
        Column("circuit", _("Circuit"), lambda o: o.circuit, lambda o: o.circuit.rjust(2)),
        Column("counties", _("Counties"), lambda o: counted[o.court_id], lambda o: counted[o.court_id], numeric=True),
    ]


def office_url(office: Office) -> str:
    return reverse("office-detail", args=[office.court_id])


@page(Permission.PUBLIC_VIEW)
def office_list(request: PortalRequest) -> HttpResponse:
    """The 94 by state and circuit."""
    filters = OfficeFilters(request.GET or None)
    asked = filters.asked
    rows = [office for office in gazetteer.offices().values() if asked.items() <= vars(office).items()]
    listing = Listing(
        request,
        rows,
        columns(),
        sort="state",
        filters=filters,
        row_url=office_url,
        api_url=f"{reverse('api-office-list')}?{urlencode(asked)}",
        empty=_("No office is in this state and this circuit. Choose another circuit, or all."),
        sentence=ngettext("%(count)d office", "%(count)d offices", len(rows)) % {"count": len(rows)},
    )
    if listing.wants_export:
        return listing.export("offices")
    return render(request, "portal/office_list.html", {"listing": listing})


@page(Permission.PUBLIC_VIEW)
def office_detail(request: PortalRequest, court_id: str) -> HttpResponse:
    """How to reach an office, where it sits, and which counties it serves. Never a person's name."""
    office = gazetteer.offices().get(court_id.lower())
    if office is None:
        raise Http404
    if court_id != office.court_id:
        return redirect("office-detail", office.court_id, permanent=True)
    facts = {
        "office": office,
        "contacts": OfficeContact.objects.filter(office=office),
        "places": gazetteer.places()[office.pk],
        "counties": gazetteer.country().counties_of(court_id),
        "parts": gazetteer.country().parts_of(court_id),
        "state": _(STATES[office.state]),
        "county": county_served(office, request.GET.get("county", "")),
    }
    return render(request, "portal/office_detail.html", facts)


def county_served(office: Office, fips: str) -> str:
    """The county with which somebody came, as far as the office serves it; it goes along to the questions."""
    county = gazetteer.country().counties.get(fips)
    return fips if county and office.court_id in {county.court_id, county.other} else ""


# --- the way out -----------------------------------------------------------------------------------------------------
@page(Permission.PUBLIC_VIEW)
def leaving(request: PortalRequest) -> HttpResponse:
    """What leaving quickly does, and what it cannot do."""
    return render(request, "portal/leaving.html")


@csrf_exempt
@page(Permission.SESSION_USE)
def leave(request: PortalRequest) -> HttpResponse:
    """End the session and go to a neutral page. A plain link does it too: nobody may be held up by a missing token."""
    if request.user.is_authenticated:
        request.notes.append((AccessEvent.Kind.SIGN_OUT, {"by": "quick exit"}))
    logout(request)
    response = HttpResponseRedirect(settings.LEAVE_URL)
    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages"):
        response.delete_cookie(cookie)
    return response
