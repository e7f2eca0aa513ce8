"""Addresses of the work with partners."""

from django.urls import include, path

urlpatterns = [
    path("", include("partners.urls_directory")),
    path("", include("partners.urls_barriers")),
    path("", include("partners.urls_notices")),
    path("", include("partners.urls_outreach")),
    path("", include("partners.urls_steps")),
    path("", include("partners.urls_gaps")),
    path("", include("partners.urls_partner")),
    path("", include("partners.urls_links")),
    path("", include("partners.urls_readiness")),
    path("", include("partners.urls_reports")),
    path("", include("partners.urls_case_counts")),
    path("", include("partners.urls_transfer")),
    path("", include("partners.urls_erpo")),
    path("", include("partners.urls_library")),
    path("", include("partners.urls_projects")),
    path("", include("partners.urls_groups")),
]
