"""An attack on case counts: whoever reads everything that leaves an office, and knows the rule, learns no small number.

Two ways. The arithmetic: of every small world, and of many large ones, everything is derived that a reader of the
totals can know who has a number of its own and knows the rule of `partners.suppression`. The portal: two worlds that
differ in hidden numbers alone are read through every address by everybody outside; each answer has to be the same.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import ndiff
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from partners import quarters
from partners.cases import BY_CODE, LEAST, Measure, Statute
from partners.models import Report
from partners.suppression import (
    COUNTED_FOR,
    FEWEST,
    REST,
    SUMMED,
    WHOLE,
    is_shown,
    is_struck,
    last_struck,
    shown_of,
    struck_at,
)
from portal.access import Role
from portal.calendar import CENTER
from portal.models import Person
from tests import conftest, make, servers, walk
from tests.partners.cases import QUARTER, enter, in_time
from tests.partners.log import at_office
from tests.portal.test_api import token_of

NOON = datetime(2026, 11, 23, 12, tzinfo=CENTER)


# --- the arithmetic ----------------------------------------------------------------------------------------------
def worlds(offices: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many offices can have so much."""
    if offices == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in worlds(offices - 1, total - first):
            yield first, *rest


def learned(rule: Callable[[Sequence[int]], bool], offices: int, most: int) -> dict[Any, list[set[int]]]:
    """What the first office can think possible of each other one, by its own number and by what it is shown.

    It knows how many have counted and what the rule is, so being shown nothing tells it something too.
    """
    possible: dict[Any, list[set[int]]] = defaultdict(lambda: [set() for _ in range(offices - 1)])
    for total in range(most + 1):
        for world in worlds(offices, total):
            seen = possible[world[0], total if rule(world) else None]
            for place, number in enumerate(world[1:]):
                seen[place].add(number)
    return possible


def told(possible: Mapping[Any, list[set[int]]], most: int) -> list[Any]:
    """Where somebody would know that another office's number is small, whichever it is.

    A world that is cut off at `most` is not asked about: what is possible beyond it is not known here.
    """
    asked = {key: sets for key, sets in possible.items() if key[1] is not None or key[0] + 3 * WHOLE <= 2 * most}
    return [key for key, sets in asked.items() if any(max(numbers) < LEAST for numbers in sets)]


@pytest.mark.parametrize(("offices", "most"), [(2, 40), (3, 36), (4, 26)])
def test_in_no_small_world_does_an_office_learn_that_another_has_a_small_number(offices, most):
    possible = learned(is_shown, offices, most)

    assert told(possible, most) == []
    assert any(shown is not None for _own, shown in possible) == (offices >= FEWEST)


@pytest.mark.parametrize(
    "weaker",
    [
        lambda world: sum(world) >= LEAST,
        lambda world: len(world) >= 3 and sum(world) - max(world) >= LEAST,
        lambda world: len(world) >= 3 and sum(world) - max(world) >= REST,
        lambda world: len(world) >= 3 and sum(world) - max(world) >= REST and sum(world) >= WHOLE - 1,
    ],
)
def test_the_attack_breaks_every_weaker_rule(weaker):
    assert told(learned(weaker, 4, 26), 26)


def test_without_an_own_number_even_less_is_learned():
    """EOUSA: whoever has no number is an office more that is known to have none."""
    for total in range(WHOLE, 30):
        shown = [world for world in worlds(4, total) if is_shown(world)]
        assert all(max(world[place] for world in shown) >= LEAST for place in range(4)), total


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=94), st.integers(0, 93), st.integers(1, 6))
def test_of_a_shown_total_no_small_number_is_bounded_below_five(world, first, many):
    """Also where several offices put their numbers together, as long as the others have `REST` between them."""
    if not is_shown(world):
        return
    known = [world[(first + nth) % len(world)] for nth in range(min(many, len(world)))]
    others = len(world) - len(known)
    rest = sum(world) - sum(known)
    if len(known) > 1 and (others < 2 or rest < REST):
        return
    ceiling = sum(world) - REST
    highest = min(ceiling, rest)
    lowest = max(0, rest - (others - 1) * ceiling)
    assert highest >= LEAST
    assert lowest < highest or lowest >= LEAST


@given(st.lists(st.integers(0, 60), max_size=94))
def test_what_is_shown_is_no_small_number_and_leaves_none_to_whoever_subtracts_the_own(world):
    if is_shown(world):
        assert len(world) >= 3
        assert all(sum(world) - own >= 2 * LEAST for own in world)


