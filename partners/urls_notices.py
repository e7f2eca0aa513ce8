"""Addresses of judicial notification: forms of courts."""

from django.urls import path

from partners.views import notice_acts, notices

urlpatterns = [
    path("notice-forms/", notices.notice_list, name="notice-list"),
    path("notice-forms/new/", notices.notice_create, name="notice-create"),
    path("notice-forms/<uuid:notice>/", notices.notice_detail, name="notice-detail"),
    path("notice-forms/<uuid:notice>/edit/", notices.notice_edit, name="notice-edit"),
    path("notice-forms/<uuid:notice>/seen/", notice_acts.notice_see, name="notice-see"),
    path("notice-forms/<uuid:notice>/withdraw/", notice_acts.notice_withdraw, name="notice-withdraw"),
    path("notice-forms/<uuid:notice>/reply/", notice_acts.notice_reply, name="notice-reply"),
]
