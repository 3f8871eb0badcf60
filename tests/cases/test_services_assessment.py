"""The early help assessment: what it begins with, who writes it, when it is finished, and that it stays."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, InternalError, connection, transaction

from audit.models import Entry
from cases.assessment_words import FIELDS, LABELS, PARTS, TOLD_GLADLY
from cases.models import Assessment
from cases.services import (
    begin_assessment,
    close_case,
    discard_assessment,
    finish_assessment,
    go_on_without_agreement,
    save_assessment,
    undo_open_case,
)
from cases.tasks import remind_assessments
from centres.status import Role
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.at_once import at_once
from tests.days import days_ago, later, today
from tests.factories import cases, centres, sharing
from tests.together import together

pytestmark = pytest.mark.django_db
SAID = {"carers_voice": "I want him to have a friend.", "conclusion": "He needs other children."}


@pytest.fixture
def case():
    """A case whose referral said what works well and what the family wants."""
    made = cases.led_case()
    made.referral.strengths, made.referral.family_wants = "A warm home.", "A friend for him."
    made.referral.worries = "Few words for his age."
    made.referral.save()
    return made


def begin(case, by, **facts):
    return begin_assessment(case=case, by=by, **{"on": today(), **facts})


def save(draft, by, revision=None, **words):
    given = draft.revision if revision is None else revision
    return save_assessment(assessment=draft, words=words, revision=given, by=by, on=today())


def finish(draft, by):
    return finish_assessment(assessment=draft, by=by, on=today())


def finished(case, by):
    """A version that was finished through the verbs."""
    return finish(save(begin(case, by), by, **SAID), by)


def refused(verb, *args, **facts):
    """The code of the rule that stands against it."""
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    return error.value.code


def words_of(assessment):
    return {name: getattr(assessment, name) for name in FIELDS}


# --- what it asks ---------------------------------------------------------------------------------------------


def test_it_has_nine_fields_and_four_prompts_a_part():
    assert len(FIELDS) == 9
    assert [len(part.prompts) for part in PARTS] == [4, 4, 4, 0, 0]
    assert [name for part in PARTS for name in part.fields] == list(FIELDS)


def test_the_documents_say_how_many_fields_it_has():
    told = (Path(settings.BASE_DIR) / "docs" / "family-support-worker.md").read_text()
    assert f"**{len(FIELDS)} fields**" in told


def test_strengths_come_first_in_every_part():
    assert [part.fields[0].endswith("_strengths") for part in PARTS[:3]] == [True, True, True]


def test_every_text_of_the_record_is_one_of_the_nine():
    kept = {field.name for field in Assessment._meta.get_fields() if field.get_internal_type() == "TextField"}
    assert kept == set(FIELDS)
    assert set(TOLD_GLADLY) < set(LABELS)


# --- beginning ------------------------------------------------------------------------------------------------


def test_the_first_starts_from_what_the_referral_said(case, lead):
    draft = begin(case, lead)
    assert (draft.version, draft.family_strengths, draft.carers_voice) == (1, "A warm home.", "A friend for him.")


def test_what_worries_the_referrer_is_not_put_into_the_familys_assessment(case, lead):
    assert "Few words for his age." not in words_of(begin(case, lead)).values()


def test_the_next_starts_from_the_one_before_so_that_nothing_is_typed_twice(case, lead):
    first = finished(case, lead)
    second = begin(case, lead)
    assert (second.version, words_of(second)) == (2, words_of(first))


def test_a_second_writer_goes_on_with_the_same_draft(case, lead):
    draft = begin(case, lead)
    assert begin(case, centres.manager(case.centre)).pk == draft.pk


def test_a_member_of_the_team_begins_one(case):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    assert begin(case, member).begun_by == member


def test_a_colleague_does_not(case):
    with pytest.raises(NotAllowed):
        begin(case, centres.health_visitor(case.centre))


@pytest.mark.parametrize("kind", [Information.PLAN, Information.HEALTH])
def test_whoever_may_not_know_the_plan_or_the_health_writes_none(case, lead, kind):
    sharing.kept(case.family, cases.agency_of(lead, case.centre), kind, by=lead)
    with pytest.raises(NotAllowed) as error:
        begin(case, lead)
    assert "keeps its plan or its health" in error.value.because


def test_the_manager_writes_one_all_the_same(case):
    manager = centres.manager(case.centre)
    sharing.kept(case.family, cases.agency_of(manager, case.centre), Information.HEALTH, by=manager)
    assert begin(case, manager)


def test_it_is_neither_begun_nor_finished_without_an_agreement(case, lead):
    draft = save(begin(case, lead), lead, **SAID)
    cases.without_agreement(case)
    assert refused(begin, case, lead) == "no_agreement"
    assert refused(finish, draft, lead) == "no_agreement"
    assert save(draft, lead, child_needs="Sleep").child_needs == "Sleep"


def test_it_goes_on_by_a_recorded_decision(case, lead):
    cases.without_agreement(case)
    go_on_without_agreement(case=case, facts=sharing.facts(), by=lead, on=today())
    assert finished(case, lead)


def test_none_is_begun_on_a_closed_case():
    closed = cases.closed_case()
    assert refused(begin, closed, centres.manager(closed.centre)) == "already_closed"


# --- writing --------------------------------------------------------------------------------------------------


def test_a_half_filled_draft_is_kept(case, lead):
    draft = save(begin(case, lead), lead, child_strengths="He laughs easily.")
    assert (draft.child_strengths, draft.revision) == ("He laughs easily.", 1)
    assert Entry.objects.get(verb="save_assessment").detail["fields"] == ["child_strengths"]


def test_saving_the_same_again_writes_nothing(case, lead):
    draft = save(begin(case, lead), lead, child_strengths="He laughs easily.")
    assert save(draft, lead, child_strengths="He laughs easily.").revision == 1
    assert Entry.objects.filter(verb="save_assessment").count() == 1


def test_nobody_writes_over_what_a_colleague_stale_assessment(case, lead):
    draft, manager = begin(case, lead), centres.manager(case.centre)
    save(draft, manager, child_needs="Sleep")
    assert refused(save, draft, lead, revision=0, child_needs="Food") == "stale_assessment"
    assert Assessment.objects.get().child_needs == "Sleep"


def test_ones_own_answer_that_was_lost_on_the_way_is_no_conflict(case, lead):
    draft = begin(case, lead)
    save(draft, lead, child_needs="Slee")
    assert save(draft, lead, revision=0, child_needs="Sleep").child_needs == "Sleep"


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_do_not_overwrite_each_other():
    case = cases.led_case()
    lead, manager = cases.lead_of(case), centres.manager(case.centre)
    draft = begin(case, lead)
    other = Assessment.objects.get(pk=draft.pk)
    outcomes = together(
        lambda: save(draft, lead, child_needs="Sleep"), lambda: save(other, manager, child_needs="Food")
    )
    assert sorted(outcomes, key=str) == [None, "stale_assessment"]


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_write_one_draft():
    case = cases.led_case()
    people = (cases.lead_of(case), centres.manager(case.centre))
    found = at_once(*[lambda who=who: begin(case, who).pk for who in people])
    assert len(set(found)) == 1


# --- finishing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"carers_voice": "", "conclusion": "A friend"}, "no_voice"),
        ({"carers_voice": " ", "child_voice": " ", "conclusion": "A friend"}, "no_voice"),
        ({"carers_voice": "I am tired.", "conclusion": " "}, "no_conclusion"),
    ],
)
def test_it_hears_somebody_and_concludes(case, lead, words, code):
    assert refused(finish, save(begin(case, lead), lead, **words), lead) == code


def test_the_childs_own_voice_is_enough(case, lead):
    words = {"carers_voice": "", "child_voice": "Mine!", "conclusion": "He is heard."}
    done = finish(save(begin(case, lead), lead, **words), lead)
    assert (done.finished_by, done.finished_on) == (lead, today())


def test_a_version_that_says_the_same_is_none(case, lead):
    finished(case, lead)
    assert refused(finish, begin(case, lead), lead) == "nothing_new"


def test_a_finished_one_is_neither_saved_nor_finished_nor_thrown_away(case, lead):
    done = finished(case, lead)
    assert refused(save, done, lead, conclusion="Else") == "already_finished"
    assert refused(finish, done, lead) == "already_finished"
    assert refused(discard_assessment, assessment=done, by=lead, on=today()) == "already_finished"


@pytest.mark.parametrize("change", ["UPDATE cases_assessment SET conclusion = 'x'", "DELETE FROM cases_assessment"])
def test_postgresql_keeps_a_finished_one_as_it_is(case, lead, change):
    cases.assessment(case, by=lead)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize(
    "fields",
    [
        {"conclusion": ""},
        {"carers_voice": "", "child_voice": ""},
        later(lambda: {"finished_on": days_ago(9)}),
    ],
)
def test_postgresql_refuses_one_that_says_nothing(case, lead, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.assessment(case, by=lead, **fields)


def test_postgresql_refuses_a_second_draft(case, lead):
    cases.assessment(case, by=lead, finished_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.assessment(case, by=lead, version=2, finished_on=None)


def test_a_draft_is_thrown_away_and_its_number_is_free_again(case, lead):
    discard_assessment(assessment=begin(case, lead), by=lead, on=today())
    assert begin(case, lead).version == 1


@pytest.mark.parametrize("verb", [save_assessment, finish_assessment, discard_assessment])
def test_a_colleague_does_nothing_with_a_draft(case, lead, verb):
    draft, facts = begin(case, lead), {"words": {}, "revision": 0} if verb is save_assessment else {}
    with pytest.raises(NotAllowed):
        verb(assessment=draft, by=centres.health_visitor(case.centre), on=today(), **facts)


def test_a_case_with_an_assessment_was_worked_on():
    case = cases.case_without_lead()
    manager = centres.manager(case.centre)
    begin(case, manager)
    assert refused(undo_open_case, case=case, by=manager, on=today()) == "built_on"


def test_closing_leaves_the_draft_for_the_day_the_case_is_opened_again(case, lead):
    draft = begin(case, lead)
    close_case(case=case, closing="moved", words="They moved.", afterwards=cases.AFTERWARDS, by=lead, on=today())
    assert Assessment.objects.drafts().get() == draft


# --- reading --------------------------------------------------------------------------------------------------


def reads(who):
    return sorted(Assessment.objects.visible_to(who).values_list("version", flat=True))


@pytest.fixture
def written(case, lead):
    """A finished version and the draft of the next."""
    cases.assessment(case, by=lead)
    cases.assessment(case, by=lead, version=2, finished_on=None)


def test_who_works_with_the_family_reads_the_draft_too(case, lead, written):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    assert [reads(one) for one in (lead, member, centres.manager(case.centre))] == [[1, 2]] * 3


def test_whoever_opens_the_case_otherwise_reads_what_is_finished(case, lead, written):
    supervisor = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    lead.memberships.update(supervisor=supervisor)
    assert reads(supervisor) == [1]


def test_in_an_emergency_what_is_finished_is_read(case, written):
    who = centres.health_visitor(case.centre)
    cases.break_glass(case, who)
    assert reads(who) == [1]


def test_nobody_else_reads_any(case, written):
    assert reads(centres.health_visitor(case.centre)) == []
    assert reads(centres.manager(centres.centre())) == []


@pytest.mark.parametrize("kind", [Information.PLAN, Information.HEALTH])
def test_what_is_kept_from_an_agency_keeps_the_assessment_from_it(case, lead, written, kind):
    sharing.kept(case.family, cases.agency_of(lead, case.centre), kind, by=lead)
    assert reads(lead) == []


# --- being reminded -------------------------------------------------------------------------------------------


def remind(day):
    return remind_assessments(on=str(day))


def test_after_two_weeks_the_lead_is_told_once(case, lead):
    cases.assessment(case, by=lead, begun_on=days_ago(13), finished_on=None)
    assert remind(today()) == 0
    assert [remind(days_ago(-1)), remind(days_ago(-2)), remind(days_ago(-40))] == [1, 0, 0]
    assert Reminder.objects.get().to == lead


def test_without_a_lead_it_is_the_manager():
    case = cases.case_without_lead()
    manager = centres.manager(case.centre)
    cases.assessment(case, by=manager, begun_on=days_ago(14), finished_on=None)
    remind(today())
    assert [one.to for one in Reminder.objects.all()] == [manager]


def test_nobody_is_told_of_one_that_is_finished_or_of_a_case_that_stopped(case, lead):
    cases.assessment(case, by=lead, begun_on=days_ago(20))
    other = cases.without_agreement(cases.led_case())
    cases.assessment(other, by=cases.lead_of(other), begun_on=days_ago(20), finished_on=None)
    assert remind(today()) == 0


def test_finished_at_last_it_leaves_the_list(case, lead):
    draft = cases.assessment(case, by=lead, begun_on=days_ago(14), finished_on=None)
    remind(today())
    finish(draft, lead)
    assert Reminder.objects.get().seen_at is not None
