"""The part of /api/v1/ about grants."""

from django.urls import URLPattern, path

from grants import api_programs

urlpatterns: list[URLPattern] = [
    path("programs/", api_programs.ProgramList.as_view(), name="api-program-list"),
    path("programs/<slug:key>/", api_programs.ProgramDetail.as_view(), name="api-program-detail"),
]
