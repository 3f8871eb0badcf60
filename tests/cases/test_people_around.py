"""The people around a family on their pages and over the API."""

import pytest
from django.urls import reverse

from cases.models import OtherInvolved
from cases.services import close_case
from centres.models import Membership
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ACORNS = {"kind": "nursery", "called": "Little Acorns", "reach": "01632 960824", "family_agrees": "yes"}


def people(client, case, who):
    client.force_login(who)
    answer = client.get(reverse("case", args=[case.pk]) + "?part=people")
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, who, route, pk, **typed):
    client.force_login(who)
    return client.post(reverse(route, args=[pk]), typed, follow=True)


def seconded(case):
    """Somebody in the team whose employer, line manager and professional supervisor are three others."""
    at = case.centre
    line, over = centres.manager(at, name="Lena Line"), centres.member(at, "link_social_worker", name="Pia Prof")
    who = centres.health_visitor(
        at, name="Zoe Second", employer=centres.partner(at, name="Hospital Trust"), line_manager=line, supervisor=over,
        title="Nursery nurse", of=centres.partner(at, name="Borough council"),
    )  # fmt: skip
    return cases.team_member(case, who, contribution="Play at home")


def test_a_seconded_worker_shows_the_agency_they_act_for_and_three_others(client, case):
    seconded(case)
    shown = people(client, case, cases.lead_of(case))
    for words in ("Zoe Second", "Nursery nurse, Borough council", "Play at home", "Employed by Hospital Trust",
                  "Line manager: Lena Line", "Professional supervisor: Pia Prof"):  # fmt: skip
        assert words in shown


def test_the_lead_professional_shows_them_too(client, case):
    lead = cases.lead_of(case)
    boss = centres.manager(case.centre, name="Lena Line")
    lead.memberships.update(line_manager=boss, title="Outreach worker")
    shown = people(client, case, lead)
    assert "Outreach worker" in shown and "Line manager: Lena Line" in shown and "Employed by" not in shown


def test_who_does_not_work_here_any_more_is_marked(client, case):
    member = seconded(case)
    Membership.objects.filter(user=member.user).update(ends_on=days_ago(1))
    assert "No longer works here for Borough council" in people(client, case, cases.lead_of(case))


def test_whoever_chooses_for_the_team_reads_who_employs_them(client, case):
    at = case.centre
    who = centres.health_visitor(at, name="Zoe Second", employer=centres.partner(at, name="Hospital Trust"))
    cases.wishes_to_include(case.family, cases.agency_of(who, at), by=who)
    client.force_login(cases.lead_of(case))
    assert "employed by Hospital Trust" in client.get(reverse("team_join", args=[case.pk])).content.decode()


def test_over_the_api_the_three_stand_beside_the_member(client, case):
    seconded(case)
    client.force_login(cases.lead_of(case))
    row = client.get(f"/api/v1/cases/{case.pk}/team/").json()["results"][0]
    assert row["works_as"] == {
        "job": "Nursery nurse", "employer": "Hospital Trust", "line_manager": "Lena Line", "supervisor": "Pia Prof",
        "seconded": True,
    }  # fmt: skip


def test_who_left_the_team_stays_on_the_page(client, case):
    cases.team_member(case, centres.health_visitor(case.centre, name="Una Past"), until=days_ago(3))
    shown = people(client, case, cases.lead_of(case))
    assert "Who has left the team (1)" in shown and "Una Past" in shown


def test_offers_taken_back_and_unanswered_stand_in_the_history(client, case):
    at, lead = case.centre, cases.lead_of(case)
    cases.lead(case, centres.support_worker(at, name="Tara Back"), status="taken_back", answered_on=None,
               ended_on=days_ago(2), offered_by=lead)  # fmt: skip
    cases.lead_offer(case, centres.support_worker(at, name="Ned Waits"), offered_by=lead)
    shown = people(client, case, lead)
    assert "Tara Back" in shown and "Offer taken back, " in shown
    assert "Ned Waits" in shown and "Not answered yet" in shown


def test_the_lead_changes_what_somebody_contributes(client, case):
    member = seconded(case)
    answer = sent(client, cases.lead_of(case), "team_change", member.pk, contribution="Sleep visits")
    assert "Sleep visits" in answer.content.decode()
    answer = sent(client, cases.lead_of(case), "team_change", member.pk, contribution="")
    assert answer.status_code == 422 and "id_contribution-error" in answer.content.decode()


