"""The foundation's part of /api/v1/."""

from django.urls import path

from portal.views import api

urlpatterns = [
    path("", api.Root.as_view(), name="api-root"),
    path("find/", api.Find.as_view(), name="api-find"),
    path("offices/", api.OfficeList.as_view(), name="api-office-list"),
    path("offices/<str:court_id>/", api.OfficeDetail.as_view(), name="api-office-detail"),
]
