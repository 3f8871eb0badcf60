"""Reminders once, digests once a day."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as outbox

from reminders import mail
from reminders.models import Digest, Reminder
from reminders.services import mark_seen, remind, send_due_digests, send_urgent, tell_at_once, untell
from reminders.tasks import send_digests
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


def told(*people, **fields):
    given = {"kind": "action", "key": "action:1", "sentence": "An action of yours is due.", "path": "/actions/"}
    return remind(to=people, **{**given, "on": today(), **fields})


def mails():
    return outbox.outbox


def refuse(*_, **__):
    raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


def test_everybody_is_told_of_an_occasion():
    assert told(make.user(), make.user()) == 2


def test_nobody_is_told_twice_of_the_same_occasion():
    who = make.user()
    assert [told(who), told(who)] == [1, 0]


def test_only_those_who_were_not_told_yet_are_counted():
    first, second = make.user(), make.user()
    told(first)
    assert told(first, second) == 1


def test_another_occasion_is_another_reminder():
    who = make.user()
    told(who)
    assert told(who, key="action:2") == 1


def test_nobody_to_tell_is_no_error():
    assert told() == 0


def test_somebody_whose_account_is_switched_off_is_not_told():
    assert told(make.user(is_active=False)) == 0


@pytest.mark.django_db(transaction=True)
def test_told_by_four_sweeps_at_once_there_is_one_reminder_each():
    people = [make.user() for _ in range(5)]
    assert sum(at_once(*[lambda: told(*people)] * 4)) == 5
    assert Reminder.objects.count() == 5


def test_a_digest_holds_everything_untold():
    who = make.user()
    told(who)
    told(who, key="review:1", sentence="A review is due.")
    assert send_due_digests(on=today()) == 1
    assert "An action of yours is due." in mails()[0].body
    assert "A review is due." in mails()[0].body


def test_there_is_one_digest_a_day():
    who = make.user()
    told(who)
    send_due_digests(on=today())
    told(who, key="action:2")
    assert send_due_digests(on=today()) == 0
    assert len(mails()) == 1


def test_what_came_up_after_the_digest_left_is_in_the_next_days():
    who = make.user()
    told(who)
    send_due_digests(on=today())
    told(who, key="action:2", sentence="Another action is due.")
    assert send_due_digests(on=days_ago(-1)) == 1
    assert "Another action" in mails()[1].body
    assert "An action of yours" not in mails()[1].body


def test_a_reminder_for_a_later_day_waits():
    told(make.user(), on=days_ago(-2))
    assert send_due_digests(on=today()) == 0


def test_a_reminder_that_was_put_away_is_not_sent():
    who = make.user()
    told(who)
    mark_seen(ids=[Reminder.objects.get().pk], by=who)
    assert send_due_digests(on=today()) == 0


def test_a_mail_server_that_refuses_leaves_the_digest_to_the_next_sweep(monkeypatch):
    told(make.user())
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", refuse)
        assert send_due_digests(on=today()) == 0
    assert send_due_digests(on=today()) == 1


def test_one_address_that_is_refused_does_not_keep_the_others_from_their_digest(monkeypatch):
    first, second = make.user(), make.user()
    told(first, second)
    send = mail.send
    monkeypatch.setattr(mail, "send", lambda d, r: refuse() if d.to == first else send(d, r))
    assert send_due_digests(on=today()) == 1
    assert mails()[0].to == [second.email]


def test_a_digest_that_could_not_be_sent_yesterday_goes_along_in_todays(monkeypatch):
    who = make.user()
    told(who, on=days_ago(1))
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", refuse)
        send_due_digests(on=days_ago(1))
    told(who, key="action:2", sentence="Another action is due.")
    assert send_due_digests(on=today()) == 1
    assert len(mails()) == 1
    assert "An action of yours" in mails()[0].body
    assert "Another action" in mails()[0].body


def test_a_digest_sent_again_has_the_same_message_id():
    who = make.user()
    told(who)
    send_due_digests(on=today())
    Digest.objects.update(sent_at=None)  # the worker died between the mail server's yes and our commit
    send_due_digests(on=today())
    first, second = (message.message()["Message-ID"] for message in mails())
    assert first == second


def test_two_digests_have_different_message_ids():
    told(make.user(), make.user())
    send_due_digests(on=today())
    assert len({message.message()["Message-ID"] for message in mails()}) == 2


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_one_digest_each():
    people = [make.user() for _ in range(6)]
    told(*people)
    assert sum(at_once(*[lambda: send_due_digests(on=today())] * 4)) <= 6
    send_due_digests(on=today())  # what two workers left to each other
    assert sorted(message.to[0] for message in mails()) == sorted(person.email for person in people)
    assert not Reminder.objects.filter(digest=None).exists()


def test_a_digest_names_nobody_but_says_where_to_look(settings):
    settings.SITE_URL = "https://fortnight.example.org"
    told(make.user())
    send_due_digests(on=today())
    assert "https://fortnight.example.org/actions/" in mails()[0].body


def test_a_digest_has_the_same_in_html_with_what_was_said_as_text():
    told(make.user(), sentence="Action <b>R-1</b> & more")
    send_due_digests(on=today())
    html, kind = mails()[0].alternatives[0]
    assert kind == "text/html"
    assert "Action &lt;b&gt;R-1&lt;/b&gt; &amp; more" in html
    assert "Action <b>R-1</b> & more" in mails()[0].body


def test_the_subject_says_nothing_about_anybody():
    told(make.user())
    send_due_digests(on=today())
    assert mails()[0].subject == "Fortnight: what is waiting for you"


def test_somebody_switched_off_since_gets_no_digest():
    who = make.user()
    told(who)
    who.is_active = False
    who.save()
    assert send_due_digests(on=today()) == 0


def test_the_task_sends_the_digests_of_its_day():
    told(make.user(), on=today() - timedelta(days=3))
    assert send_digests((today() - timedelta(days=3)).isoformat()) == 1


def test_putting_away_takes_ones_own_off_the_list():
    who = make.user()
    told(who)
    assert mark_seen(ids=[Reminder.objects.get().pk], by=who) == 1
    assert not Reminder.objects.visible_to(who).unseen(today()).exists()


def test_nobody_puts_away_somebody_elses():
    told(make.user())
    assert mark_seen(ids=[Reminder.objects.get().pk], by=make.user()) == 0


def test_putting_away_twice_changes_nothing():
    who = make.user()
    told(who)
    ids = [Reminder.objects.get().pk]
    assert [mark_seen(ids=ids, by=who), mark_seen(ids=ids, by=who)] == [1, 0]


def test_nobody_sees_somebody_elses():
    told(make.user())
    assert not Reminder.objects.visible_to(make.user()).exists()


def test_what_is_for_later_is_not_shown_yet():
    who = make.user()
    told(who, on=days_ago(-1))
    assert not Reminder.objects.visible_to(who).unseen(today()).exists()


def test_the_number_of_queries_does_not_grow_with_the_people(django_assert_num_queries):
    people = [make.user() for _ in range(30)]
    with django_assert_num_queries(1):
        told(*people)


def test_what_became_untrue_before_its_own_mail_left_is_not_sent():
    who = make.user()
    tell_at_once(to=[who], kind="lead", key="lead:1:offered", sentence="You are asked.", path="/", on=days_ago(21))
    assert untell(key="lead:1:offered") == 1
    assert (send_urgent(), send_due_digests(on=today()), mails()) == (0, 0, [])


def test_what_was_seen_on_the_page_is_still_sent_in_a_mail_of_its_own():
    who = make.user()
    tell_at_once(to=[who], kind="lead", key="lead:1:offered", sentence="You are asked.", path="/", on=today())
    mark_seen(ids=[Reminder.objects.get().pk], by=who)
    assert send_urgent() == 1
