"""Addresses of the directory of organizations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
