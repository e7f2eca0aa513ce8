"""What somebody types is kept on the server while they type it: of one person, never what the guard refuses."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from partners.models import Draft, Outreach
from partners.models.draft import KEPT_FOR, NEW
from partners.tasks import purge_drafts
from portal.access import DatabaseRole, Role
from portal.models import AuditEvent, Membership
from portal.tenancy import acting_as
from tests import make, servers
from tests.partners.test_log import NEW as FORM
from tests.partners.test_log import bound, five

SAVE = "/outreach/drafts/save/"
LONG = "Ünïcode 夜勤 👩🏽‍⚖️ “quoted” \t tab\nnew line\n\nlast " * 100
PLANTED = "987-65-4321"


@pytest.fixture
def alma_s(client_of: Any, alma: Any) -> Any:
    return client_of(alma)


def draft_of(person: Any) -> Draft | None:
    with bound(person):
        return Draft.objects.order_by("-pk").first()


def test_everything_typed_is_kept_and_shown_again_to_the_letter(alma, alma_s, shelter):
    typed = five(
        shelter, held_on="", line="half a li", narrative=LONG, minutes="nonsense", topics=["BIAS", "ERPO"],
        **{"step-0-text": "Call", "step-3-text": "Later", "trained-COURTS": "x", "new-0-name": "Harb"},
    )  # fmt: skip
    answer = alma_s.post(SAVE, typed)
    assert answer.status_code == 200
    assert answer.json()["said"].startswith("Saved as draft ")

    page = alma_s.get(FORM)

    form = page.context["form"]
    assert not form.errors
    assert "Here again is your draft" in page.content.decode()
    kept = {name: form.data.getlist(name) for name in typed}
    assert kept == {
        name: [str(v) for v in (value if isinstance(value, list) else [value])] for name, value in typed.items()
    }
    assert form["narrative"].value() == LONG
    assert [row["text"].value() for row in form.steps.sent] == ["Call", "Later"]
    assert form.entered.sent[0]["name"].value() == "Harb"


def test_another_device_goes_on_with_the_same_draft(alma, alma_s, client_of, shelter):
    data = five(shelter)
    alma_s.post(SAVE, data)
    second = client_of(alma)
    assert str(second.get(FORM).context["form"]["key"].value()) == data["key"]
    second.post(SAVE, data | {"line": "typed on the phone"})

    assert draft_of(alma).line == "typed on the phone"
    with bound(alma):
        assert Draft.objects.count() == 1


def test_what_another_window_typed_is_not_overwritten(alma, alma_s, shelter):
    data = five(shelter)
    first = alma_s.post(SAVE, data | {"line": "at the desk", "seen": "", "window": "desk"}).json()
    alma_s.post(SAVE, data | {"line": "on the phone", "seen": first["seen"], "window": "phone"})

    refused = alma_s.post(SAVE, data | {"line": "at the desk again", "seen": first["seen"], "window": "desk"})

    assert refused.status_code == 409
    told = refused.json()
    assert "in another window" in told["said"]
    goes_on = data | {"key": told["key"], "line": "at the desk, on", "seen": told["seen"], "window": "desk"}
    assert alma_s.post(SAVE, goes_on).status_code == 200
    with bound(alma):
        kept = {str(one.key): one.line for one in Draft.objects.all()}
    assert kept == {data["key"]: "on the phone", told["key"]: "at the desk, on"}


def test_the_same_window_goes_on_also_where_it_missed_an_answer(alma, alma_s, shelter):
    data = five(shelter, window="desk", seen="")
    alma_s.post(SAVE, data)

    assert alma_s.post(SAVE, data | {"line": "next"}).status_code == 200
    assert draft_of(alma).line == "next"


def test_a_change_that_another_window_typed_on_stays_on_its_page(alma, alma_s, shelter):
    data = five(shelter)
    alma_s.post(FORM, data)
    change = data | {"replaces": "1", "seen": ""}
    alma_s.post(SAVE, change | {"line": "on the phone", "window": "phone"})

    refused = alma_s.post(SAVE, change | {"line": "at the desk", "window": "desk"})

    assert (refused.status_code, "key" in refused.json()) == (409, False)
    assert draft_of(alma).line == "on the phone"


def test_choices_alone_are_no_draft(alma, alma_s, shelter):
    said = five(line="", topics=["BIAS"], **{"step-0-side": "OURS", "step-0-due_on": "2099-01-02"})
    assert alma_s.post(SAVE, said).json()["said"] == ""
    assert draft_of(alma) is None

    alma_s.post(SAVE, said | {"organizations": [shelter.pk]})
    assert draft_of(alma) is not None
    assert "Meeting: Safe Harbor (invented) (no line yet)" in alma_s.get("/outreach/drafts/").content.decode()

    alma_s.post(SAVE, said)
    assert draft_of(alma) is None, "all that was said is taken back"


def test_all_drafts_go_at_once_after_a_question(alma, alma_s, client_of, vic, shelter):
    for line in ("one", "two"):
        alma_s.post(SAVE, five(shelter, line=line))
    client_of(vic).post(SAVE, five(shelter, line="Vic’s"))

    assert "Throw all 2 drafts away?" in alma_s.get("/outreach/drafts/discard/").content.decode()
    with bound(alma):
        assert Draft.objects.count() == 2
    assert alma_s.post("/outreach/drafts/discard/").status_code == 302

    assert draft_of(alma) is None
    assert draft_of(vic).line == "Vic’s"


def test_a_draft_opens_by_its_own_key(alma, alma_s, shelter):
    first = five(shelter, line="the older one")
    alma_s.post(SAVE, first)
    alma_s.post(SAVE, five(shelter, line="the newer one"))

    assert alma_s.get(f"{FORM}?draft={first['key']}").context["form"]["line"].value() == "the older one"


def test_refused_text_is_not_kept_and_the_rest_is(alma, alma_s, shelter, urls):
    data = five(shelter, narrative="Kept so far.")
    alma_s.post(SAVE, data)

    answer = alma_s.post(
        SAVE, data | {"narrative": f"Her SSN: {PLANTED}", "line": "changed line", "step-0-text": f"SSN {PLANTED}"}
    )

    told = answer.json()
    assert set(told["refused"]) == {"narrative", "step-0-text"}
    assert "Social Security number" in told["refused"]["narrative"]
    draft = draft_of(alma)
    assert (draft.line, draft.fields["narrative"]) == ("changed line", ["Kept so far."])
    assert PLANTED not in json.dumps(draft.fields)


def test_what_is_no_text_field_keeps_no_identifier_either(alma, alma_s, shelter):
    alma_s.post(SAVE, five(shelter, minutes=f"SSN {PLANTED}", held_on=f"SSN {PLANTED}"))

    assert PLANTED not in json.dumps(draft_of(alma).fields)


def test_what_the_form_does_not_ask_is_not_kept(alma, alma_s, shelter):
    alma_s.post(
        SAVE, five(shelter, **{"password": "x", "step-0-secret": "x", "office": "9", "csrfmiddlewaretoken": "x"})
    )

    assert not {"password", "step-0-secret", "office", "csrfmiddlewaretoken", "key", "hat"} & set(draft_of(alma).fields)


def test_a_draft_leaves_no_audit_trail(alma, alma_s, shelter, urls):
    alma_s.post(SAVE, five(shelter, line="only typed"))
    alma_s.post(FORM, five(shelter, line="saved"))

    with acting_as(DatabaseRole.EOUSA_READER):
        told = set(AuditEvent.objects.values_list("table_name", flat=True))
    assert "partners_outreach" in told
    assert "partners_draft" not in told


def test_a_colleague_reads_no_draft(alma, alma_s, client_of, vic, lena, shelter):
    alma_s.post(SAVE, five(shelter))
    pk = draft_of(alma).pk

    for person in (vic, lena):
        client = client_of(person)
        assert client.get(FORM).context["draft"] is None
        assert client.get(f"{FORM}?draft={pk}").context["draft"] is None
        assert client.post(f"/outreach/drafts/{pk}/discard/").status_code == 404
        assert SAYS_NOTHING in client.get("/outreach/drafts/").content.decode()
        with bound(person):
            assert Draft.objects.count() == 0
    assert draft_of(alma) is not None


SAYS_NOTHING = "0 drafts wait."


def test_start_afresh_discards(alma, alma_s, shelter):
    alma_s.post(SAVE, five(shelter, line="not wanted"))
    listed = alma_s.get("/outreach/drafts/").content.decode()
    assert "not wanted" in listed
    assert "1 draft waits." in listed

    page = alma_s.post(f"/outreach/drafts/{draft_of(alma).pk}/discard/", follow=True)

    assert page.context["draft"] is None
    assert draft_of(alma) is None


def test_another_may_be_started_beside_it(alma, alma_s, shelter):
    alma_s.post(SAVE, first := five(shelter, line="first"))
    assert alma_s.get(f"{FORM}?new").context["draft"] is None
    alma_s.post(SAVE, five(shelter, line="second"))
    with bound(alma):
        pk = Draft.objects.get(key=first["key"]).pk

    assert alma_s.get(FORM).context["draft"].line == "second"
    assert alma_s.get(f"{FORM}?draft={pk}").context["draft"].line == "first"


def test_saving_late_brings_no_draft_of_a_saved_entry_back(alma, alma_s, shelter):
    data = five(shelter)
    alma_s.post(FORM, data)

    assert alma_s.post(SAVE, data).status_code == 409
    assert draft_of(alma) is None


@pytest.mark.parametrize(
    ("wrong", "status"), [({"key": "banana"}, 400), ({"hat": "94"}, 403), ({"narrative": "x" * 200_001}, 413)]
)
def test_what_cannot_be_kept_says_so(wrong, status, alma, alma_s, shelter):
    answer = alma_s.post(SAVE, five(shelter) | wrong)

    assert answer.status_code == status
    assert answer.json()["said"]
    assert draft_of(alma) is None


def test_drafts_go_after_30_days(transactional_db, urls):
    alma = make.member("Alma Reyes", Role.SPECIALIST, office="txnd")
    office, at = make.office(), now()
    old, young = uuid4(), uuid4()
    with bound(alma):
        for key, age in ((old, KEPT_FOR + timedelta(minutes=1)), (young, KEPT_FOR - timedelta(minutes=1))):
            Draft.objects.keep(office=office, by=alma, key=key, form=NEW, fields={}, at=at - age)

    servers.log_in(urls["DATABASE_WORKER_URL"])
    try:
        purge_drafts()
        purge_drafts()
    finally:
        servers.log_in(urls["DATABASE_URL"])

    with bound(alma):
        assert [one.key for one in Draft.objects.all()] == [young]


def test_a_refused_form_stores_nothing_of_the_refused_text(alma, alma_s, shelter, urls):
    """Searched as the owner of the tables, in all of them that could hold it."""
    alma_s.post(SAVE, five(shelter, narrative=f"SSN {PLANTED}"))
    assert alma_s.post(FORM, five(shelter, narrative=f"SSN {PLANTED}")).status_code == 422
    with bound(alma):
        assert Outreach.objects.count() == 0
        tables = ["partners_draft", "partners_outreach", "portal_kepttext"]
        for table in tables:
            with connection.cursor() as cursor:
                if table != "portal_kepttext":
                    cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{PLANTED}%"])
                    assert cursor.fetchone() == (0,), table


# --- the end of the session --------------------------------------------------------------------------------------
def test_a_script_is_told_that_the_session_has_ended(visitor, shelter):
    answer = visitor.post(SAVE, five(shelter), headers={"Sec-Fetch-Mode": "cors"})

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_form_sent_after_the_end_comes_back_whole(visitor, alma, client_of, shelter):
    sent = five(shelter, narrative="first line\r\n  <b>“second”</b> & 夜", topics=["BIAS", "ERPO"])
    page = visitor.post(FORM, sent, headers={"Origin": "http://testserver"})

    assert page.status_code == 401
    assert page.headers["Referrer-Policy"] == "same-origin", "else the browser names no origin and the form is refused"
    carried = page.context["typed"]
    assert carried == [(n, str(v)) for n, vs in sent.items() for v in (vs if isinstance(vs, list) else [vs])]
    again: dict[str, list[str]] = {}
    for name, value in carried:
        again.setdefault(name, []).append(value)
    assert client_of(alma).post(FORM, again).status_code == 302
    with bound(alma):
        assert Outreach.objects.get().narrative == sent["narrative"]


def test_any_other_form_is_carried_but_no_file_and_no_password(visitor):
    here = {"Origin": "http://testserver"}
    answer = visitor.post("/barriers/new/", {"what": "Nobody signs"}, headers=here)
    assert (answer.status_code, answer.context["typed"]) == (401, [("what", "Nobody signs")])

    file = SimpleUploadedFile("counts.csv", b"a,b")
    assert visitor.post("/case-counts/import/", {"file": file}, headers=here).status_code == 302
    assert visitor.post("/barriers/new/", {"password1": "hunter2 and more"}, headers=here).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Referer": "https://elsewhere.example/"}],
)
def test_another_site_s_form_is_not_carried(headers, visitor, shelter):
    answer = visitor.post(FORM, five(shelter), headers=headers)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


def test_a_form_with_the_token_of_an_earlier_sign_in_is_carried(alma, shelter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alma.user, backend="portal.accounts.Backend")
    session = client.session
    session["demo"] = True
    session.save()
    client.get(FORM)
    page = client.post(FORM, five(shelter) | {"csrfmiddlewaretoken": "x" * 64}, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    fresh = dict(page.context["typed"])
    assert fresh["line"]
    again = five(shelter) | fresh | {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    assert client.post(FORM, again, headers={"Origin": "http://testserver"}).status_code == 302
    elsewhere = client.post(FORM, five(shelter), headers={"Origin": "https://elsewhere.example"})
    assert (elsewhere.status_code, elsewhere.context.get("typed")) == (403, None)


def test_the_page_that_waits_learns_the_new_token_and_who_signed_in(visitor, alma, alma_s):
    assert visitor.get("/session/token/").status_code == 401
    told = alma_s.get("/session/token/").json()
    assert told["hat"] == Membership.objects.get(person=alma).pk
    assert len(told["token"]) == 64
    assert alma_s.get("/session/back/").status_code == 200


@pytest.mark.parametrize(("method", "address"), [("get", "/session/token/"), ("post", "/outreach/drafts/save/")])
def test_a_late_answer_to_a_script_undoes_no_sign_in_of_another_tab(method, address, visitor):
    """It was asked with the cookie of a session that the sign-in in the meantime has put another in the place of."""
    visitor.cookies["session"] = "ended" * 6
    page = visitor.get("/sign-in/")
    assert page.cookies["session"].value == ""  # a page says what is so
    visitor.cookies["session"] = "ended" * 6
    late = getattr(visitor, method)(address, headers={"Sec-Fetch-Mode": "cors"})
    assert late.status_code == 401
    assert "session" not in late.cookies
