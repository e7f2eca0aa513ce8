"""Addresses of working groups, their seats, meetings, action items and papers."""

from django.urls import path

from partners.views import action_items, group_acts, groups, meetings

urlpatterns = [
    path("groups/", groups.group_list, name="group-list"),
    path("groups/new/", group_acts.group_create, name="group-create"),
    path("groups/<int:pk>/", groups.group_detail, name="group-detail"),
    path("groups/<int:pk>/edit/", group_acts.group_edit, name="group-edit"),
    path("groups/<int:pk>/end/", group_acts.group_end, name="group-end"),
    path("groups/<int:pk>/seats/new/", group_acts.seat_create, name="seat-create"),
    path("seats/<int:pk>/end/", group_acts.seat_end, name="seat-end"),
    path("participants/<int:pk>/edit/", group_acts.participant_edit, name="participant-edit"),
    path("groups/<int:pk>/meetings/new/", meetings.meeting_create, name="meeting-create"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("groups/<int:pk>/action-items/new/", action_items.action_item_create, name="action-item-create"),
    path("action-items/<int:pk>/edit/", action_items.action_item_edit, name="action-item-edit"),
    path("action-items/<int:pk>/done/", action_items.action_item_done, name="action-item-done"),
    path("action-items/<int:pk>/drop/", action_items.action_item_drop, name="action-item-drop"),
    path("action-items/<int:pk>/reopen/", action_items.action_item_reopen, name="action-item-reopen"),
    path("groups/<int:pk>/papers/new/", meetings.paper_create, name="paper-create"),
    path("papers/<int:pk>/", meetings.paper_detail, name="paper-detail"),
    path("papers/<int:pk>/edit/", meetings.paper_edit, name="paper-edit"),
    path("papers/<int:pk>/remove/", meetings.paper_remove, name="paper-remove"),
]
