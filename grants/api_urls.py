"""The part of /api/v1/ about grants."""

from django.urls import URLPattern, path

from grants import api_deadlines, api_programs

urlpatterns: list[URLPattern] = [
    path("programs/", api_programs.ProgramList.as_view(), name="api-program-list"),
    path("programs/<slug:key>/", api_programs.ProgramDetail.as_view(), name="api-program-detail"),
    path("deadlines/", api_deadlines.WayList.as_view(), name="api-deadline-list"),
    path(
        "opportunities/<int:pk>/deadlines/",
        api_deadlines.NoticeWayList.as_view(),
        name="api-opportunity-deadlines",
    ),
]
