"""The pages: who gets them, what they say, what they keep after an error."""

import pytest
from django.urls import reverse

from audit.models import Entry, Kind
from cases.models import Action, Contact
from cases.status import ActionStatus, CaseStatus, LeadStatus
from centres.models import Agency
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db

PARTS = ["story", "visits", "assessment", "plan", "reviews", "people", "advice", "notes", "agreement"]


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them: sharing asks for that."""
    return ConfirmedClient()


def full_case():
    """A case with something of everything."""
    case = cases.led_case()
    lead = cases.lead_of(case)
    other = centres.health_visitor(case.centre)
    cases.team_member(case, other)
    for reached in (True, False):
        cases.contact(case, by=lead, reached=reached)
    cases.offer(case, by=lead)
    cases.offer(case, by=lead, what="Debt advice", status="refused", answered_on=days_ago(1), words="Not now")
    cases.progress(case, by=lead)
    cases.goal(case, by=lead)
    cases.goal(case, by=lead, words="More sleep", reached_on=days_ago(1))
    cases.action(lead, case.centre, case=case, due_on=days_ago(2))
    cases.done_action(other, case.centre, case=case)
    cases.held_review(case, by=lead)
    cases.assessment(case, by=lead)
    cases.lead_offer(case, centres.health_visitor(case.centre))
    return case


def page(client, user, route, /, *args, status=200, **query):
    """The text of a page as this person gets it."""
    client.force_login(user)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def sent(client, user, name, *args, follow=True, **typed):
    """What comes after sending a form."""
    client.force_login(user)
    return client.post(reverse(name, args=args), typed, follow=follow)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_case_shows_the_family(client, part):
    case = full_case()
    assert case.family.name in page(client, cases.lead_of(case), "case", case.pk, part=part)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_closed_case_shows_to_the_manager(client, part):
    case = cases.closed_case()
    assert case.family.name in page(client, centres.manager(case.centre), "case", case.pk, part=part)


FORMS = ["contact_record", "visit_plan", "offer_record", "progress_report", "goal_set", "action_agree", "team_join",
         "case_share", "next_review_set", "tier_change", "case_close"]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_each_form_shows_to_the_lead(client, name):
    case = full_case()
    assert case.family.name in page(client, cases.lead_of(case), name, case.pk)


@pytest.mark.parametrize("name", FORMS)
def test_each_form_sent_empty_says_what_is_wrong(client, name):
    case = full_case()
    client.force_login(cases.lead_of(case))
    answer = client.post(reverse(name, args=[case.pk]), {"nothing": ""})
    assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("name", FORMS)
def test_a_stranger_gets_404_for_each_form(client, name):
    case = full_case()
    page(client, centres.support_worker(case.centre), name, case.pk, status=404)


@pytest.mark.parametrize(
    "name", ["progress_report", "team_join", "case_share", "next_review_set", "tier_change", "case_close"]
)
def test_a_member_of_the_team_is_told_why_they_cannot_coordinate(client, name):
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    assert "Only the lead professional or the" in page(client, member, name, case.pk, status=403)


def test_opening_a_case_is_logged(client):
    case = full_case()
    page(client, cases.lead_of(case), "case", case.pk)
    assert Entry.objects.get(kind=Kind.READ).subject_id == case.pk


def test_the_list_logs_each_family_it_shows(client):
    case = full_case()
    page(client, cases.lead_of(case), "cases")
    assert list(Entry.objects.filter(kind=Kind.READ).values_list("verb", "subject_id")) == [("cases", case.pk)]


def test_called_no_answer_is_one_tap_on_the_case_page(client):
    case = full_case()
    sent(
        client,
        cases.lead_of(case),
        "contact_record",
        case.pk,
        kind="call",
        reached="no",
        happened_on=today().isoformat(),
    )
    assert Contact.objects.get(case=case, on=today()).reached is False


def test_a_contact_recorded_by_mistake_can_be_taken_back_at_once(client):
    case = full_case()
    lead = cases.lead_of(case)
    contact = cases.contact(case, by=lead, on=today())
    sent(client, lead, "contact_take_back", contact.pk)
    assert not Contact.objects.filter(pk=contact.pk).exists()


def test_what_was_typed_stays_after_an_error(client):
    case = full_case()
    answer = sent(
        client, cases.lead_of(case), "contact_record", case.pk, kind="visit", happened_on="31 2 2026", note="We talked"
    )
    assert "We talked" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"happened_on": "31 2 2026"}, "31 February 2026 is not a date"),
        ({"happened_on": "1 1 2199"}, "Date must be today or in the past"),
        ({"happened_on": "1 1 2001"}, "The date must be"),
        ({"note": "x" * 100_000}, "5,000 characters"),
        ({"note": "bell\x07"}, "There is a problem"),
        ({"kind": "pigeon"}, "There is a problem"),
        ({"reached": "no", "child_seen": "on"}, "A child cannot have been seen if nobody was reached."),
    ],
)
def test_bad_input_for_a_contact_gets_a_sentence(client, typed, said):
    case = full_case()
    given = {"kind": "visit", "reached": "yes", "happened_on": today().isoformat(), "note": "", **typed}
    answer = sent(client, cases.lead_of(case), "contact_record", case.pk, **given)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_service_of_another_centre_cannot_be_offered(client):
    case = full_case()
    elsewhere = centres.service(centres.centre())
    typed = {"service": elsewhere.pk, "offered_on": today().isoformat()}
    assert sent(client, cases.lead_of(case), "offer_record", case.pk, **typed).status_code == 422


def test_services_that_fit_the_referral_come_first(client):
    case = full_case()
    centres.service(case.centre, name="Aardvark club", needs=["money"])
    centres.service(case.centre, name="Zebra talk", needs=["speech"])
    text = page(client, cases.lead_of(case), "offer_record", case.pk)
    assert text.index("Zebra talk") < text.index("Aardvark club")


def test_an_action_is_done_with_one_button_and_can_be_opened_again(client):
    case = full_case()
    action = case.actions.open().get()
    sent(client, action.owner, "action_finish", action.pk, status="done", result="")
    sent(client, action.owner, "action_reopen", action.pk)
    assert Action.objects.get(pk=action.pk).status == ActionStatus.OPEN


def test_not_done_without_a_reason_says_so_beside_the_field(client):
    case = full_case()
    action = case.actions.open().get()
    answer = sent(client, action.owner, "action_finish", action.pk, status="not_done", result="")
    assert "Say why it was not done." in answer.content.decode()


def test_an_action_page_goes_back_only_to_our_own_pages(client):
    case = full_case()
    action = case.actions.open().get()
    answer = sent(
        client, action.owner, "action_finish", action.pk, follow=False, status="done", next="https://evil.example/"
    )
    assert answer.url == reverse("actions")


def test_my_actions_show_mine_and_not_a_colleagues(client):
    case = cases.led_case()
    lead = cases.lead_of(case)
    cases.action(lead, case.centre, case=case, what="Mine to do")
    cases.action(centres.health_visitor(case.centre), case.centre, case=case, what="Hers to do")
    text = page(client, lead, "actions")
    assert ("Mine to do" in text, "Hers to do" in text) == (True, False)


def test_the_owner_of_an_action_sees_the_familys_name_but_no_link_to_the_case(client):
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    cases.action(owner, case.centre, case=case)
    text = page(client, owner, "actions")
    assert (case.family.name in text, reverse("case", args=[case.pk]) in text) == (True, False)


def test_after_withdrawal_the_owner_of_an_action_sees_the_reference_only(client):
    case = cases.without_agreement(cases.led_case())
    owner = centres.health_visitor(case.centre)
    cases.action(owner, case.centre, case=case)
    text = page(client, owner, "actions")
    assert (case.family.name in text, case.reference in text) == (False, True)


def test_the_person_asked_sees_enough_to_decide_and_nothing_of_the_file(client):
    case = cases.case_without_lead()
    cases.contact(case, by=centres.manager(case.centre), note="A note in the file")
    worker = centres.support_worker(case.centre)
    offer = cases.lead_offer(case, worker)
    text = page(client, worker, "lead_answer", offer.pk)
    assert ("Speech and language" in text, "A note in the file" in text, "12 Elm Street" in text) == (
        True,
        False,
        False,
    )


def test_accepting_leads_to_the_case(client):
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    offer = cases.lead_offer(case, worker)
    answer = sent(client, worker, "lead_answer", offer.pk, answer="accept")
    assert answer.redirect_chain[-1][0] == reverse("case", args=[case.pk])


def test_declining_without_a_reason_says_so(client):
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    offer = cases.lead_offer(case, worker)
    answer = sent(client, worker, "lead_answer", offer.pk, answer="decline")
    assert "Say why you decline" in answer.content.decode()


def test_a_colleague_cannot_see_an_offer_made_to_somebody_else(client):
    case = cases.case_without_lead()
    offer = cases.lead_offer(case, centres.support_worker(case.centre))
    page(client, centres.support_worker(case.centre), "lead_answer", offer.pk, status=404)


def test_the_manager_asks_somebody_to_lead(client):
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(worker, case.centre), by=worker)
    sent(client, centres.manager(case.centre), "lead_offer", case.pk, lead=worker.pk, family_view="")
    assert case.leads.get().status == LeadStatus.OFFERED


def test_only_people_the_family_wants_to_know_can_be_asked(client):
    case = cases.case_without_lead()
    centres.support_worker(case.centre, name="Not wished for")
    assert "Not wished for" not in page(client, centres.manager(case.centre), "lead_offer", case.pk)


def test_the_lead_cannot_ask_somebody_to_lead(client):
    case = cases.led_case()
    page(client, cases.lead_of(case), "lead_offer", case.pk, status=403)


def review_typed(case, **typed):
    """A review as typed, each goal rated, the six questions not asked."""
    goals = {f"goal_{goal.pk}_{who}_rating": "4" for goal in case.goals.open() for who in ("family", "worker")}
    given = {
        "held_on": f"{today():%d %m %Y}", "held_where": "home", "present": "Her mother", "worker_rating": "6",
        "family_rating": "5", "decision": "go_on", "reason": "It helps.", "not_asked_because": "The baby cried",
    }  # fmt: skip
    return {**goals, **given, **typed}


def test_a_review_is_held_on_its_page_with_the_last_one_beside_it(client):
    case = full_case()
    assert "First words." in page(client, cases.lead_of(case), "review_hold", cases.pending_review(case).pk)


def test_a_held_review_leads_to_the_next(client):
    case = full_case()
    review = cases.pending_review(case)
    sent(client, cases.lead_of(case), "review_hold", review.pk, **review_typed(case))
    assert cases.pending_review(case).pk != review.pk


def test_a_review_without_the_familys_rating_asks_why(client):
    case = full_case()
    review = cases.pending_review(case)
    answer = sent(client, cases.lead_of(case), "review_hold", review.pk, **review_typed(case, family_rating=""))
    assert "say why there is none" in answer.content.decode()


def test_a_review_can_close_the_case(client):
    case = full_case()
    review = cases.pending_review(case)
    sent(
        client,
        cases.lead_of(case),
        "review_hold",
        review.pk,
        **review_typed(case, decision="close", closing="goals_met", unmet="nothing", no_check_because="No"),
    )
    case.refresh_from_db()
    assert case.status == CaseStatus.CLOSED


def test_a_review_that_was_held_already_says_so(client):
    case = full_case()
    review = cases.pending_review(case)
    for _ in range(2):
        answer = sent(client, cases.lead_of(case), "review_hold", review.pk, **review_typed(case))
    assert "already held" in answer.content.decode()


def closing_typed(case, **typed):
    """A closing as typed, each open action staying with its owner."""
    actions = {f"action-{action.pk}": "open" for action in case.actions.open()}
    given = {"closing": "moved", "closing_words": "They moved to Leeds.", "unmet": "nothing"}
    return {**given, "no_check_because": "They moved", **actions, **typed}


def test_closing_lists_the_open_actions_for_a_decision(client):
    case = full_case()
    assert "Actions still to do" in page(client, cases.lead_of(case), "case_close", case.pk)


def test_closing_says_how_many_actions_stay(client):
    case = full_case()
    answer = sent(client, cases.lead_of(case), "case_close", case.pk, **closing_typed(case))
    assert "1 action stays with their owners" in answer.content.decode()


def test_the_case_is_shared_on_its_page(client):
    case = full_case()
    reader = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(reader, case.centre), by=reader)
    typed = {"to": f"person-{reader.pk}", "reason": "Joint visit", "until": today().isoformat()}
    sent(client, cases.lead_of(case), "case_share", case.pk, **typed)
    page(client, reader, "case", case.pk)


def test_a_share_is_ended_on_the_page(client):
    case = full_case()
    reader = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(reader, case.centre), by=reader)
    lead = cases.lead_of(case)
    typed = {"to": f"person-{reader.pk}", "reason": "Joint visit", "until": today().isoformat()}
    sent(client, lead, "case_share", case.pk, **typed)
    share = case.casesharewithperson_set.get()
    sent(client, lead, "share_end", case.pk, "person", share.pk)
    page(client, reader, "case", case.pk, status=404)


def test_the_lead_ends_leading_with_a_reason_and_no_longer_sees_the_case(client):
    case = full_case()
    lead = cases.lead_of(case)
    sent(client, lead, "lead_end", case.leads.current().get().pk, reason="New post")
    page(client, lead, "case", case.pk, status=404)


def test_the_manager_opens_a_closed_case_again(client):
    case = cases.closed_case()
    sent(client, centres.manager(case.centre), "case_reopen", case.pk, reason="They came back")
    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN


def test_the_manager_sees_families_without_a_lead_first(client):
    at = centres.centre()
    cases.case_led_by(centres.support_worker(at), at, review_due_on=days_ago(30))
    alone = cases.case_without_lead(at)
    text = page(client, centres.manager(at), "cases")
    assert text.index(alone.reference) < text.index("Other families")


@pytest.mark.parametrize(
    "query", [{"after": "nonsense"}, {"after": "0.2026-01-01.x"}, {"state": "blue"}, {"name": "\x00"}]
)
def test_a_list_survives_an_address_somebody_played_with(client, query):
    case = full_case()
    page(client, cases.lead_of(case), "cases", **query)


@pytest.mark.parametrize(
    "query", [{"part": "cellar"}, {"before": "x"}, {"before": "2026-01-01.contact.99999999999999999999"}]
)
def test_a_case_survives_an_address_somebody_played_with(client, query):
    case = full_case()
    page(client, cases.lead_of(case), "case", case.pk, **query)


def test_the_list_finds_a_family_by_its_name(client):
    case = full_case()
    assert case.reference in page(client, cases.lead_of(case), "cases", name=case.family.name[:4].upper())


def test_somebody_without_families_is_told_what_will_show_here(client):
    assert "No families yet" in page(client, centres.support_worker(centres.centre()), "cases")


def agreement_typed(case):
    """An agreement as typed."""
    families.wording(case.centre)
    adult = case.family.adults.first()
    return {"given_by": adult.pk, "capacity": "parent_with_pr", "how": "signed", "given_on": today().isoformat()}


def test_the_lead_records_that_the_family_agrees_again(client):
    case = cases.without_agreement(cases.led_case())
    sent(client, cases.lead_of(case), "agreement_renew", case.pk, **agreement_typed(case))
    assert case.family.agreements.in_force(today()).exists()


def test_the_manager_records_that_the_family_no_longer_agrees(client):
    case = cases.led_case()
    sent(client, centres.manager(case.centre), "agreement_end", case.pk, withdrawn_by="Mother")
    assert not case.family.agreements.in_force(today()).exists()


def test_the_lead_records_who_must_not_know(client):
    case = cases.led_case()
    agency = centres.partner(case.centre)
    client.force_login(cases.lead_of(case))
    typed = {f"agency_{one.pk}": "must_not" for one in Agency.objects.partners_of(case.centre_id, today())}
    client.post(reverse("wishes_revise", args=[case.pk]), typed)
    assert not case.family.wishes.current().get(agency=agency).included


@pytest.mark.parametrize("name", ["agreement_renew", "agreement_end", "wishes_revise"])
def test_a_member_of_the_team_does_not_change_the_agreement(client, name):
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    page(client, member, name, case.pk, status=403)


@pytest.mark.parametrize(("method", "name"), [("post", "case"), ("put", "contact_record"), ("delete", "case_close")])
def test_a_method_nobody_needs_is_refused(client, method, name):
    case = full_case()
    client.force_login(cases.lead_of(case))
    assert getattr(client, method)(reverse(name, args=[case.pk])).status_code == 405
