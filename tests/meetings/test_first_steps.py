"""What a new centre still lacks: said on the first page of whoever sets it up, and gone when it is there."""

import pytest

from centres.models import Membership
from centres.status import Role
from consent.models import Wording
from meetings.first_steps import first_steps
from tests.days import days_ago, today
from tests.factories import centres, families, meetings
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
PARTNER, MANAGER, REFERRER = "Add a partner agency", "Add the manager of the centre", "Add somebody who refers families"
WORDS, SERIES = "Put the words in use that families hear", "Start a series of meetings"


def lacking(who):
    return [step.what for _, steps in first_steps(who, today()) for step in steps]


@pytest.fixture
def ready():
    """A centre at work."""
    made = meetings.team()
    families.wording(made.centre)
    return made


def test_a_centre_just_set_up_lacks_everything_in_the_order_in_which_it_is_done():
    assert lacking(centres.administrator(centres.centre())) == [PARTNER, MANAGER, REFERRER, WORDS, SERIES]


def test_a_centre_at_work_lacks_nothing(ready):
    assert lacking(ready.manager) == []


def test_two_versions_of_one_agencys_protocol_are_one_agency():
    at = centres.centre()
    council = centres.partner(at)
    centres.protocol(at, council, version="2.0")
    assert PARTNER in lacking(centres.administrator(at, of=council))


def test_a_protocol_whose_review_is_late_is_no_first_step(ready):
    ready.centre.protocols.update(review_on=days_ago(1))
    assert lacking(ready.manager) == []


def test_a_manager_alone_is_nobody_who_refers():
    at = centres.centre()
    assert REFERRER in lacking(centres.manager(at))


def test_who_has_left_does_not_count(ready):
    Membership.objects.filter(centre=ready.centre, role=Role.CENTRE_MANAGER).update(ends_on=days_ago(1))
    assert lacking(centres.administrator(ready.centre)) == [MANAGER]


def test_who_starts_next_week_counts(ready):
    Membership.objects.filter(user=ready.health_visitor).update(starts_on=days_ago(-7))
    assert lacking(ready.manager) == []


def test_words_of_another_centre_do_not_count(ready):
    Wording.objects.all().delete()
    families.wording(centres.centre())
    assert lacking(ready.manager) == [WORDS]


def test_words_that_are_not_in_use_yet_do_not_count(ready):
    Wording.objects.all().delete()
    families.wording(ready.centre, in_use_from=days_ago(-1))
    assert lacking(ready.manager) == [WORDS]


def test_who_does_not_keep_the_directory_is_told_nothing():
    assert lacking(centres.health_visitor(centres.centre())) == []


def test_who_keeps_two_centres_is_told_of_the_one_that_lacks_something(ready):
    other = centres.centre()
    centres.administrator(other, user=ready.manager)
    assert [centre for centre, _ in first_steps(ready.manager, today())] == [other]


def test_the_first_page_leads_to_each_step(client):
    at = centres.centre()
    client.force_login(centres.administrator(at))
    shown = client.get("/").content.decode()
    for href in ("/directory/partners/new/", f"/directory/{at.pk}/people/new/", "/directory/wordings/new/",
                 "/meetings/series/new/"):  # fmt: skip
        assert f'href="{href}' in shown


def test_the_first_page_of_a_centre_at_work_has_no_such_list(client, ready):
    client.force_login(ready.manager)
    assert "To get started" not in client.get("/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_centres(client):
    who = centres.administrator(centres.centre())
    client.force_login(who)
    one = queries_of(client, "/")
    for _ in range(10):
        centres.administrator(centres.centre(), user=who)
    assert queries_of(client, "/") == one
