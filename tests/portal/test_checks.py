"""Mistakes that stop the start."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import path

from portal.access import Role
from portal.checks import (
    every_route_says_who_may_use_it,
    production_holds_nobody_invented,
    the_demonstration_stays_at_home,
    the_secret_is_secret,
)
from portal.models import Membership
from tests import make

urlpatterns = [path("secret/", lambda _request: HttpResponse("secret"), name="secret")]


def test_as_it_stands_nothing_is_wrong_with_the_routes():
    assert every_route_says_who_may_use_it() == []


@pytest.mark.urls("tests.portal.test_checks")
def test_a_route_without_a_permission_stops_the_start():
    (fault,) = every_route_says_who_may_use_it()
    assert fault.id == "portal.E002"
    assert "/secret/" in fault.msg


def test_demonstration_is_refused_when_debug_is_off(settings):
    settings.DEMO, settings.DEBUG = True, False
    assert [fault.id for fault in the_demonstration_stays_at_home()] == ["portal.E003"]
    settings.DEBUG = True
    assert the_demonstration_stays_at_home() == []


def test_the_key_of_the_source_is_refused_when_debug_is_off(settings):
    settings.DEBUG, settings.SECRET_KEY = False, "insecure-only-for-checks-and-tests-000"
    assert [fault.id for fault in the_secret_is_secret(databases=["default"])] == ["portal.E001"]
    settings.SECRET_KEY = "a-real-one-" + "x" * 50
    assert the_secret_is_secret(databases=["default"]) == []


@pytest.mark.parametrize(("debug", "official"), [(False, False), (True, True), (False, True)])
def test_production_and_the_official_site_refuse_invented_rows(db, settings, debug, official):
    settings.DEBUG, settings.OFFICIAL_SITE = debug, official
    assert production_holds_nobody_invented(databases=["default"]) == []
    make.person(is_demo=True)
    make.organization()

    faults = production_holds_nobody_invented(databases=["default"])

    assert [fault.id for fault in faults] == ["portal.E004", "portal.E004"]
    assert production_holds_nobody_invented() == [], "only asked with a database"


def test_a_developer_may_invent_people(db, settings):
    settings.DEBUG, settings.OFFICIAL_SITE = True, False
    make.person(is_demo=True)
    assert production_holds_nobody_invented(databases=["default"]) == []


def test_the_demo_people_are_printed_one_per_role(db, settings, capsys):
    settings.DEMO = True
    make.member("Dana Demo", Role.EOUSA)
    call_command("demo_people")
    assert "no demonstration people" in capsys.readouterr().out
    someone = make.person("Dora Demo", is_demo=True)
    make.user(someone)
    Membership.objects.create(person=someone, role=Role.EOUSA)

    call_command("demo_people")

    said = capsys.readouterr().out
    assert someone.email in said
    assert "EOUSA desk officer" in said


def test_a_run_of_every_check_reaches_ours(settings):
    settings.DEMO, settings.DEBUG = True, False
    assert "portal.E003" in {fault.id for fault in run_checks()}
