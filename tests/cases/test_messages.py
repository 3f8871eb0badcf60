"""What colleagues write to each other about a family, and who is told of it."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, Message
from cases.rules import require_nothing_built_on
from cases.services import close_case, write_message
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Digest, Reminder
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
WORDS = "Her mother rang me: the nursery has a place."


@pytest.fixture
def member(case):
    """A health visitor in the team."""
    who = centres.health_visitor(case.centre, name="Mia Team")
    cases.team_member(case, who)
    return who


@pytest.fixture
def supervisor(case):
    """Who supervises the lead professional."""
    over = centres.member(case.centre, "link_social_worker", name="Pia Prof")
    cases.lead_of(case).memberships.update(supervisor=over)
    cases.wishes_to_include(case.family, cases.agency_of(over, case.centre), by=over)
    return over


def write(case, by=None, words=WORDS):
    return write_message(case=case, words=words, by=by or cases.lead_of(case), on=today())


def told():
    return set(Reminder.objects.filter(kind="message").values_list("to__name", flat=True))


def code_of(*args, **fields):
    with pytest.raises(RuleBroken) as broken:
        write(*args, **fields)
    return broken.value.code


def story(client, case, who):
    client.force_login(who)
    answer = client.get(reverse("case", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def over_api(client, case, who):
    client.force_login(who)
    return [row["words"] for row in client.get(f"/api/v1/cases/{case.pk}/messages/").json()["results"]]


def test_who_works_with_the_family_or_supervises_writes(case, member, supervisor):
    for who in (cases.lead_of(case), member, supervisor, centres.manager(case.centre)):
        assert write(case, who, f"From {who.pk}").by == who


def test_who_only_reads_the_case_writes_nothing(case):
    reader = centres.health_visitor(case.centre)
    cases.break_glass(case, reader)
    for who in (reader, centres.support_worker(case.centre)):
        with pytest.raises(NotAllowed):
            write(case, who)


def test_who_may_not_know_of_contacts_neither_reads_nor_writes(client, case, member):
    write(case)
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.CONTACTS, by=cases.lead_of(case))
    with pytest.raises(NotAllowed, match="keeps contacts and messages"):
        write(case, member, "May I?")
    assert WORDS not in story(client, case, member) and over_api(client, case, member) == []
    assert WORDS in story(client, case, cases.lead_of(case))


def test_with_whom_the_case_is_shared_reads_none_and_who_opened_it_in_an_emergency_does(client, case):
    write(case)
    shared, urgent = centres.health_visitor(case.centre), centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(shared, case.centre), by=shared)
    sharing_with(case, shared)
    cases.break_glass(case, urgent)
    assert WORDS not in story(client, case, shared) and over_api(client, case, shared) == []
    assert WORDS in story(client, case, urgent) and over_api(client, case, urgent) == [WORDS]
    assert "Write to the others" not in story(client, case, urgent)


def sharing_with(case, who):
    from cases.access import grant

    grant(case=case, to=who, until=days_ago(-3), reason="Joint visit", by=cases.lead_of(case))


def test_something_is_written_and_not_twice(case):
    assert code_of(case, words="  ") == "no_words"
    write(case)
    assert code_of(case) == "already_recorded"


def test_on_a_closed_case_nothing_more_is_written_and_the_manager_reads_what_was(client, case):
    write(case)
    manager = centres.manager(case.centre)
    close_case(case=case, closing="moved", words="To Leeds", afterwards=cases.AFTERWARDS, by=manager, on=today())
    assert code_of(case, manager, "And now?") == "already_closed"
    shown = story(client, case, manager)
    assert WORDS in shown and "Write to the others" not in shown


def test_after_the_agreement_ended_lead_and_manager_still_write_and_the_team_is_not_told(case, member):
    cases.without_agreement(case)
    write(case)
    assert told() == set()
    with pytest.raises(NotAllowed):
        write(case, member, "What now?")
    write(case, centres.manager(case.centre), "Close it, please.")
    assert told() == {cases.lead_of(case).name}


def test_postgresql_lets_nobody_change_or_remove_what_was_written(case):
    message = write(case)
    for change in (
        lambda: Message.objects.update(words="Other"),
        message.delete,
        lambda: cases.message(case, by=message.by, words=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_team_the_lead_and_the_supervisor_are_told_and_who_wrote_is_not(case, member, supervisor):
    manager = centres.manager(case.centre, name="Max Manager")
    write(case, member)
    assert told() == {cases.lead_of(case).name, "Pia Prof"}
    write(case, manager, "Well done.")
    assert told() == {cases.lead_of(case).name, "Pia Prof", "Mia Team"}
    write(case, member, "Thank you.")
    assert "Max Manager" in told()


def test_nobody_leads_so_the_manager_is_told(case, member):
    case.leads.all().delete()
    centres.manager(case.centre, name="Max Manager")
    write(case, member)
    assert told() == {"Max Manager"}


def test_whose_agency_may_not_know_is_not_told(case, member):
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.CONTACTS, by=cases.lead_of(case))
    write(case)
    assert told() == set()


def test_a_mail_names_nobody_and_says_nothing(case, member):
    write(case)
    one = Reminder.objects.get()
    assert case.reference in one.sentence
    assert not any(word in one.sentence + one.path for word in (WORDS, case.family.name, "Acorns"))


def test_five_messages_are_one_line_in_the_next_mail_and_a_later_one_is_another(case, member):
    for number in range(5):
        write(case, words=f"Message {number}")
    assert Reminder.objects.filter(to=member).count() == 1
    mailed = Digest.objects.create(to=member, on=today())
    Reminder.objects.update(digest=mailed)
    write(case, words="One more")
    assert Reminder.objects.filter(to=member).count() == 2


def test_it_is_in_the_log_without_its_words(case):
    write(case)
    assert WORDS not in str(Entry.objects.get(verb="write_message").detail)


def test_opening_a_case_is_not_undone_once_somebody_wrote(case):
    case.leads.all().delete()
    cases.message(case, by=centres.manager(case.centre))
    with pytest.raises(RuleBroken):
        require_nothing_built_on(Case.objects.get(pk=case.pk))


@committing
def test_sent_twice_at_once_it_stands_once():
    case = cases.led_case()
    assert sorted(map(str, at_once(*[lambda: write(case)] * 2)))[-1] == "already_recorded"
    assert Message.objects.count() == 1


def test_written_in_the_story_it_stands_there_newest_first_with_time_and_name(client, case, member):
    client.force_login(member)
    answer = client.post(reverse("message_write", args=[case.pk]), {"words": WORDS}, follow=True)
    shown = answer.content.decode()
    assert WORDS in shown and "Mia Team wrote to the others" in shown and "are told that there is something" in shown


def test_nothing_written_says_so_beside_the_field(client, case):
    client.force_login(cases.lead_of(case))
    answer = client.post(reverse("message_write", args=[case.pk]), {"words": ""})
    assert answer.status_code == 422 and "id_words-error" in answer.content.decode()


def test_a_confidential_address_is_asked_about_and_nothing_is_lost(client, case):
    case.family.addresses.update(confidential=True)
    home = case.family.addresses.get()
    client.force_login(cases.lead_of(case))
    path, typed = reverse("message_write", args=[case.pk]), {"words": f"They live at {home.lines}, {home.postcode}"}
    answer = client.post(path, typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and home.postcode in shown and 'name="address_checked"' in shown
    assert client.post(path, {**typed, "address_checked": "yes"}).status_code == 302


def test_over_the_api_it_is_written_and_read(client, case):
    client.force_login(cases.lead_of(case))
    path = f"/api/v1/cases/{case.pk}/messages/"
    made = client.post(path, {"words": WORDS}, content_type="application/json")
    assert (made.status_code, made.json()["words"]) == (201, WORDS)
    assert over_api(client, case, cases.lead_of(case)) == [WORDS]


def test_many_messages_cost_as_much_as_few(client, case):
    lead = cases.lead_of(case)
    client.force_login(lead)
    asked = []
    for number in (30, 300):  # the first page of the story is full either way
        Message.objects.bulk_create([Message(case=case, by=lead, on=today(), words=f"{one}") for one in range(number)])
        for path in (reverse("case", args=[case.pk]), f"/api/v1/cases/{case.pk}/messages/"):
            queries_of(client, path)
            asked.append(queries_of(client, path))
    assert asked[:2] == asked[2:]
