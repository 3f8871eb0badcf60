"""Taking services over from a file or a feed: looked at first, again and again without doubles, never deleted."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from centres.models import Service, SourceReading
from centres.open_referral.listed import Listed, Problem
from centres.reading import changes_of, fingerprint
from centres.services import add_source, ask_feed, drop_reading, read_upload, stop_source, take_over
from centres.status import ReadingStatus
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.centres.open_referral.entries import entry, page, ref
from tests.days import days_ago, today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
CHATTER = Listed(ref="1", name="Chatterbox", provider="Library", needs=("speech",), phone="01632 960001")
MONEY = Listed(ref="2", name="Money matters", provider="Advice Rowan", days=("MO",), districts=("BS1",))


@pytest.fixture
def source():
    return make.source(make.centre())


def broken(verb, **facts):
    """The code of the rule that refuses it."""
    with pytest.raises(RuleBroken) as refused:
        verb(**facts, on=today())
    return refused.value.code


def taken(source, *services, problems=(), on=None):
    """These services are read, looked at and taken over."""
    reading = make.reading(source, *services, problems=problems)
    return take_over(reading=reading, seen=fingerprint(changes_of(reading)), by=source.added_by, on=on or today())


# --- a source --------------------------------------------------------------------------------------------------


def test_whoever_keeps_the_directory_allows_an_address():
    at = make.centre()
    made = add_source(
        centre=at, name="Council", address="https://a.example.org/s", by=make.administrator(at), on=today()
    )
    assert made.address == "https://a.example.org/s"
    assert Entry.objects.filter(verb="add_source", centre_id=at.pk).exists()


def test_others_do_not():
    at = make.centre()
    with pytest.raises(NotAllowed):
        add_source(centre=at, name="Council", by=make.support_worker(at), on=today())


@pytest.mark.parametrize("address", ["http://a.example.org/", "https://10.0.0.1/", "https://localhost/", "file:///etc"])
def test_an_address_that_is_not_on_the_open_internet_is_refused(address):
    at = make.centre()
    assert broken(add_source, centre=at, name="X", address=address, by=make.manager(at)) == "bad_address"


def test_a_source_stands_once():
    at = make.centre()
    source = make.source(at, name="Council")
    by = make.manager(at)
    assert broken(add_source, centre=at, name="COUNCIL", by=by) == "source_listed"
    assert broken(add_source, centre=at, name="Other", address=source.address, by=by) == "address_listed"


def test_what_is_stopped_is_read_no_more(source):
    stop_source(source=source, by=source.added_by, on=today())
    assert broken(ask_feed, source=source, by=source.added_by) == "source_stopped"
    assert broken(read_upload, source=source, content=page(entry()), by=source.added_by) == "source_stopped"


def test_a_source_of_files_has_no_address_to_ask():
    source = make.source(make.centre(), address="")
    assert broken(ask_feed, source=source, by=source.added_by) == "no_address"


@pytest.mark.parametrize("status", [ReadingStatus.DUE, ReadingStatus.READING, ReadingStatus.READY])
def test_one_reading_at_a_time(source, status):
    make.reading(source, status=status)
    by = source.added_by
    assert broken(ask_feed, source=source, by=by) == "already_being_read"
    assert broken(read_upload, source=source, content=page(entry()), by=by) == "already_being_read"
    assert broken(stop_source, source=source, by=by) == "already_being_read"


def test_postgresql_keeps_a_second_open_reading_out(source):
    make.reading(source)
    with pytest.raises(IntegrityError, match="reading_one_at_a_time"), transaction.atomic():
        make.reading(source)


# --- reading a file --------------------------------------------------------------------------------------------


def test_reading_a_file_changes_nothing_yet(source):
    reading = read_upload(source=source, content=page(entry()), by=source.added_by, on=today())
    assert reading.status == ReadingStatus.READY
    assert not Service.objects.exists()


def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(source):
    assert broken(read_upload, source=source, content=b"no", by=source.added_by) == "not_readable"
    assert not SourceReading.objects.exists()


def test_others_read_no_file(source):
    with pytest.raises(NotAllowed):
        read_upload(source=source, content=page(entry()), by=make.support_worker(source.centre), on=today())


# --- taking over -----------------------------------------------------------------------------------------------


def test_what_is_new_is_listed_with_everything_that_was_read(source):
    reading = read_upload(source=source, content=page(entry()), by=source.added_by, on=today())
    take_over(reading=reading, seen=fingerprint(changes_of(reading)), by=source.added_by, on=today())
    made = Service.objects.get()
    assert (made.source_ref, made.name, made.provider) == (ref("Chatterbox"), "Chatterbox", "Rowan Library")
    assert (made.days, made.districts, made.needs, made.phone) == (["TU", "TH"], ["BS1"], ["speech"], "01632 960001")
    assert (made.centre, made.seen_on, made.ended_on) == (source.centre, today(), None)


def test_the_same_again_makes_no_doubles_and_is_seen_anew(source):
    taken(source, CHATTER, MONEY, on=days_ago(7))
    before = set(Service.objects.values_list("pk", flat=True))
    assert not taken(source, CHATTER, MONEY).any
    assert {(one.pk, one.seen_on) for one in Service.objects.all()} == {(pk, today()) for pk in before}


def test_what_changed_keeps_its_number(source):
    taken(source, CHATTER)
    (before,) = Service.objects.all()
    taken(source, replace(CHATTER, name="Chatter and sing", phone=""))
    (after,) = Service.objects.all()
    assert (after.pk, after.name, after.phone) == (before.pk, "Chatter and sing", "")


def test_what_the_centre_said_it_is_for_stays(source):
    taken(source, CHATTER)
    Service.objects.update(needs=["money"])
    taken(source, replace(CHATTER, name="Chatter and sing"))
    assert Service.objects.get().needs == ["money"]


def test_what_is_gone_is_marked_and_not_deleted(source):
    taken(source, CHATTER, MONEY, on=days_ago(7))
    taken(source, CHATTER)
    gone = Service.objects.get(source_ref="2")
    assert (gone.ended_on, gone.seen_on) == (today(), days_ago(7))


def test_what_comes_back_is_offered_again(source):
    taken(source, CHATTER, MONEY)
    taken(source, CHATTER)
    taken(source, CHATTER, MONEY)
    assert Service.objects.get(source_ref="2").ended_on is None


def test_what_could_not_be_read_stays_as_it_is(source):
    taken(source, CHATTER, MONEY)
    taken(source, CHATTER, problems=(Problem("Service 2", "It has no name.", "2"),))
    assert Service.objects.get(source_ref="2").ended_on is None


def test_what_the_centre_listed_itself_and_what_another_source_has_stay(source):
    own, other = make.service(source.centre), make.fed(make.source(source.centre))
    taken(source, CHATTER)
    taken(source)
    assert [one.ended_on for one in Service.objects.filter(pk__in=[own.pk, other.pk])] == [None, None]


def test_nothing_is_changed_that_nobody_has_looked_at(source):
    reading = make.reading(source, CHATTER)
    seen = fingerprint(changes_of(reading))
    make.fed(source, source_ref="1", name="Changed meanwhile")
    assert broken(take_over, reading=reading, seen=seen, by=source.added_by) == "stale_changes"
    assert Service.objects.get().name == "Changed meanwhile"


@pytest.mark.parametrize("verb", [take_over, drop_reading])
def test_others_settle_no_reading(source, verb):
    more = {"seen": ""} if verb is take_over else {}
    with pytest.raises(NotAllowed):
        verb(reading=make.reading(source, CHATTER), by=make.health_visitor(source.centre), on=today(), **more)


def test_a_reading_is_settled_once(source):
    reading = make.reading(source, CHATTER)
    drop_reading(reading=reading, by=source.added_by, on=today())
    assert broken(drop_reading, reading=reading, by=source.added_by) == "not_ready"
    assert broken(take_over, reading=reading, seen="", by=source.added_by) == "not_ready"
    assert not Service.objects.exists()


def test_taking_over_is_in_the_log_with_its_numbers(source):
    taken(source, CHATTER, MONEY)
    detail = Entry.objects.get(verb="take_over", centre_id=source.centre_id).detail
    assert {name: detail[name] for name in ("new", "changed", "back", "gone")} == {
        "new": 2, "changed": 0, "back": 0, "gone": 0,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_who_take_over_at_once_make_no_doubles():
    source = make.source(make.centre())
    reading = make.reading(source, CHATTER)
    seen = fingerprint(changes_of(reading))

    def take():
        return take_over(reading=reading, seen=seen, by=source.added_by, on=today())

    answers = at_once(take, take)
    assert "not_ready" in answers
    assert Service.objects.count() == 1
