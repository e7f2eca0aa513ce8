"""Coverage and appointments under /api/v1/."""

from django.urls import path

from specialists import api

urlpatterns = [
    path("coverage/", api.Coverage.as_view(), name="api-coverage"),
    path("coverage/compare/", api.Compare.as_view(), name="api-coverage-compare"),
    path("appointments/", api.AppointmentList.as_view(), name="api-appointment-list"),
]
