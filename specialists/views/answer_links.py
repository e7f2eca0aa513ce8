"""What the link in the mail of a directive opens. Mail scanners open links: looking changes nothing."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from portal.access import DatabaseRole, Permission
from portal.hats import PortalRequest
from portal.models import AccessEvent
from portal.pages import page, taken
from portal.tenancy import Binding, bound
from specialists.banners import forget
from specialists.models import AnswerLink
from specialists.models.answer_link import hash_of

FOUND = 302
"""Where an act was taken, the page comes back by itself."""


class ActForm(forms.Form):
    """Which of the buttons was pressed."""

    what = forms.ChoiceField(choices=AnswerLink.Act.choices)


@page(Permission.SESSION_USE)
def answer_link(request: PortalRequest, key: str) -> HttpResponse:
    """Find whose link it is, then go on with the rights of that office and of nobody else."""
    owner = AnswerLink.objects.filter(key_hash=hash_of(key)).values_list("pk", "office_id", "person_id").first()
    if owner is None:
        raise Http404
    pk, office_id, person_id = owner
    is_post = request.method == "POST"
    binding = Binding(DatabaseRole.OFFICE, office_id, None, person_id, request.request_id, not is_post)
    with bound(binding):
        links = AnswerLink.objects.select_related("response__directive__issued_by", "response__office", "person")
        link = links.get(pk=pk)
        response = acted(request, link) if is_post else shown(request, link)
    if link.person and response.status_code == FOUND:
        link.person.saw(on=localdate())
    return response


def shown(request: PortalRequest, link: AnswerLink, form: forms.Form | None = None) -> HttpResponse:
    """What is asked, by whom, until when, and the two things that can be said without a password."""
    closed = link.why_closed(at=now())
    offers = [] if closed else link.offers()
    page_url = reverse("directive-detail", args=[link.response.directive_id])
    facts = {
        "link": link,
        "response": link.response,
        "directive": link.response.directive,
        "closed": closed,
        "form": form,
        "may_acknowledge": AnswerLink.Act.ACKNOWLEDGE in offers,
        "may_say_hiring": AnswerLink.Act.HIRING in offers,
        "page_url": page_url,
        "sign_in_url": f"{reverse('sign-in')}?next={page_url}",
    }
    return render(request, "specialists/answer_link.html", facts, status=status_of(closed, form))


def status_of(closed: str, form: forms.Form | None) -> int:
    if closed:
        return 410
    return 422 if form is not None else 200


def acted(request: PortalRequest, link: AnswerLink) -> HttpResponse:
    """Do what the button says, once; the trail keeps whose link it was."""
    form = ActForm(request.POST)
    if not taken(form, link.act, at=now()):
        link.refresh_from_db()
        link.response.refresh_from_db()
        return shown(request, link, form)
    forget([link.response.office])
    detail = {"person_id": link.person_id, "office_id": link.office_id, "what": link.used_for, "link": link.pk}
    request.notes.append((AccessEvent.Kind.LINK, detail))
    messages.success(request, _("Recorded. You may close this page."))
    return redirect(request.path)
