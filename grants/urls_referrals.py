"""Addresses of referrals and what became of them. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern

public: list[URLPattern] = []
urlpatterns: list[URLPattern] = []
