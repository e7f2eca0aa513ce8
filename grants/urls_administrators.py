"""Addresses of state administering agencies. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern

public: list[URLPattern] = []
urlpatterns: list[URLPattern] = []
