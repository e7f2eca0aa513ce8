"""The foundation's part of /api/v1/."""

from django.urls import path

from portal.views import api, api_ladder

urlpatterns = [
    path("", api.Root.as_view(), name="api-root"),
    path("find/", api.Find.as_view(), name="api-find"),
    path("messages/", api_ladder.MessageList.as_view(), name="api-message-list"),
    path("ladder/", api_ladder.Ladder.as_view(), name="api-ladder"),
    path("offices/", api.OfficeList.as_view(), name="api-office-list"),
    path("offices/<str:court_id>/", api.OfficeDetail.as_view(), name="api-office-detail"),
]