# --- what was referred is accepted or declined: the attacker's best guess -------------------------------------------
Cells = dict[str, tuple[int, ...]]
"""What each office has counted, by measure."""
Hiding = Callable[[Cells], dict[str, int]]
COUNTED = st.lists(st.integers(0, 12), max_size=12).map(tuple)
SUMMING = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=40)


def alone(cells: Cells) -> dict[str, int]:
    """The weaker rule: each total by itself."""
    return {measure: sum(numbers) for measure, numbers in cells.items() if is_shown(numbers)}


def rather_referred(cells: Cells) -> dict[str, int]:
    """The weaker rule: of two that are as much, what was referred is held back."""
    shown = alone(cells)
    pair = [measure for measure in SUMMED if measure in shown]
    if len(pair) == 2:
        del shown[min(pair, key=shown.__getitem__)]
    return shown


def decided(accepted: Sequence[int], declined: Sequence[int]) -> Cells:
    """All that was referred is decided, in each office."""
    referred = tuple(map(sum, zip(accepted, declined, strict=True)))
    return {"REFERRED": referred, "ACCEPTED": tuple(accepted), "DECLINED": tuple(declined)}


def solved(shown: Mapping[str, int]) -> set[str]:
    """Which hidden totals have one value alone in whole numbers, if what was referred is accepted or declined."""
    most = 2 * max(shown.values(), default=WHOLE) + 2
    ranges = [range(shown[m], shown[m] + 1) if m in shown else range(most) for m in ("ACCEPTED", "DECLINED")]
    known = shown.get("REFERRED")
    answers = [(a + d, a, d) for a in ranges[0] for d in ranges[1] if known is None or known == a + d]
    values = {measure: {answer[place] for answer in answers} for place, measure in enumerate(SUMMED)}
    return {measure for measure, found in values.items() if measure not in shown and len(found) == 1}


def among_the_decided(rule: Hiding, most: int) -> tuple[dict[Any, list[set[int]]], set[frozenset[str]]]:
    """Of three offices, what the first can think possible of each number of the two others; and what is ever shown."""
    possible: dict[Any, list[set[int]]] = defaultdict(lambda: [set() for _ in range(6)])
    patterns = set()
    for total in range(most + 1):
        for world in worlds(6, total):
            cells = decided(world[:3], world[3:])
            shown = rule(cells)
            patterns.add(frozenset(shown))
            for seen, number in zip(
                possible[world[0], world[3], tuple(sorted(shown.items()))],
                (number for numbers in cells.values() for number in numbers[1:]),
                strict=True,
            ):
                seen.add(number)
    return possible, patterns


def told_of_the_decided(possible: Mapping[Any, list[set[int]]], most: int) -> list[Any]:
    """Where a number of another office is known to be small. Worlds beyond `most` are not known: see `told`."""
    asked = {key: sets for key, sets in possible.items() if key[2] or key[0] + key[1] + LEAST <= most}
    return [key for key, sets in asked.items() if any(max(numbers) < LEAST for numbers in sets)]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(map(str, Measure), COUNTED)))
def test_of_whatever_was_counted_no_hidden_total_follows_from_the_shown(cells):
    """Also where offices have counted some measures only, or numbers that do not add up."""
    shown = shown_of(cells)

    assert solved(shown) == set()
    assert shown.items() <= alone(cells).items()
    assert sum(measure in shown for measure in SUMMED) != 2
    assert ("CHARGED" in shown) == ("CHARGED" in alone(cells))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SUMMING)
def test_where_all_is_decided_what_was_referred_stands_alone_or_all_three_or_none(offices):
    """Alone it tells nothing of the parts: had the others declined all, or accepted all, it would look the same."""
    cells = decided(*zip(*offices, strict=True))
    shown = {measure for measure in SUMMED if measure in shown_of(cells)}
    (accepted, declined), others = offices[0], cells["REFERRED"][1:]
    none = (0,) * len(others)

    assert shown in (set(), {"REFERRED"}, set(SUMMED))
    if shown == {"REFERRED"}:
        assert shown_of(decided((accepted, *none), (declined, *others))) == shown_of(cells)
        assert shown_of(decided((accepted, *others), (declined, *none))) == shown_of(cells)


def test_in_no_small_world_where_all_is_decided_does_an_office_learn_a_small_number():
    possible, patterns = among_the_decided(shown_of, 17)

    assert told_of_the_decided(possible, 17) == []
    assert patterns == {frozenset(), frozenset({"REFERRED"})}


