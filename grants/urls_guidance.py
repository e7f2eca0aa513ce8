"""Addresses of answering such questions. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern

public: list[URLPattern] = []
urlpatterns: list[URLPattern] = []