def test_somebody_else_is_named_changed_and_no_longer_involved(client, case):
    lead = cases.lead_of(case)
    assert "GP, nursery, school: who else helps this family?" in people(client, case, lead)
    shown = sent(client, lead, "other_involve", case.pk, **ACORNS).content.decode()
    assert "Little Acorns" in shown and "01632 960824" in shown and "The family agrees" in shown
    other = OtherInvolved.objects.get()
    shown = sent(client, lead, "other_change", other.pk, **{**ACORNS, "family_agrees": "no"}).content.decode()
    assert "Ask the family before you contact them" in shown
    shown = sent(client, lead, "other_end", other.pk).content.decode()
    assert "No longer involved (1)" in shown


@pytest.mark.parametrize(("reach", "dials"), [
    ("01632 960824, at pick-up time", "01632960824"), ("ring +44 1632 960824", "+441632960824"),
    ("02079460018", "02079460018"), ("office@stbedes.example", ""), ("room 20, 3 Elm Lane", ""), ("", ""),
])  # fmt: skip
def test_their_number_can_be_pressed_if_the_family_agrees(client, case, reach, dials):
    other = cases.other_involved(case, by=cases.lead_of(case), reach=reach)
    assert (f'href="tel:{dials}"' in people(client, case, cases.lead_of(case))) is bool(dials)
    OtherInvolved.objects.filter(pk=other.pk).update(family_agrees=False)
    assert f'href="tel:{dials}"' not in people(client, case, cases.lead_of(case))


def test_errors_stand_beside_the_fields_and_nothing_is_lost(client, case):
    answer = sent(client, cases.lead_of(case), "other_involve", case.pk, reach="01632 960824")
    shown = answer.content.decode()
    assert answer.status_code == 422 and 'value="01632 960824"' in shown
    assert all(f"id_{name}-error" in shown for name in ("kind", "called", "family_agrees"))


def test_a_confidential_address_is_asked_about(client, case):
    case.family.addresses.update(confidential=True)
    home = case.family.addresses.get()
    typed = {**ACORNS, "reach": f"{home.lines}, {home.postcode}"}
    answer = sent(client, cases.lead_of(case), "other_involve", case.pk, **typed)
    assert answer.status_code == 422 and not OtherInvolved.objects.exists()
    sent(client, cases.lead_of(case), "other_involve", case.pk, **typed, address_checked="yes")
    assert OtherInvolved.objects.exists()


def test_what_tells_of_health_is_kept_from_an_agency_that_may_not_know(client, case):
    member = cases.team_member(case, centres.health_visitor(case.centre))
    other = cases.other_involved(case, by=cases.lead_of(case), kind="health", called="Sleep clinic")
    assert "Sleep clinic" in people(client, case, member.user)
    sharing.kept(case.family, member.agency, Information.HEALTH, by=cases.lead_of(case))
    assert "Sleep clinic" not in people(client, case, member.user)
    assert "Sleep clinic" not in client.get(f"/api/v1/cases/{case.pk}/others/").content.decode()
    assert client.get(reverse("other_change", args=[other.pk])).status_code == 404


def test_over_the_api_somebody_is_named_changed_and_ended(client, case):
    client.force_login(cases.lead_of(case))
    body = {"kind": "gp", "called": "Dr Patel", "family_agrees": False}
    made = client.post(f"/api/v1/cases/{case.pk}/others/", body, content_type="application/json")
    assert (made.status_code, made.json()["kind_label"]) == (201, "GP")
    path = f"/api/v1/others/{made.json()['id']}"
    changed = client.post(f"{path}/change/", {**body, "family_agrees": True}, content_type="application/json").json()
    assert changed["family_agrees"] is True
    assert client.post(f"{path}/end/").json()["until"] == str(today())
    assert len(client.get(f"/api/v1/cases/{case.pk}/others/").json()["results"]) == 1


def test_a_closed_case_still_says_who_was_around_and_offers_no_change(client, case):
    cases.other_involved(case, by=cases.lead_of(case))
    seconded(case)
    manager = centres.manager(case.centre)
    close_case(case=case, closing="moved", words="To Leeds", afterwards=cases.AFTERWARDS, by=manager, on=today())
    shown = people(client, case, manager)
    assert "Dr Patel" in shown and "No longer involved" not in shown and "Name somebody else" not in shown


def test_the_part_costs_as_much_for_a_large_team_as_for_a_small_one(client, case):
    at, lead = case.centre, cases.lead_of(case)
    client.force_login(lead)
    asked = []
    for number in (3, 25):
        for one in range(number):
            boss = centres.manager(at)
            for until in (None, days_ago(1)):
                who = centres.health_visitor(at, line_manager=boss, supervisor=boss, employer=centres.partner(at))
                cases.team_member(case, who, until=until)
                cases.other_involved(case, by=boss, called=f"{number} {one} {until}", until=until)
        queries_of(client, reverse("case", args=[case.pk]) + "?part=people")
        asked.append(queries_of(client, reverse("case", args=[case.pk]) + "?part=people"))
    assert asked[0] == asked[1]
