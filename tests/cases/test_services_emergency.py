"""Opening a record in an emergency: allowed, refused, limited, told at once, looked at; and what PostgreSQL holds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outbox
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from audit.models import Entry
from cases.models import BreakGlass, Case, EmergencyAttempt
from cases.services import break_glass, review_break_glass
from centres.models import Membership
from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from reminders.services import send_due_digests, send_urgent
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.factories.cases import EMERGENCY

pytestmark = pytest.mark.django_db


def opens(case, who, **fields):
    """`who` opens the case in an emergency, for an hour."""
    given = {"reference": case.reference, "reason": EMERGENCY, "hours": 1, "by": who, "on": today()}
    return break_glass(**{**given, **fields})


def refused(code, case, who, **fields):
    """The rule with this code stands in the way."""
    with pytest.raises(RuleBroken) as broken:
        opens(case, who, **fields)
    assert broken.value.code == code
    return broken.value


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def lead_of_information(at):
    return centres.member(at, Role.INFORMATION_LEAD)


def excluded(case, who):
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)


def test_a_colleague_without_a_relation_opens_a_case_in_an_emergency():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    opens(case, who)
    assert sees(who, case)


def test_the_reference_of_the_family_opens_its_case():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    assert opens(case, who, reference=case.family.reference.lower()).case == case


def test_it_ends_by_the_clock():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    opens(case, who, hours=2)
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1), tick=False):
        assert not sees(who, case)


def test_it_is_logged_with_the_use_and_without_the_words():
    case = cases.led_case()
    use = opens(case, centres.health_visitor(case.centre))
    entry = Entry.objects.get(verb="break_glass")
    assert (entry.subject_id, entry.detail["use"], EMERGENCY in str(entry.detail)) == (case.pk, use.pk, False)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_administrators_and_information_leads_never_do(role):
    case = cases.led_case()
    with pytest.raises(NotAllowed):
        opens(case, centres.member(case.centre, role))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_they_never_do_also_if_they_work_with_families_as_well(role):
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    centres.member(case.centre, role, user=who)
    with pytest.raises(NotAllowed):
        opens(case, who)


def test_a_reason_of_nineteen_characters_is_too_short():
    case = cases.led_case()
    refused("reason_too_short", case, centres.health_visitor(case.centre), reason="x" * 19 + "   ")


@pytest.mark.parametrize("hours", [0, 3, 5, 24])
def test_only_one_two_or_four_hours_can_be_chosen(hours):
    case = cases.led_case()
    refused("bad_hours", case, centres.health_visitor(case.centre), hours=hours)


def test_whoever_has_the_case_open_already_is_told_so():
    case = cases.led_case()
    refused("already_open", case, cases.lead_of(case))


def test_a_closed_case_is_not_opened():
    case = cases.closed_case()
    refused("no_such_case", case, centres.health_visitor(case.centre))


def test_an_agency_that_the_family_excluded_must_say_why_all_the_same():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    excluded(case, who)
    assert refused("against_wishes", case, who).sentence.startswith("The family did not want your agency to know.")


def test_an_agency_that_the_family_excluded_opens_the_case_when_it_has_said_why():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    excluded(case, who)
    use = opens(case, who, despite="The baby may be in danger this evening.")
    assert (use.excluded, sees(who, case)) == (True, True)


def test_after_a_withdrawal_it_must_be_said_why_all_the_same():
    case = cases.without_agreement(cases.led_case())
    assert "agreement is not in force" in refused("against_wishes", case, centres.health_visitor(case.centre)).sentence


def test_a_withdrawal_during_the_emergency_does_not_end_it():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    opens(case, who)
    cases.without_agreement(case)
    assert sees(who, case)


def test_an_ended_job_ends_it_at_once():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    opens(case, who)
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))
    assert not sees(who, case)


def test_closing_the_case_ends_it():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    opens(case, who)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert not sees(who, case)


# --- attempts ---------------------------------------------------------------------------------------------------


def test_an_attempt_in_vain_is_kept_with_its_reason():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    refused("no_such_case", case, who, reference="C-2222222")
    attempt = EmergencyAttempt.objects.get()
    assert (attempt.by, attempt.reference, attempt.reason) == (who, "C-2222222", EMERGENCY)


def test_a_sixth_reference_in_vain_within_an_hour_is_refused():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    for number in range(5):
        refused("no_such_case", case, who, reference=f"C-222222{number}")
    refused("too_many_attempts", case, who)


def test_the_information_lead_is_told_at_once_that_somebody_tries_references():
    case = cases.led_case()
    who, looks = centres.health_visitor(case.centre), lead_of_information(case.centre)
    for number in range(5):
        refused("no_such_case", case, who, reference=f"C-222222{number}")
    refused("too_many_attempts", case, who)
    assert Reminder.objects.get(to=looks).at_once


def test_an_hour_later_there_is_room_again():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    for number in range(5):
        refused("no_such_case", case, who, reference=f"C-222222{number}")
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        opens(case, who)


# --- telling ----------------------------------------------------------------------------------------------------


def test_the_information_lead_gets_a_mail_of_its_own_with_reference_and_link_only():
    case = cases.led_case()
    looks, who = lead_of_information(case.centre), centres.health_visitor(case.centre)
    use = opens(case, who)
    send_urgent()
    sent = [mail for mail in outbox.outbox if mail.to == [looks.email]]
    body = sent[0].body
    told = (case.reference in body, f"/cases/emergency/uses/{use.pk}/" in body)
    hidden = any(text in body for text in (case.family.name, EMERGENCY, who.name))
    assert (len(sent), told, hidden) == (1, (True, True), False)


def test_it_is_sent_once_whoever_sweeps():
    case = cases.led_case()
    lead_of_information(case.centre)
    opens(case, centres.health_visitor(case.centre))
    assert [send_urgent(), send_urgent()] == [1, 0]


def test_the_days_digest_does_not_say_it_again():
    case = cases.led_case()
    lead_of_information(case.centre)
    opens(case, centres.health_visitor(case.centre))
    assert send_due_digests(on=today()) == 0


def test_where_there_is_no_information_lead_the_manager_is_told():
    case = cases.led_case()
    manager = centres.manager(case.centre)
    opens(case, centres.health_visitor(case.centre))
    assert Reminder.objects.get(at_once=True).to == manager


def test_a_mail_server_that_refuses_is_tried_again(monkeypatch):
    case = cases.led_case()
    lead_of_information(case.centre)
    opens(case, centres.health_visitor(case.centre))
    with monkeypatch.context() as edge:
        edge.setattr("reminders.mail.EmailMultiAlternatives.send", _refuse)
        assert send_urgent() == 0
    assert send_urgent() == 1


def _refuse(*_, **__):
    raise ConnectionRefusedError


# --- looking at it ----------------------------------------------------------------------------------------------


def used(**fields):
    """A use, and the information lead of its centre."""
    case = cases.led_case()
    return cases.break_glass(case, centres.health_visitor(case.centre), **fields), lead_of_information(case.centre)


def review(use, by, **fields):
    return review_break_glass(
        use=use, by=by, on=today(), **{"right": True, "words": "Spoke to her. It was right.", **fields}
    )


def test_the_information_lead_says_whether_it_was_right():
    use, looks = used()
    review(use, looks)
    use.refresh_from_db()
    assert (use.right, use.reviewed_by) == (True, looks)


def test_the_manager_does_not_say_whether_it_was_right():
    use, _ = used()
    with pytest.raises(NotAllowed):
        review(use, centres.manager(use.case.centre))


def test_the_information_lead_of_another_centre_does_not():
    use, _ = used()
    with pytest.raises(NotAllowed):
        review(use, lead_of_information(centres.centre()))


def test_nobody_looks_at_their_own_use():
    use, _ = used()
    Membership.objects.filter(user=use.user).update(role=Role.INFORMATION_LEAD)
    with pytest.raises(NotAllowed):
        review(use, use.user)


def test_what_was_found_is_said_in_words():
    use, looks = used()
    with pytest.raises(RuleBroken) as broken:
        review(use, looks, words="  ")
    assert broken.value.code == "no_words"


def test_it_is_looked_at_once():
    use, looks = used()
    review(use, looks)
    with pytest.raises(RuleBroken) as broken:
        review(use, looks, right=False)
    assert broken.value.code == "already_reviewed"


def test_the_manager_is_told_when_it_was_not_right():
    use, looks = used()
    manager = centres.manager(use.case.centre)
    review(use, looks, right=False)
    assert Reminder.objects.get().to == manager


def test_it_is_to_be_looked_at_within_two_working_days():
    friday = datetime(2026, 11, 20, 16, tzinfo=ZoneInfo("Europe/London"))
    use, _ = used(opened_at=friday)
    assert use.look_by.isoformat() == "2026-11-24"


# --- two at once ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_windows_open_it_once():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    done = at_once(lambda: opens(case, who), lambda: opens(case, who))
    assert (sorted(str(one) for one in done).count("already_open"), BreakGlass.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_information_leads_say_it_once():
    use, first = used()
    second = lead_of_information(use.case.centre)
    done = at_once(lambda: review(use, first), lambda: review(use, second, right=False))
    assert done.count("already_reviewed") == 1


@pytest.mark.django_db(transaction=True)
def test_many_windows_do_not_pass_the_limit():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    tries = [lambda n=n: opens(case, who, reference=f"C-22222{n}") for n in range(22, 30)]
    assert at_once(*tries).count("no_such_case") == 5


# --- what PostgreSQL refuses, whoever asks ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "Because."},
        {"until": timezone.now() + timedelta(hours=5)},
        {"until": timezone.now() - timedelta(hours=5)},
        {"excluded": True},
        {"agreed": False, "despite": "short"},
        {"reviewed_at": timezone.now()},
    ],
)
def test_postgresql_refuses_a_use_that_cannot_be(wrong):
    case = cases.led_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.break_glass(case, centres.health_visitor(case.centre), **wrong)


def test_postgresql_refuses_a_second_use_of_the_same_case_at_the_same_time():
    use, _ = used()
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.break_glass(use.case, use.user)


def test_postgresql_refuses_a_use_looked_at_by_whoever_used_it():
    use, _ = used()
    own = {"reviewed_at": timezone.now(), "reviewed_by": use.user, "right": True, "review_words": "Fine."}
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=use.pk).update(**own)


def test_postgresql_lets_nobody_lengthen_a_use():
    use, _ = used()
    with pytest.raises(InternalError), transaction.atomic():
        BreakGlass.objects.filter(pk=use.pk).update(until=use.until + timedelta(hours=1))


def test_postgresql_lets_nobody_remove_a_use_or_an_attempt():
    use, _ = used()
    for row in (BreakGlass.objects.filter(pk=use.pk), EmergencyAttempt.objects.filter(pk=use.attempt_id)):
        with pytest.raises(InternalError), transaction.atomic():
            row._raw_delete("default")