@pytest.mark.parametrize("weaker", [alone, rather_referred])
def test_a_rule_that_holds_back_too_little_beside_it_is_broken(weaker):
    assert told_of_the_decided(among_the_decided(weaker, 15)[0], 15)


def test_the_solver_finds_what_each_total_by_itself_would_tell():
    """9 declined, of 24 that were referred: nobody is shown it, and everybody could work it out."""
    cells = decided((5, 5, 5), (3, 3, 3))

    assert alone(cells) == {"REFERRED": 24, "ACCEPTED": 15}
    assert solved(alone(cells)) == {"DECLINED"}
    assert solved({"ACCEPTED": 15, "DECLINED": 15}) == {"REFERRED"}
    assert shown_of(cells) == {"REFERRED": 24}
    assert solved(shown_of(cells)) == set()


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_totals_are_struck_once_after_45_days_and_some_quarter_always_is(day):
    at = datetime.combine(day, datetime.min.time(), CENTER) + timedelta(hours=12)
    quarter = last_struck(at)

    assert is_struck(quarter, at)
    assert not is_struck(quarters.after(quarter), at)
    assert (struck_at(quarter).date() - quarters.last_day(quarter)).days == COUNTED_FOR + 1
    assert not is_struck(quarter, struck_at(quarter))


# --- the portal --------------------------------------------------------------------------------------------------
SMALL = {
    "txnd": {
        "922G8.REFERRED": 3, "922G8.CHARGED": 2, "922G9.REFERRED": 1, "2261.REFERRED": 4, "2261A.REFERRED": 0,
        "922G8.DECLINED.EVIDENCE": 1, "922G8.DECLINED.ELEMENT": 4, "922G9.ACCEPTED": 0, "922G1.CHARGED": 12,
        "922G8.ACCEPTED": 2, "2262.REFERRED": 8, "2262.ACCEPTED": 5, "2262.DECLINED.OTHER": 3,
    },
    "lawd": {"922G8.REFERRED": 8, "922G9.REFERRED": 1, "2261A.REFERRED": 0, "922G8.DECLINED.OTHER": 9,
             "922G8.ACCEPTED": 5, "922G9.ACCEPTED": 9, "922G1.CHARGED": 3,
             "2262.REFERRED": 8, "2262.ACCEPTED": 5, "2262.DECLINED.OTHER": 3},
    "cand": {"922G8.REFERRED": 9, "922G9.REFERRED": 1, "922G8.DECLINED.OTHER": 9, "922G9.ACCEPTED": 6,
             "922G8.ACCEPTED": 6, "922G1.CHARGED": 5,
             "2262.REFERRED": 8, "2262.ACCEPTED": 5, "2262.DECLINED.OTHER": 3},
    "nysd": {"922G8.REFERRED": 6, "922G9.REFERRED": 50, "922G8.CHARGED": 40, "922G8.ACCEPTED": 4, "922G9.ACCEPTED": 7},
}  # fmt: skip
"""What four offices count. The fourth attacks: it knows its own numbers."""
OTHERWISE = {
    "txnd": {"922G8.REFERRED": 8, "922G8.CHARGED": 7, "922G9.REFERRED": 9, "2261.REFERRED": 12, "2261A.REFERRED": 6,
             "922G8.DECLINED.EVIDENCE": 4, "922G8.DECLINED.ELEMENT": 1, "922G9.ACCEPTED": 9, "922G1.CHARGED": 3,
             "922G8.ACCEPTED": 5, "2262.ACCEPTED": 1, "2262.DECLINED.OTHER": 7},
    "lawd": {"922G8.REFERRED": 3, "922G9.REFERRED": 0, "922G9.ACCEPTED": 0, "922G1.CHARGED": 12,
             "922G8.ACCEPTED": 2},
    "cand": {"922G9.REFERRED": 0},
}  # fmt: skip
"""The same but for small numbers, which are large here: no answer to anybody outside may tell which of both it is."""
SHOWN = {"922G8.REFERRED": 26, "922G8.ACCEPTED": 17, "922G8.DECLINED": 23, "922G9.ACCEPTED": 22, "2262.REFERRED": 24}
"""Of the last statute 15 were accepted, which could be shown by itself; but then 9 were declined, which cannot."""
VOLATILE = re.compile(
    r'(name="csrfmiddlewaretoken" value=")[^"]+|("token": ")[^"]+|(nonce-)[\w+/=-]+|("request_id": ")[^"]+'
    r'|(datetime=")[^"]+|(name="key" value=")[\da-f-]{36}'
)
"""Drawn anew for each answer: what guards a form, names a request, is to be the key of an entry; and the present."""
MEASURED = {"health-ready"}
"""Says how many milliseconds its checks took just now: nothing of anybody's rows, and never twice the same."""
OUTSIDE = ("erin", "rhea", "oren", "otis", "leo", "pia", "visitor")
A_FEW = ("erin", "oren", "otis", "pia")


