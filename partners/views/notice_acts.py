"""What is done with a form of a court: seen again, taken off the record, replied to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partners import notices
from partners.forms.notices import NoticeReplyForm
from partners.models import NoticeReply
from partners.views.notices import notice_or_404, own_notice_or_404
from partners.views.step_acts import data_of, own_office, today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page, taken


@page(Permission.NOTICE_EDIT)
def notice_see(request: PortalRequest, notice: UUID) -> HttpResponse:
    """Somebody looked today: nothing has changed."""
    found = own_notice_or_404(request, notice)
    form = Form(data_of(request))
    if taken(form, found.see_again, by=request.person, on=today_at(own_office(request))):
        messages.success(request, _("Noted: seen today, unchanged."))
        return redirect("notice-detail", found.key)
    shown = {
        "title": _("Seen again"),
        "sentence": _("Have you seen this form today, and is all of it still so?"),
        "more": str(found),
        "will": [_("The day on which it was last seen becomes today.")],
        "submit": _("Seen again, unchanged"),
        "form": form,
        "back": reverse("notice-detail", args=[found.key]),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


@page(Permission.NOTICE_EDIT)
def notice_withdraw(request: PortalRequest, notice: UUID) -> HttpResponse:
    """The form is used no more, or the tribe takes part no longer."""
    found = own_notice_or_404(request, notice)
    form = Form(data_of(request))
    if taken(form, found.withdraw, by=request.person, on=today_at(own_office(request))):
        messages.success(request, _("The form is off the record."))
        return redirect("notice-list")
    shown = {
        "title": _("Take it off the record"),
        "sentence": _("Is this form used no more, or does the tribe no longer take part?"),
        "more": str(found),
        "will": [_("It leaves every list, and nobody is asked to look at it again.")],
        "submit": _("Take it off the record"),
        "danger": True,
        "form": form,
        "back": reverse("notice-detail", args=[found.key]),
    }
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


@page(Permission.NOTICE_REPLY)
def notice_reply(request: PortalRequest, notice: UUID) -> HttpResponse:
    """The state or the court says what it thinks of an office's observation."""
    found = notice_or_404(request, notice)
    newest = notices.replies_to(found).select_related("recorded_by").first()
    form = NoticeReplyForm(data_of(request), newest=newest)
    late = form.overtaken()

    def give(**facts: Any) -> None:
        NoticeReply.objects.give(form=found, **facts)

    if not late and taken(form, give, by=request.person, on=localdate()):
        messages.success(request, _("%(office)s and all offices read your reply.") % {"office": found.office_name})
        return redirect("notice-detail", found.key)
    shown = {"form": form, "notice": found, "late": late}
    return render(request, "partners/notice_reply.html", shown, status=422 if late or form.errors else 200)
