"""Addresses of the fit of an organization and a program. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern

public: list[URLPattern] = []
urlpatterns: list[URLPattern] = []
