"""Addresses of the post: its roster, its offices, the national board."""

from django.urls import include, path

from specialists.views import acts, answer_links, bulk, compare, contacts, days, divisions, directives, office, responses, roster, withdrawing

urlpatterns = [
    path("", include("specialists.urls_vacancies")),
    path("compare/", compare.coverage_compare, name="coverage-compare"),
    path("askings/new/", bulk.asking_create, name="asking-create"),
    path("desks/new/", bulk.desk_create, name="desk-create"),
    path("offices/<slug:court_id>/staffing/", office.office_staffing, name="office-staffing"),
    path("offices/<slug:court_id>/answers/new/", acts.answer_create, name="answer-create"),
    path(
        "offices/<slug:court_id>/answers/<int:pk>/withdraw/",
        withdrawing.answer_withdraw,
        name="answer-withdraw",
    ),
    path("offices/<slug:court_id>/absences/new/", acts.absence_create, name="absence-create"),
    path("offices/<slug:court_id>/absences/<int:pk>/end/", acts.absence_close, name="absence-close"),
    path(
        "offices/<slug:court_id>/absences/<int:pk>/withdraw/",
        withdrawing.absence_withdraw,
        name="absence-withdraw",
    ),
    path("offices/<slug:court_id>/appointments/new/", acts.appointment_create, name="appointment-create"),
    path("offices/<slug:court_id>/appointments/<int:pk>/end/", acts.appointment_end, name="appointment-end"),
    path(
        "offices/<slug:court_id>/appointments/<int:pk>/withdraw/",
        withdrawing.appointment_withdraw,
        name="appointment-withdraw",
    ),
    path("points-of-contact/", contacts.point_of_contact_list, name="point-of-contact-list"),
    path(
        "offices/<slug:court_id>/points-of-contact/new/",
        contacts.point_of_contact_create,
        name="point-of-contact-create",
    ),
    path(
        "offices/<slug:court_id>/points-of-contact/<int:pk>/end/",
        contacts.point_of_contact_end,
        name="point-of-contact-end",
    ),
    path("field-divisions/", divisions.field_division_list, name="field-division-list"),
    path("field-divisions/<slug:code>/contact/", divisions.division_contact_edit, name="division-contact-edit"),
    path("designated-communities/", divisions.designated_community_list, name="designated-community-list"),
    path("vacancies/days/", days.vacancy_days, name="vacancy-days"),
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
    path("roster/", roster.roster_list, name="roster-list"),
    path("roster/template/<str:table>/", roster.roster_template, name="roster-template"),
    path("roster/<uuid:pk>/", roster.roster_detail, name="roster-detail"),
    path("roster/<uuid:pk>/apply/", roster.roster_apply, name="roster-apply"),
    path("roster/<uuid:pk>/refused/", roster.roster_refused, name="roster-refused"),
]
