"""The pages of the early help assessment, the family's copy, and the same over the API."""

import pytest
from django.urls import reverse

from audit.models import Entry, Kind
from cases.assessment_words import FIELDS, LABELS
from cases.models import Assessment
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing

pytestmark = pytest.mark.django_db
SAID = {"carers_voice": "I want him to have a friend.", "conclusion": "He needs other children."}
JSON = {"content_type": "application/json"}


@pytest.fixture
def case(client):
    """A case whose lead is signed in; the referral said something of everything."""
    made = cases.led_case()
    given = {"strengths": "A warm home.", "worries": "Few words.", "family_wants": "A friend.", "tried": "Nursery."}
    type(made.referral).objects.filter(pk=made.referral_id).update(**given)
    client.force_login(cases.lead_of(made))
    return made


@pytest.fixture
def draft(client, case):
    """The draft that its page begins."""
    client.post(reverse("assessment_begin", args=[case.pk]))
    return case.assessments.get()


def a_hidden_case():
    """A case of a family whose address must not be known."""
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))


def part(client, case):
    answer = client.get(reverse("case", args=[case.pk]), {"part": "assessment"})
    return answer.content.decode()


def write(client, draft, **typed):
    given = {name: getattr(draft, name) for name in FIELDS}
    sent = {**given, "version": str(draft.revision), **typed}
    return client.post(reverse("assessment_write", args=[draft.pk]), sent)


def typing(client, draft, **typed):
    """Saved as it is typed."""
    sent = {"version": str(draft.revision), **typed}
    return client.post(reverse("assessment_write", args=[draft.pk]), sent, headers={"Accept": "application/json"})


# --- writing --------------------------------------------------------------------------------------------------


def test_with_none_yet_the_page_says_how_short_it_is_and_where_it_starts(client, case):
    text = part(client, case)
    assert all(words in text for words in ("No assessment yet", "It has 9 fields", "It starts from what the referral"))


def test_the_form_has_the_nine_fields_and_shows_what_is_known(client, draft):
    text = client.get(reverse("assessment_write", args=[draft.pk])).content.decode()
    assert text.count("<textarea") == len(FIELDS) == 9
    assert all(words in text for words in ("9 fields", "A warm home.", "Few words.", "A friend.", "Nursery."))
    assert str(draft.case.family.children.get()) in text


def test_what_the_referral_said_stands_in_the_fields_already(client, draft):
    text = client.get(reverse("assessment_write", args=[draft.pk])).content.decode()
    assert text.count("A warm home.") == 2  # in its field, and among what is known
    assert text.count("Few words.") == 1  # the referrer's worry is shown, not put into anybody's mouth


def test_a_draft_is_saved_for_later_and_shown_to_nobody_else(client, case, draft):
    write(client, draft, later="yes", child_needs="Sleep")
    assert Assessment.objects.get().child_needs == "Sleep"
    assert "Go on writing" in part(client, case)
    supervisor = centres.member(case.centre, "link_social_worker")
    cases.lead_of(case).memberships.update(supervisor=supervisor)
    client.force_login(supervisor)
    assert "is being written" not in part(client, case)
    assert client.get(reverse("assessment_write", args=[draft.pk])).status_code == 404


def test_it_is_finished_and_read(client, case, draft):
    assert write(client, draft, **SAID).status_code == 302
    text = part(client, case)
    assert all(words in text for words in (*SAID.values(), "Version 1, finished on", "Begin a new version"))


def test_it_stands_in_the_story_without_its_words(client, case):
    cases.assessment(case, by=cases.lead_of(case))
    text = client.get(reverse("case", args=[case.pk])).content.decode()
    assert ("Assessment finished, version 1" in text, "He needs other children" in text) == (True, False)


def test_what_is_missing_stands_beside_its_field_and_what_was_typed_is_kept(client, draft):
    answer = write(client, draft, child_needs="Sleep", carers_voice="", conclusion="")
    text = answer.content.decode()
    assert (answer.status_code, "There is a problem" in text, "Sleep" in text) == (422, True, True)
    assert "own words" in text
    assert Assessment.objects.get().child_needs == "Sleep"


def test_a_finished_one_sends_the_late_tab_on(client, case, draft):
    write(client, draft, **SAID)
    assert client.get(reverse("assessment_write", args=[draft.pk])).status_code == 302
    late = write(client, draft, conclusion="Late words")
    assert (late.status_code, "Late words" in late.content.decode()) == (422, True)


def test_begun_twice_it_is_one(client, case, draft):
    client.post(reverse("assessment_begin", args=[case.pk]))
    assert case.assessments.count() == 1


