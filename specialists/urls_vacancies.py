"""Addresses of the way from a gap to a specialist: vacancies and nominations."""

from django.urls import path

from specialists.views import nominations, vacancies

urlpatterns = [
    path("vacancies/", vacancies.vacancy_list, name="vacancy-list"),
    path("vacancies/<int:pk>/", vacancies.vacancy_detail, name="vacancy-detail"),
    path("nominations/<int:pk>/", nominations.nomination_detail, name="nomination-detail"),
]
