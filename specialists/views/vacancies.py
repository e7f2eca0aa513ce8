"""Vacancies: where each stands, whose turn it is, and the moves."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page
from specialists.models import Vacancy


@page(Permission.VACANCY_VIEW)
def vacancy_list(request: PortalRequest) -> HttpResponse:
    return render(request, "specialists/vacancy_list.html", {"vacancies": Vacancy.objects.open()})


@page(Permission.VACANCY_VIEW)
def vacancy_detail(request: PortalRequest, pk: int) -> HttpResponse:
    return render(request, "specialists/vacancy_detail.html", {"vacancy": get_object_or_404(Vacancy, pk=pk)})
