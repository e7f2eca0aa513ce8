"""Addresses of what an organization does itself."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
