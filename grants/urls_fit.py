"""Addresses of the fit of an organization and a program."""

from django.urls import path

from grants.views import fit

urlpatterns = [
    path("fit/", fit.fit_page, name="fit"),
    path("organizations/<int:pk>/fit/", fit.organization_fit, name="organization-fit"),
    path("our-entry/fit/", fit.own_fit, name="own-fit"),
]
