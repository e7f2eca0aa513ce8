"""Coverage and appointments under /api/v1/."""

from django.urls import path

from specialists import api, api_contacts, api_days, api_directives, api_vacancies

urlpatterns = [
    path("coverage/", api.Coverage.as_view(), name="api-coverage"),
    path("coverage/compare/", api.Compare.as_view(), name="api-coverage-compare"),
    path("appointments/", api.AppointmentList.as_view(), name="api-appointment-list"),
    path("vacancies/days/", api_days.VacancyDays.as_view(), name="api-vacancy-days"),
    path("vacancies/", api_vacancies.VacancyList.as_view(), name="api-vacancy-list"),
    path("vacancies/<int:pk>/", api_vacancies.VacancyDetail.as_view(), name="api-vacancy-detail"),
    path("vacancies/<int:pk>/moves/", api_vacancies.VacancyMoves.as_view(), name="api-vacancy-move"),
    path("offices/<slug:court_id>/vacancies/", api_vacancies.VacancyOpening.as_view(), name="api-vacancy-open"),
    path("moves/", api_vacancies.MoveList.as_view(), name="api-move-list"),
    path("nominations/", api_vacancies.NominationList.as_view(), name="api-nomination-list"),
    path("nominations/<int:pk>/", api_vacancies.NominationDetail.as_view(), name="api-nomination-detail"),
    path("nominations/<int:pk>/decisions/", api_vacancies.NominationDecisions.as_view(), name="api-nomination-decide"),
    path("nominations/<int:pk>/claim/", api_vacancies.NominationClaim.as_view(), name="api-nomination-claim"),
    path("points-of-contact/", api_contacts.PointOfContactList.as_view(), name="api-point-of-contact-list"),
    path("field-divisions/", api_contacts.FieldDivisionList.as_view(), name="api-field-division-list"),
    path("designated-communities/", api_contacts.CommunityList.as_view(), name="api-designated-community-list"),
    path("directives/", api_directives.DirectiveList.as_view(), name="api-directive-list"),
    path("directives/<int:pk>/", api_directives.DirectiveDetail.as_view(), name="api-directive-detail"),
    path("responses/", api_directives.ResponseList.as_view(), name="api-response-list"),
    path("responses/<int:pk>/", api_directives.ResponseDetail.as_view(), name="api-response-detail"),
    path(
        "responses/<int:pk>/acknowledgment/",
        api_directives.Acknowledgment.as_view(),
        name="api-response-acknowledge",
    ),
    path("responses/<int:pk>/answer/", api_directives.ResponseAnswer.as_view(), name="api-response-answer"),
]
