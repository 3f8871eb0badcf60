"""Which services families were told about, and what came of it."""

import csv
import re
from collections import defaultdict
from io import BytesIO, StringIO

import openpyxl
import pytest

from cases.models import Offer
from cases.status import CameOf, OfferStatus
from reports.review_report import build
from reports.signposting import Came, by_line, signposted
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.factories import meetings as met
from tests.factories import reports as many
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


def period():
    return (days_ago(100), today())


BY_SERVICE = "Services families were told about"


@pytest.fixture
def at():
    return make.centre(name="Rowan Tree")


def cases_of(at, number):
    return many.opened_cases(many.sent_referrals(number, at, on=days_ago(90)))


def told(case, service, status=OfferStatus.WAITING, came_of="", on=None):
    """The family of `case` was told about `service`, and this is what is known of it."""
    by = case.referral.referred_by
    answered = {} if status == OfferStatus.WAITING else {"answered_on": today()}
    came = {"came_of": came_of, "came_on": today(), "came_by": by} if came_of else {}
    return Offer.objects.create(
        case=case, service=service, what=service.name if service else "A talk", by=by, on=on or days_ago(20),
        status=status, **answered, **came,
    )  # fmt: skip


def helped(case, service, **facts):
    return told(case, service, OfferStatus.ACCEPTED, CameOf.HELPED, **facts)


def only(counts):
    return {came: number for came, number in counts.items() if number}


def of_service(at, service):
    return only(signposted(at, *period()).get(service.name, {}))


# --- what counts as what -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "came_of", "counted"), [
    (OfferStatus.ACCEPTED, CameOf.HELPED, Came.HELPED),
    (OfferStatus.ACCEPTED, CameOf.NOT_HELPED, Came.NOT_HELPED),
    (OfferStatus.ACCEPTED, CameOf.NOT_GONE, Came.NOT_TAKEN_UP),
    (OfferStatus.REFUSED, "", Came.NOT_TAKEN_UP),
    (OfferStatus.ACCEPTED, "", Came.UNKNOWN),
    (OfferStatus.LATER, "", Came.UNKNOWN),
    (OfferStatus.WAITING, "", Came.UNKNOWN),
])  # fmt: skip
def test_what_came_of_an_offer_is_counted_as_the_family_said(at, status, came_of, counted):
    service = make.service(at)
    told(cases_of(at, 1)[0], service, status, came_of)
    assert of_service(at, service) == {counted: 1}


def test_a_family_told_twice_of_one_service_counts_once_with_the_best_that_is_known(at):
    service, (case,) = make.service(at), cases_of(at, 1)
    helped(case, service, on=days_ago(60))
    told(case, service, OfferStatus.REFUSED)
    assert of_service(at, service) == {Came.HELPED: 1}


def test_a_refusal_is_known_and_no_answer_is_not(at):
    service, (case,) = make.service(at), cases_of(at, 1)
    told(case, service, OfferStatus.REFUSED, on=days_ago(60))
    told(case, service)
    assert of_service(at, service) == {Came.NOT_TAKEN_UP: 1}


def test_a_family_that_the_meeting_told_counts_and_nothing_is_known_of_it():
    team = met.team()
    service = make.service(team.centre)
    meeting = met.running_meeting(team)
    met.decision(met.referral_item(meeting, team), by=team.manager).services.add(service)
    assert of_service(team.centre, service) == {Came.UNKNOWN: 1}


def test_a_family_told_by_the_meeting_and_by_its_worker_counts_once():
    team = met.team()
    service, case = make.service(team.centre), met.led_case(team)
    met.decision(met.progress_item(met.running_meeting(team), team, case=case), by=team.manager).services.add(service)
    helped(case, service)
    assert of_service(team.centre, service) == {Came.HELPED: 1}


def test_what_was_offered_in_own_words_is_no_service(at):
    told(cases_of(at, 1)[0], None)
    assert only(signposted(at, *period())["No service"]) == {}


@pytest.mark.parametrize("days", [101, -1])
def test_what_was_offered_outside_the_period_is_not_counted(at, days):
    service = make.service(at)
    told(cases_of(at, 1)[0], service, on=days_ago(days))
    assert of_service(at, service) == {}


@pytest.mark.parametrize("days", [100, 0])
def test_both_days_of_the_period_count(at, days):
    service = make.service(at)
    told(cases_of(at, 1)[0], service, on=days_ago(days))
    assert of_service(at, service) == {Came.UNKNOWN: 1}


def test_families_of_another_centre_are_not_counted(at):
    other = make.centre()
    told(cases_of(other, 1)[0], make.service(other))
    assert list(signposted(at, *period())) == ["No service"]


def test_a_service_that_has_ended_keeps_its_line(at):
    service = make.service(at, ended_on=days_ago(1))
    told(cases_of(at, 1)[0], service)
    assert of_service(at, service) == {Came.UNKNOWN: 1}


def test_two_services_of_one_name_have_a_line_each(at):
    (case,) = cases_of(at, 1)
    by = case.referral.referred_by
    of_source = {"source": make.source(at, by=by), "source_ref": "x", "seen_on": today()}
    for service in (make.service(at, name="Stay"), make.service(at, name="Stay", provider="Mosque", **of_source)):
        told(case, service)
    assert list(signposted(at, *period())) == ["Stay (Library)", "Stay (Mosque)"]