def test_without_an_agreement_the_page_says_why_none_is_begun(client, case):
    cases.without_agreement(case)
    answer = client.post(reverse("assessment_begin", args=[case.pk]), follow=True)
    assert "agreement is not in force" in answer.content.decode()


def test_a_draft_is_thrown_away(client, case, draft):
    answer = client.post(reverse("assessment_discard", args=[draft.pk]), follow=True)
    assert "The draft is thrown away" in answer.content.decode()
    assert not case.assessments.exists()


# --- saved as it is typed ---------------------------------------------------------------------------------------


def test_it_is_saved_as_it_is_typed(client, draft):
    answer = typing(client, draft, child_needs="Slee")
    assert (answer.json()["version"], Assessment.objects.get().child_needs) == (1, "Slee")
    assert Assessment.objects.get().family_strengths == "A warm home."  # what is not sent stays


def test_a_colleague_who_saved_meanwhile_is_named_and_both_are_shown(client, case, draft):
    manager = centres.manager(case.centre, user=centres.user(name="Mona Reyes"))
    Assessment.objects.update(revision=3, saved_by=manager, child_needs="Her words")
    assert "Mona Reyes has saved" in typing(client, draft, child_needs="Mine").json()["sentence"]
    answer = write(client, draft, child_needs="Mine", later="yes")
    text = answer.content.decode()
    assert (answer.status_code, "Her words" in text, "Mine" in text) == (422, True, True)
    assert 'name="version" value="3"' in text
    write(client, Assessment.objects.get(), child_needs="Mine and hers", later="yes")
    assert Assessment.objects.get().child_needs == "Mine and hers"


def test_a_device_with_old_words_is_told_that_it_is_over(client, draft):
    write(client, draft, **SAID)
    assert typing(client, draft, conclusion="Late").status_code == 410


def test_an_address_that_must_not_be_known_is_asked_about_and_the_rest_is_kept(client):
    hidden = a_hidden_case()
    client.force_login(cases.lead_of(hidden))
    client.post(reverse("assessment_begin", args=[hidden.pk]))
    made, leak = hidden.assessments.get(), f"They live at {hidden.family.addresses.get().postcode}."
    answer = typing(client, made, child_needs=leak, carers_needs="Sleep").json()
    now = Assessment.objects.get()
    assert (list(answer["errors"]), now.child_needs, now.carers_needs) == (["child_needs"], "", "Sleep")
    again = write(client, now, child_needs=leak, later="yes")
    assert (again.status_code, 'name="address_checked"' in again.content.decode()) == (422, True)
    write(client, now, child_needs=leak, later="yes", address_checked="yes")
    assert Assessment.objects.get().child_needs == leak


# --- versions, and who reads ------------------------------------------------------------------------------------


def test_a_version_says_what_stale_changes_the_one_before(client, case):
    lead = cases.lead_of(case)
    cases.assessment(case, by=lead, begun_on=days_ago(60), finished_on=days_ago(50))
    second = cases.assessment(case, by=lead, version=2, child_strengths="He has a friend.")
    text = client.get(reverse("assessment", args=[second.pk])).content.decode()
    assert text.count("What the version before said") == 1
    assert ("He laughs easily." in text, "He has a friend." in text) == (True, True)
    assert "Earlier versions" in part(client, case)


def test_reading_a_version_is_logged(client, case):
    found = cases.assessment(case, by=cases.lead_of(case))
    client.get(reverse("assessment", args=[found.pk]))
    entry = Entry.objects.get(kind=Kind.READ, verb="assessment")
    assert (entry.subject_id, entry.detail["assessment"]) == (case.pk, found.pk)


@pytest.mark.parametrize("kind", [Information.PLAN, Information.HEALTH])
def test_what_is_kept_from_an_agency_reaches_none_of_its_people(client, case, kind):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    found = cases.assessment(case, by=member, conclusion="canary conclusion")
    sharing.kept(case.family, cases.agency_of(member, case.centre), kind, by=member)
    client.force_login(member)
    pages = [reverse("case", args=[case.pk]) + f"?part={name}" for name in ("story", "assessment")]
    text = " ".join(client.get(path).content.decode() for path in [*pages, f"/api/v1/cases/{case.pk}/assessments/"])
    assert ("canary" in text, "Assessment finished" in text, '"version"' in text) == (False, False, False)
    for path in (reverse("assessment", args=[found.pk]), f"/api/v1/assessments/{found.pk}/"):
        assert client.get(path).status_code == 404


# --- the family's copy --------------------------------------------------------------------------------------------


