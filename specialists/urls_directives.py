"""Addresses of directives, of what offices answer, and of the link in the mail."""

from django.urls import path

from specialists.views import answer_links, directives, responses

urlpatterns = [
    path("directives/", directives.directive_list, name="directive-list"),
    path("directives/new/", directives.directive_create, name="directive-create"),
    path("directives/<int:pk>/", directives.directive_detail, name="directive-detail"),
    path("directives/<int:pk>/edit/", directives.directive_edit, name="directive-edit"),
    path("directives/<int:pk>/issue/", directives.directive_issue, name="directive-issue"),
    path("directives/<int:pk>/send/", directives.directive_send, name="directive-send"),
    path("directives/<int:pk>/withdraw/", directives.directive_withdraw, name="directive-withdraw"),
    path("responses/<int:pk>/", responses.response_detail, name="response-detail"),
    path("responses/<int:pk>/acknowledgment/", responses.response_acknowledge, name="response-acknowledge"),
    path("responses/<int:pk>/answer/", responses.response_answer, name="response-answer"),
    path("answer/<str:key>/", answer_links.answer_link, name="answer-link"),
]
