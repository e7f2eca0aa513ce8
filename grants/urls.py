"""Addresses of grant guidance."""

from django.urls import include, path

urlpatterns = [
    path("", include("grants.urls_catalog")),
    path("", include("grants.urls_fit")),
    path("", include("grants.urls_notices")),
    path("", include("grants.urls_ask")),
    path("", include("grants.urls_guidance")),
    path("", include("grants.urls_referrals")),
    path("", include("grants.urls_calendar")),
    path("", include("grants.urls_administrators")),
]
