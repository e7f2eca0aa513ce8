"""Addresses of the fit of an organization and a program. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern, path

from grants.views import fit

public: list[URLPattern] = [
    path("fit/", fit.fit_page, name="fit"),
]
urlpatterns: list[URLPattern] = [
    path("organizations/<int:pk>/fit/", fit.organization_fit, name="organization-fit"),
    path("our-entry/fit/", fit.own_fit, name="own-fit"),
]