@pytest.fixture
def separated(case):
    """Two parents who are not to read each other's words."""
    mother = case.family.adults.first()
    mother.name = "Nasreen Hartley"
    mother.save()
    father = case.family.adults.create(name="Colin Hartley")
    said = {"carers_needs": "She is afraid of him.", "carers_voice": "Mother: I sleep when he is away."}
    found = cases.assessment(case, by=cases.lead_of(case), **said)
    return found, mother, father


def copied(client, found, **typed):
    return client.post(reverse("assessment_copy", args=[found.pk]), typed)


def test_nothing_stands_in_a_copy_before_it_is_said_for_whom(client, separated):
    found, *_ = separated
    text = client.get(reverse("assessment_copy", args=[found.pk])).content.decode()
    assert "What we looked at together" not in text
    answer = copied(client, found, tell=["conclusion"])
    assert (answer.status_code, "Choose for whom it is" in answer.content.decode()) == (422, True)


def test_one_parents_words_are_not_in_the_others_copy_unless_ticked(client, separated):
    """ICO: one unredacted assessment went to a mother and two former partners."""
    found, _, father = separated
    page = client.get(reverse("assessment_copy", args=[found.pk])).content.decode()
    ticked = [name for name in LABELS if f'value="{name}" checked' in page]
    assert ticked == ["child_strengths", "conclusion"]
    text = copied(client, found, to=str(father.pk), tell=ticked).content.decode()
    made = text.partition("Make it again")[0]
    assert ("To Colin Hartley" in made, "Nasreen" in made) == (True, False)
    assert ("afraid of him" in made, "when he is away" in made, "He laughs easily." in made) == (False, False, True)


def test_for_whom_a_copy_was_made_is_logged(client, separated):
    found, mother, _ = separated
    copied(client, found, to=str(mother.pk), tell=["carers_voice"])
    entry = Entry.objects.filter(verb="assessment_copy").latest("pk")
    assert entry.detail == {"assessment": found.pk, "adult": mother.pk}


def test_a_copy_holds_no_address_that_must_not_be_known(client):
    hidden = a_hidden_case()
    client.force_login(cases.lead_of(hidden))
    postcode = hidden.family.addresses.get().postcode
    found = cases.assessment(hidden, by=cases.lead_of(hidden), conclusion=f"They like {postcode}.")
    to = str(hidden.family.adults.first().pk)
    for typed in ({"tell": ["conclusion"]}, {"tell": ["child_strengths"], "words": f"Come to {postcode}"}):
        answer = copied(client, found, to=to, address_checked="yes", **typed)
        assert (answer.status_code, "What we looked at together" in answer.content.decode()) == (422, False)


def test_a_member_of_the_team_makes_no_copy(client, case):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    found = cases.assessment(case, by=member)
    client.force_login(member)
    assert client.get(reverse("assessment_copy", args=[found.pk])).status_code == 403


# --- programs -----------------------------------------------------------------------------------------------------


def test_programs_begin_write_finish_and_read(client, case):
    path = f"/api/v1/cases/{case.pk}/assessments/"
    draft = client.post(path, **JSON).json()
    assert (draft["version"], draft["family_strengths"], draft["revision"]) == (1, "A warm home.", 0)
    one = f"/api/v1/assessments/{draft['id']}/"
    saved = client.post(f"{one}save/", {"revision": 0, **SAID}, **JSON)
    assert (saved.json()["revision"], saved.json()["family_strengths"]) == (1, "A warm home.")
    assert client.post(f"{one}finish/", **JSON).json()["finished_on"] == today().isoformat()
    assert client.get(one).json()["conclusion"] == SAID["conclusion"]
    assert [row["version"] for row in client.get(path).json()["results"]] == [1]


def test_programs_are_told_what_is_missing_and_throw_a_draft_away(client, case, draft):
    one = f"/api/v1/assessments/{draft.pk}/"
    client.post(f"{one}save/", {"revision": 0, "carers_voice": ""}, **JSON)
    answer = client.post(f"{one}finish/", **JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "no_voice")
    assert client.post(f"{one}discard/", **JSON).status_code == 204


def test_programs_are_asked_about_an_address_too(client):
    hidden = a_hidden_case()
    client.force_login(cases.lead_of(hidden))
    found = cases.assessment(hidden, by=cases.lead_of(hidden), finished_on=None)
    sent = {"revision": 0, "child_needs": f"They live at {hidden.family.addresses.get().postcode}."}
    answer = client.post(f"/api/v1/assessments/{found.pk}/save/", sent, **JSON)
    assert answer.json()["code"] == "address_typed"