@dataclass
class Attackers:
    """Everybody outside the three offices, signed in."""

    clients: dict[str, Client]

    def read(self, addresses: Sequence[str]) -> dict[tuple[str, str], str]:
        """Every answer, without what differs from call to call; that somebody has looked leaves no trace."""
        return {(who, each): self.ask(who, each) for who in self.clients for each in addresses}

    def ask(self, who: str, address: str) -> str:
        with walk.undone(self.clients[who]):
            return read(self.clients[who], address)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
    return f"{answer.status_code} {VOLATILE.sub('', body.decode(errors='replace'))}"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(transactional_db, clock) -> dict[str, Person]:
    """Who counts, and who would like to know."""
    shelter = make.organization("Safe Harbor (invented)")
    found = {
        "alma": make.member("Alma Reyes", Role.SPECIALIST, office="txnd"),
        "luke": make.member("Luke Lowe", Role.SPECIALIST, office="lawd"),
        "cara": make.member("Cara Moss", Role.SPECIALIST, office="cand"),
        "otis": make.member("Otis Green", Role.SPECIALIST, office="nysd"),
        "leo": make.member("Leo Vance", Role.LEADERSHIP, office="nysd"),
        "erin": make.member("Erin Cole", Role.EOUSA), "rhea": make.member("Rhea Stone", Role.EOUSA_READER),
        "oren": make.member("Oren Pratt", Role.OARM),
        "pia": make.member("Pia Lund", Role.MANAGER, organization=shelter),
    }  # fmt: skip
    for who, court in (("alma", "txnd"), ("luke", "lawd"), ("cara", "cand"), ("otis", "nysd")):
        enter(found[who], SMALL[court], at=in_time(), is_sure=True)
    with at_office(found["alma"]):
        report = Report.objects.begin(office=make.office(), quarter=QUARTER, by=found["alma"], at=NOON)
        report.submit(seen=report.changed_at, by=found["alma"], at=NOON, on=make.DAY)
    return found


@pytest.fixture
def attackers(people, client_of) -> Attackers:
    return Attackers({who: client_of(people[who]) for who in A_FEW})


def become_the_other_world() -> None:
    """Other numbers in the same rows; nothing but the numbers is touched, no trigger tells of it."""
    cache.clear()
    lines = ["SET session_replication_role = replica"]
    for court, numbers in OTHERWISE.items():
        for code, number in numbers.items():
            cell = BY_CODE[code]
            lines.append(
                f"UPDATE partners_casecount SET number = {number} WHERE statute = '{cell.statute}' AND measure = "
                f"'{cell.measure}' AND reason = '{cell.reason}' AND office_id = (SELECT id FROM portal_office WHERE "
                f"court_id = '{court}')"
            )
    servers.as_owner(servers.admin_url(conftest.served), "; ".join(lines))


def near_the_numbers() -> list[str]:
    """The addresses that could tell of case counts; the long proof reads all there are."""
    own = [reverse(name) for name in ("case-count-list", "case-count-history", "case-total-list", "figure-list",
                                      "report-list", "home")]  # fmt: skip
    counts = [f"case-counts/{name}" for name in ("", "quarters/", "totals/", "totals/quarters/")]
    api = [f"/api/v1/{name}" for name in (*counts, "outreach-figures/", "coverage/")]
    exports = [f"{address}?format=csv" for address in own[:5]]
    return [*own, *exports, *api, f"{own[2]}?quarter=2026-Q2", reverse("office-staffing", args=["txnd"])]


def test_two_worlds_that_differ_in_hidden_numbers_read_the_same_everywhere(attackers, people):
    addresses = [*near_the_numbers(), *reports_of(people["alma"])]
    before = attackers.read(addresses)
    become_the_other_world()

    assert attackers.read(addresses) == before
    assert sum(text.startswith("200") for text in before.values()) > 20


