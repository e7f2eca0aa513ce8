"""Addresses of asking a question about money."""

from django.urls import path

from grants.views import ask, own_questions, question_links

urlpatterns = [
    path("ask/", ask.ask_page, name="ask"),
    path("ask/sent/", ask.ask_sent, name="ask-sent"),
    path("q/<str:key>/", question_links.question_link, name="question-link"),
    path("q/<str:key>/add/", question_links.question_link_add, name="question-link-add"),
    path("q/<str:key>/renew/", question_links.question_link_renew, name="question-link-renew"),
    path("own-questions/", own_questions.guidance_own_list, name="guidance-own-list"),
    path("own-questions/new/", own_questions.guidance_ask, name="guidance-ask"),
    path("own-questions/<int:pk>/", own_questions.guidance_own_detail, name="guidance-own-detail"),
    path("own-questions/<int:pk>/add/", own_questions.guidance_own_add, name="guidance-own-add"),
]
