"""Addresses of the log of outreach."""

from django.urls import path

from partners.views import drafts, outreach_acts, outreach_create, outreach_detail, outreach_edit, outreach_list

urlpatterns = [
    path("outreach/", outreach_list.outreach_list, name="outreach-list"),
    path("outreach/<uuid:entry>/", outreach_detail.outreach_detail, name="outreach-detail"),
    path("outreach/<uuid:entry>/edit/", outreach_edit.outreach_edit, name="outreach-edit"),
    path("outreach/<uuid:entry>/delete/", outreach_acts.outreach_delete, name="outreach-delete"),
    path("outreach/<uuid:entry>/restore/", outreach_acts.outreach_restore, name="outreach-restore"),
    path("outreach/new/", outreach_create.outreach_create, name="outreach-create"),
    path("outreach/<uuid:entry>/saved/", outreach_create.outreach_saved, name="outreach-saved"),
    path("outreach/drafts/", drafts.draft_list, name="draft-list"),
    path("outreach/drafts/save/", drafts.draft_save, name="draft-save"),
    path("outreach/drafts/discard/", drafts.draft_discard_all, name="draft-discard-all"),
    path("outreach/drafts/<int:pk>/discard/", drafts.draft_discard, name="draft-discard"),
]
