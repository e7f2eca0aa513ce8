"""Addresses of what an organization does itself."""

from django.urls import path

from partners.views import own_entry, shared, sponsoring

urlpatterns = [
    path("our-entry/", own_entry.own_entry, name="own-entry"),
    path("our-entry/confirm/", own_entry.own_entry_confirm, name="own-entry-confirm"),
    path("our-entry/edit/", own_entry.own_entry_edit, name="own-entry-edit"),
    path("our-entry/proposals/<int:pk>/", own_entry.own_entry_proposal, name="own-entry-proposal"),
    path("shared/", shared.shared_list, name="shared-list"),
    path("shared/<int:pk>/done/", shared.shared_step_close, name="shared-step-close"),
    path("shared/<int:pk>/not-done/", shared.shared_step_reopen, name="shared-step-reopen"),
    path("organizations/<int:pk>/manager/", sponsoring.manager_invite, name="manager-invite"),
    path("organizations/<int:pk>/ask/", sponsoring.entry_ask, name="entry-ask"),
]