def test_the_comparison_finds_a_total_that_changed(attackers):
    address = [reverse("case-total-list")]
    before = attackers.read(address)
    servers.as_owner(
        servers.admin_url(conftest.served),
        "SET session_replication_role = replica; UPDATE partners_casecount SET number = number + 1 WHERE number = 8",
    )
    changed = {who for (who, each), text in attackers.read(address).items() if before[who, each] != text}
    assert changed == {"erin", "otis"}


def test_a_correction_after_the_totals_were_struck_changes_no_answer_to_anybody_outside(attackers, people, clock):
    addresses = [each for each in near_the_numbers() if "case" in each or each == "/"]
    before = attackers.read(addresses)
    enter(people["alma"], {"922G8.REFERRED": 4, "922G9.CHARGED": 30}, at=NOON, is_sure=True)
    cache.clear()

    assert attackers.read(addresses) == before


def test_page_file_and_program_show_the_same_totals_and_these_add_up(attackers, people):
    page = attackers.clients["erin"].get(reverse("case-total-list"))
    text = attackers.clients["otis"].get(reverse("case-total-list"), {"format": "csv"}).content.decode()
    in_file = {f"{row['statute']}.{row['measure']}": row["number"] for row in csv.DictReader(StringIO(text))}
    _token, key = token_of(people["erin"], "CASE_TOTALS_VIEW", at=NOON)
    answer = Client(headers={"authorization": f"Bearer {key}"}).get("/api/v1/case-counts/totals/").json()
    by_program = {f"{row['statute']}.{row['measure']}": row["number"] for row in answer["totals"]}

    cells = page.content.decode()
    assert "may add up to what was referred" in cells
    assert {code for code, number in in_file.items() if number} == set(SHOWN)
    assert {code: n for code, n in by_program.items() if n is not None} == SHOWN
    assert {code: int(number) for code, number in in_file.items() if number} == SHOWN
    assert re.findall(r'<td class="numeric"[^>]*>([\d,]+|—)</td>', cells)[: len(Statute) * len(Measure)] == [
        str(SHOWN.get(f"{statute}.{measure}", "—")) for statute in Statute for measure in Measure
    ]
    assert (answer["offices"], answer["struck_at"]) == (4, "2026-11-15T00:00:00-05:00")
    assert json.dumps(answer["beside"])
    for code, total in SHOWN.items():
        assert total == sum(n for each in SMALL.values() for c, n in each.items() if c.startswith(code))


def test_totals_are_not_there_before_they_are_struck(attackers, clock):
    clock.move_to(datetime(2026, 11, 15, 0, 30, tzinfo=CENTER))
    for client in (attackers.clients["erin"], attackers.clients["otis"]):
        page = client.get(reverse("case-total-list"))
        assert "April to June 2026" in page.content.decode()
        assert client.get(reverse("case-total-list"), {"quarter": "2026-Q3"}).status_code == 400
        assert client.get("/api/v1/case-counts/totals/", {"quarter": "2026-Q3"}).status_code == 400


@pytest.mark.proof
def test_two_worlds_read_the_same_at_every_address_there_is(transactional_db, urls, clock, people, client_of):
    """Every page, list, export, API answer, report, history and archive, as everybody outside."""
    world = walk.World(people, walk.plant(urls))
    pk = {("partners.Report", walk.OWN): submitted_report(people["alma"])}
    world.keys.update(pk)
    clients = {who: walk.client_of(world, who) for who in OUTSIDE}
    attackers = Attackers(clients)
    plain = [route.address(world, walk.OWN) for route in walk.routes() if route.name not in MEASURED]
    addresses = [each for path in plain for each in (path, f"{path}?format=csv")]
    before = attackers.read(addresses)
    become_the_other_world()
    after = attackers.read(addresses)

    differ = {key: changed_lines(before[key], text) for key, text in after.items() if text != before[key]}
    assert differ == {}
    assert sum(text.startswith("200") for text in before.values()) > 500


def changed_lines(before: str, after: str) -> list[str]:
    """A few, so that the cause of a difference is seen at once."""
    found = [each for each in ndiff(before.splitlines(), after.splitlines()) if each[0] in "+-"]
    return [each[:300] for each in found[:10]]


def reports_of(by: Person) -> list[str]:
    return [reverse(name, args=[submitted_report(by)]) for name in ("report-detail", "report-pdf")]


def submitted_report(by: Person) -> int:
    with at_office(by):
        return Report.objects.exclude(submitted_at=None).order_by("pk").values_list("pk", flat=True)[0]
