"""Addresses of next steps and the week."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
