"""Addresses of import, and taking everything out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
