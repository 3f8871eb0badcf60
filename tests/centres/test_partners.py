"""Agencies become partners: the verb and its page."""

import re

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from centres.models import Agency, SharingProtocol
from centres.services import add_partner
from centres.status import AgencyKind
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PAGE = "/directory/partners/new/"


def added(at, by, **fields):
    given = {"name": "Moorland NHS Trust", "kind": AgencyKind.NHS, "phone": "01632 960200", "version": "1.0",
             "signed_by": "Director of Nursing", "signed_on": days_ago(5), "review_on": days_ago(-360)}  # fmt: skip
    return add_partner(centre=at, by=by, on=today(), **{**given, **fields})


def code_of(call, *args, **fields):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **fields)
    return broken.value.code


@pytest.mark.parametrize("keeper", [make.administrator, make.manager])
def test_an_administrator_or_manager_adds_a_partner(keeper):
    at = make.centre()
    made = added(at, keeper(at))
    assert made.agency in Agency.objects.partners_of(at.pk, today())


@pytest.mark.parametrize("other", [make.health_visitor, make.support_worker])
def test_nobody_else_adds_a_partner(other):
    at = make.centre()
    with pytest.raises(NotAllowed):
        added(at, other(at))


def test_the_administrator_of_another_centre_adds_no_partner():
    with pytest.raises(NotAllowed):
        added(make.centre(), make.administrator(make.centre()))


def test_who_is_refused_leaves_no_agency_behind():
    at = make.centre()
    with pytest.raises(NotAllowed):
        added(at, make.health_visitor(at))
    assert not Agency.objects.filter(name="Moorland NHS Trust").exists()


def test_an_agency_known_at_another_centre_is_the_same_agency():
    known = make.partner(make.centre(), name="Moorland NHS Trust", kind=AgencyKind.COUNCIL, phone="01632 960777")
    at = make.centre()
    assert added(at, make.administrator(at), name=" moorland nhs trust ").agency == known


def test_what_is_known_of_an_agency_is_not_changed_by_another_centre():
    known = make.partner(make.centre(), name="Moorland NHS Trust", kind=AgencyKind.COUNCIL, phone="01632 960777")
    at = make.centre()
    added(at, make.administrator(at))
    known.refresh_from_db()
    assert (known.kind, known.phone) == (AgencyKind.COUNCIL, "01632 960777")


def test_a_telephone_number_that_is_missing_is_added():
    known = make.agency(name="Moorland NHS Trust")
    at = make.centre()
    added(at, make.administrator(at))
    known.refresh_from_db()
    assert known.phone == "01632 960200"


def test_a_version_is_signed_once():
    at = make.centre()
    by = make.administrator(at)
    added(at, by, version="1.0a")
    assert code_of(added, at, by, version="1.0A") == "version_signed"


def test_a_newer_version_makes_a_partner_whose_review_is_late_a_partner_again():
    at, agency = make.centre(), make.agency(name="Moorland NHS Trust")
    make.protocol(at, agency, review_on=days_ago(3))
    added(at, make.administrator(at), version="2.0")
    assert agency in Agency.objects.partners_of(at.pk, today())


def test_what_was_signed_before_a_version_that_is_recorded_is_not_newer():
    at, agency = make.centre(), make.agency(name="Moorland NHS Trust")
    make.protocol(at, agency, version="2.0", signed_on=days_ago(2))
    assert code_of(added, at, make.administrator(at), version="1.5") == "signed_before_another"


def test_nothing_is_signed_in_the_future():
    at = make.centre()
    assert code_of(added, at, make.administrator(at), signed_on=days_ago(-1)) == "not_signed_yet"


def test_a_review_is_not_past_already():
    at = make.centre()
    assert code_of(added, at, make.administrator(at), review_on=days_ago(1)) == "review_past"


def test_a_broken_rule_leaves_no_agency_behind():
    at = make.centre()
    code_of(added, at, make.administrator(at), review_on=days_ago(1))
    assert not Agency.objects.filter(name="Moorland NHS Trust").exists()


def test_adding_a_partner_is_logged():
    at = make.centre()
    made = added(at, make.administrator(at))
    entry = Entry.objects.get(verb="add_partner")
    assert (entry.subject_id, entry.centre_id) == (made.pk, at.pk)


@pytest.mark.django_db(transaction=True)
def test_added_twice_at_once_there_is_one_protocol_and_the_other_is_told():
    at = make.centre()
    first, second = make.administrator(at), make.manager(at)
    answers = at_once(lambda: added(at, first).pk, lambda: added(at, second).pk)
    assert answers.count("version_signed") == 1
    assert SharingProtocol.objects.filter(agency__name="Moorland NHS Trust").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_centres_that_add_an_agency_at_once_have_one_agency():
    one, other = make.centre(), make.centre()
    first, second = make.administrator(one), make.administrator(other)
    agencies = at_once(lambda: added(one, first).agency_id, lambda: added(other, second).agency_id)
    assert agencies[0] == agencies[1]


