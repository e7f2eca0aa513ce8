"""Addresses of gaps."""

from django.urls import path

from partners.views import gap_acts, gaps

urlpatterns = [
    path("gaps/", gaps.gap_list, name="gap-list"),
    path("gaps/<slug:gap>/", gaps.gap_detail, name="gap-detail"),
    path("gaps/<slug:gap>/own/", gap_acts.gap_own, name="gap-own"),
    path("gaps/<slug:gap>/accept/", gap_acts.gap_accept, name="gap-accept"),
    path("gaps/<slug:gap>/reopen/", gap_acts.gap_reopen, name="gap-reopen"),
]
