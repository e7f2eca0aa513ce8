"""Addresses of the directory of organizations."""

from django.urls import path

from partners.views import suggesting

urlpatterns = [
    path("organizations/suggest/", suggesting.organization_suggest, name="organization-suggest"),
]
