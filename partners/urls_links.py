"""Addresses that a mail carries and that need no account."""

from django.urls import path

from partners.views import entry_links

urlpatterns = [
    path("entry/<str:key>/", entry_links.entry_link, name="entry-link"),
    path("entry/<str:key>/confirm/", entry_links.entry_link_confirm, name="entry-link-confirm"),
    path("entry/<str:key>/edit/", entry_links.entry_link_edit, name="entry-link-edit"),
    path("entry/<str:key>/proposals/<int:pk>/", entry_links.entry_link_proposal, name="entry-link-proposal"),
]
