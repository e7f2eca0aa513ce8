"""Every address. Apps are included by dotted string; the foundation knows none of them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from portal.views import (
    account,
    again,
    api,
    api_docs,
    archive,
    contacts,
    feeds,
    guard,
    handover,
    health,
    home,
    ladder,
    mailcatcher,
    members,
    messages,
    public,
    replies,
    steering,
)

pages: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("accounts/", include("portal.account_urls")),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-in/conditions/", account.consent, name="consent"),
    path("sign-in/no-role/", account.no_role, name="no-role"),
    path("r/<str:key>/", replies.reply, name="reply"),
    path("session/back/", again.session_back, name="session-back"),
    path("session/touch/", account.session_touch, name="session-touch"),
    path("session/end-all/", account.sign_out_everywhere, name="sign-out-everywhere"),
    path("session/hat/", account.hat_switch, name="hat-switch"),
    path("account/", account.account, name="account"),
    path("guard/", guard.text_check, name="text-check"),
    path("calendar/make/", feeds.calendar_make, name="calendar-make"),
    path("calendar/made/", feeds.calendar_made, name="calendar-made"),
    path("calendar/shut/", feeds.calendar_shut, name="calendar-shut"),
    path("people/", members.member_list, name="member-list"),
    path("people/<int:pk>/end/", members.member_end, name="member-end"),
    path("people/<int:pk>/hand-over/", handover.member_hand_over, name="member-hand-over"),
    path("people/<int:pk>/disable/", members.member_disable, name="member-disable"),
    path("people/<int:pk>/enable/", members.member_enable, name="member-enable"),
    path("hand-overs/<int:pk>/", handover.handover_detail, name="handover-detail"),
    path("people/invite/", members.invitation_create, name="invitation-create"),
    path("invitations/<int:pk>/withdraw/", members.invitation_withdraw, name="invitation-withdraw"),
    path("invitations/<str:key>/", members.invitation_accept, name="invitation-accept"),
    path("messages/", messages.message_list, name="message-list"),
    path("messages/<uuid:pk>/", messages.message_detail, name="message-detail"),
    path("messages/<uuid:pk>/skip/", steering.message_skip, name="message-skip"),
    path("messages/<uuid:pk>/sending/", steering.message_send, name="message-send"),
    path("archive/", archive.archive_create, name="archive-create"),
    path("ladder/", ladder.rung_list, name="rung-list"),
    path("ladder/dry-run/", ladder.dry_run, name="dry-run"),
    path("ladder/skip/", steering.rung_skip, name="rung-skip"),
    path("ladder/sending/", steering.rung_send, name="rung-send"),
    path("ladder/<slug:cause>/<int:nth>/", ladder.rung_detail, name="rung-detail"),
    path("ladder/<slug:cause>/<int:nth>/edit/", ladder.rung_edit, name="rung-edit"),
    path("leave/", public.leave, name="leave"),
    path("leaving/", public.leaving, name="leaving"),
    path("find/", public.find_office, name="find"),
    path("offices/", public.office_list, name="office-list"),
    path("offices/<slug:court_id>/", public.office_detail, name="office-detail"),
    path("offices/<slug:court_id>/contacts/<slug:kind>/", contacts.office_contact_edit, name="office-contact-edit"),
    path("", include("specialists.urls")),
    path("", include("partners.urls")),
    path("", include("grants.urls")),
]
"""What people read: each also under /es/, from where whoever is of government is led back to English."""
if settings.DEMO:
    pages.append(path("sign-in/demo/", account.demo_sign_in, name="demo-sign-in"))

urlpatterns = [
    path("health/", health.health, name="health"),
    path("health/ready/", health.health_ready, name="health-ready"),
    path("session/token/", again.session_token, name="session-token"),
    path("calendar/<str:key>.ics", feeds.calendar_feed, name="calendar-feed"),
    path("api/v1/", include("portal.api_urls")),
    path("api/v1/", include("specialists.api_urls")),
    path("api/v1/", include("partners.api_urls")),
    path("api/v1/", include("grants.api_urls")),
    path("api/schema/", api_docs.Schema.as_view(), name="api-schema"),
    path("api/docs/", api_docs.api_docs, name="api-docs"),
    path("api/", api.Nowhere.as_view(), name="api-start"),
    # `path` stops at a line break, and an address may hold one.
    re_path(r"^api/(?P<address>(?s:.+))", api.Nowhere.as_view(), name="api-nowhere"),
    *i18n_patterns(*pages, prefix_default_language=False),
]
handler500 = "portal.views.api.broken"
if settings.DEBUG:
    urlpatterns += [
        path("dev/mail/", mailcatcher.mail_list, name="mail-list"),
        path("dev/mail/<slug:name>/", mailcatcher.mail_detail, name="mail-detail"),
    ]