def test_postgresql_refuses_a_version_twice():
    at, agency = make.centre(), make.agency()
    make.protocol(at, agency)
    with pytest.raises(IntegrityError, match="protocol_version_once"), transaction.atomic():
        make.protocol(at, agency)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def typed(**fields):
    day = days_ago(5)
    given = {"name": "Moorland NHS Trust", "kind": "nhs", "phone": "", "version": "1.0", "signed_by": "Ada Wren",
             "signed_on": f"{day.day} {day.month} {day.year}", "review_on": ""}  # fmt: skip
    return {**given, **fields}


def test_an_administrator_adds_a_partner_on_the_page(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    assert "Moorland NHS Trust is a partner of" in text(client.post(PAGE, typed(), follow=True))
    assert SharingProtocol.objects.get(agency__name="Moorland NHS Trust").centre == at


def test_the_page_adds_to_the_centre_that_was_asked_for(client):
    one, other = make.centre(), make.centre()
    who = make.administrator(one)
    make.administrator(other, user=who)
    client.force_login(who)
    for at in (one, other):
        client.post(f"{PAGE}?centre={at.pk}", typed())
    signed = SharingProtocol.objects.filter(signed_by="Ada Wren")
    assert set(signed.values_list("centre", flat=True)) == {one.pk, other.pk}


def test_who_cannot_change_the_directory_is_told_why(client):
    client.force_login(make.health_visitor(make.centre()))
    answer = client.post(PAGE, typed())
    assert answer.status_code == 403
    assert "Only an administrator or the manager" in text(answer)


@pytest.mark.parametrize("asked", ["other", "x", "99999999999999999999", "-1"])
def test_to_a_stranger_the_centre_does_not_exist(client, asked):
    other = make.centre()
    client.force_login(make.administrator(make.centre()))
    assert client.get(PAGE, {"centre": other.pk if asked == "other" else asked}).status_code == 404


def test_who_works_nowhere_finds_no_page(client):
    client.force_login(make.user())
    assert client.get(PAGE).status_code == 404


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    answer = client.post(PAGE, typed(kind="", signed_on="31 2 2026"))
    shown = text(answer)
    assert answer.status_code == 422
    assert 'value="Moorland NHS Trust"' in shown
    assert 'href="#id_kind"' in shown
    assert 'href="#id_signed_on"' in shown


def test_a_broken_rule_stands_beside_its_field(client):
    client.force_login(make.administrator(make.centre()))
    client.post(PAGE, typed())
    answer = client.post(PAGE, typed())
    assert answer.status_code == 422
    assert 'href="#id_version"' in text(answer)


def test_the_directory_leads_an_administrator_there_and_nobody_else(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    assert PAGE in text(client.get("/directory/"))
    client.force_login(make.health_visitor(at))
    assert PAGE not in text(client.get("/directory/"))


def test_a_newer_version_starts_from_what_is_known_of_the_agency(client):
    at = make.centre()
    agency = make.partner(at, name="Moorland NHS Trust")
    client.force_login(make.administrator(at))
    page = text(client.get(PAGE, {"centre": at.pk, "agency": agency.pk}))
    assert 'value="Moorland NHS Trust"' in page
    assert "A newer version of the protocol with Moorland NHS Trust" in page and "Add a partner" not in page


def test_an_agency_of_another_centre_is_not_shown(client):
    agency = make.partner(make.centre(), name="Moorland NHS Trust")
    client.force_login(make.administrator(make.centre()))
    assert "Moorland" not in text(client.get(PAGE, {"agency": agency.pk}))


def test_the_number_of_queries_does_not_grow_with_the_partners(client):
    at = make.centre()
    client.force_login(make.administrator(at))
    few = queries_of(client, "/directory/"), queries_of(client, PAGE)
    for _ in range(30):
        make.partner(at)
    assert (queries_of(client, "/directory/"), queries_of(client, PAGE)) == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("window", ["page", "narrow_page"])
def test_the_page_is_accessible_empty_and_with_errors(request, live_server, window):
    opened = request.getfixturevalue(window)
    sign_in(opened, live_server, make.administrator(make.centre()))
    check_page(opened, live_server.url + PAGE)
    opened.get_by_role("button", name="Add the agency").click()
    opened.get_by_text("There is a problem").wait_for()
    assert_accessible(opened)
    assert_no_sideways_scroll(opened)