def test_a_family_counts_once_in_each_line_with_the_best():
    facts = [("a", 1, Came.UNKNOWN), ("a", 1, Came.NOT_HELPED), ("a", 2, Came.HELPED), ("b", 1, Came.NOT_TAKEN_UP)]
    assert {line: only(counts) for line, counts in by_line(facts).items()} == {
        "a": {Came.NOT_HELPED: 1, Came.HELPED: 1}, "b": {Came.NOT_TAKEN_UP: 1},
    }  # fmt: skip


# --- counted once more, another way ------------------------------------------------------------------------------

ANSWERS = [
    (OfferStatus.ACCEPTED, CameOf.HELPED), (OfferStatus.ACCEPTED, ""), (OfferStatus.REFUSED, ""),
    (OfferStatus.ACCEPTED, CameOf.NOT_HELPED), (OfferStatus.WAITING, ""), (OfferStatus.LATER, ""),
    (OfferStatus.ACCEPTED, CameOf.NOT_GONE),
]  # fmt: skip


def said(offer):
    """In a person's words, not in the product's: 4 is the best that is known."""
    if offer.came_of:
        return {"helped": 4, "not_helped": 3, "not_gone": 2}[offer.came_of]
    return 2 if offer.status == "refused" else 1


def counted_by_hand(offers):
    """One offer after the other, in a list that a person would keep."""
    best = defaultdict(dict)
    for offer in offers:
        families = best[offer.service.name]
        families[offer.case.family_id] = max(said(offer), families.get(offer.case.family_id, 0))
    return {line: [list(found.values()).count(value) for value in (4, 3, 2, 1)] for line, found in best.items()}


def test_every_number_is_the_one_that_counting_by_hand_gives(at):
    services = [make.service(at, name=f"Service {n}") for n in range(7)]
    for n, case in enumerate(cases_of(at, 40)):
        for step in range(n % 4):
            told(case, services[(n * 3 + step * 2) % 7], *ANSWERS[(n + step * 5) % 7])
    offers = Offer.objects.select_related("case", "service")
    counted = {line: list(counts.values()) for line, counts in signposted(at, *period()).items()}
    assert counted == counted_by_hand(offers)


# --- as it is shown ----------------------------------------------------------------------------------------------


@pytest.fixture
def shown(at):
    """Of 13 families told about Chatterbox 7 were helped and 6 refused; 3 were told about Sleep clinic."""
    chatter, sleep = (make.service(at, name=name) for name in ("Chatterbox", "Sleep clinic"))
    made = cases_of(at, 16)
    for case in made[:7]:
        helped(case, chatter)
    for case in made[7:13]:
        told(case, chatter, OfferStatus.REFUSED)
    for case in made[13:]:
        helped(case, sleep)
    return at


@pytest.fixture
def administrator(shown):
    client = ConfirmedClient()
    client.force_login(make.administrator(shown))
    return client


def lines(answer, table):
    found = defaultdict(list)
    for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))):
        if row["table"] == table:
            found[row["line"]].append(row["value"])
    return dict(found)


def test_small_numbers_are_not_shown_and_large_ones_in_fives(administrator):
    assert lines(administrator.get("/reports/export/csv/"), BY_SERVICE) == {
        "Chatterbox": ["10 to 14", "5 to 9", "0", "5 to 9", "0"],
        "Sleep clinic": ["fewer than 5", *["not shown"] * 4],
    }


def test_the_page_and_the_workbook_show_the_same(administrator):
    page = re.sub(r"\s+", " ", administrator.get("/reports/").content.decode())
    book = openpyxl.load_workbook(BytesIO(administrator.get("/reports/export/xlsx/").content))
    row = next([cell.value for cell in row] for row in book.active.rows if row[0].value == "Chatterbox")
    assert row == ["Chatterbox", "10 to 14", "5 to 9", 0, "5 to 9", 0]
    in_page = re.search(r"Chatterbox</th>(.*?)</tr>", page)
    assert re.findall(r">\s*([^<>]+?)\s*</td>", in_page[1]) == [str(one) for one in row[1:]]


def test_no_family_is_named_and_no_case(administrator):
    for kind in ("", "export/csv/"):
        content = administrator.get(f"/reports/{kind}").content.decode()
        assert "Canary" not in content
        assert not re.search(r"\b[FRC]-[2-9B-Z]{7}", content)


def test_the_period_that_was_asked_for_counts(administrator):
    answer = administrator.get("/reports/export/csv/", {"from": str(days_ago(5)), "to": str(today())})
    assert lines(answer, BY_SERVICE) == {"No service": ["0"] * 5}


def test_a_period_with_signposting_alone_is_not_empty(at):
    told(cases_of(at, 1)[0], make.service(at))
    assert not build(centre=at, since=days_ago(30), until=today(), on=today()).empty


def test_the_page_costs_the_same_for_3_and_for_60_families(administrator, shown):
    few = queries_of(administrator, "/reports/")
    for n, case in enumerate(cases_of(shown, 57)):
        helped(case, make.service(shown, name=f"Another {n}"))
    assert queries_of(administrator, "/reports/") == few
