"""What a person can do on the pages a program can do over the API: no verb of the services is forgotten.

The verbs are read from the source of `services`: the public functions that take `by=`. Each is named in an `api`
module of its own app, or stands here with the reason why nobody calls it from outside.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from config.urls import APPS

NO_DOOR = {
    "accounts.invite_again": "asked for through the membership: directory, invite-again",
    "accounts.invite_user": "part of letting somebody into a centre: directory",
    "accounts.log_second_factor": "written by the pages on which a second step is set up",
    "accounts.reset_second_factor": "part of the directory's page that takes away a lost second step",
    "accounts.revoke_every_token": "follows a new password, which is chosen on a page",
    "audit.record": "every verb writes its own line in the log",
    "audit.record_each": "the same for many at once",
    "audit.record_reads": "every view writes who was read of in the log",
    "cases.bring_cases": "part of carrying out an import: on the page alone",
    "cases.open_case": "set in motion by a decision: items, decide",
    "cases.show_home": "a confidential address is shown once, on a page, to a person: never to a program",
    "cases.take_back_cases": "part of undoing an import: on the page alone",
    "cases.undo_open_case": "set in motion by taking a decision back: items, undo",
    "meetings.take_back_items": "part of undoing an import: on the page alone",
    "centres.end_membership": "set in motion when a leaving is accepted: leavings",
    "centres.reset_second_factor": "on the page alone: no program takes away somebody's second step",
    "centres.start_centre": "whoever runs the installation does it from the command line",
    "consent.bring_agreements": "part of carrying out an import: on the page alone",
    "consent.let_runners_know": "part of carrying out an import: on the page alone",
    "consent.take_back_agreements": "part of undoing an import: on the page alone",
    "documents.ask_for": "asked for by the app whose subject it shows: reports, review/pdf; minutes, pdf",
    "documents.open_document": "opened by the app whose subject it shows: report-pdfs, file; minutes, pdf",
    "families.address_typed": "a question that every door with words about a family asks",
    "families.bring_families": "part of carrying out an import: on the page alone",
    "families.give_address": "part of showing an address on request: on the page alone",
    "families.keep_former_name": "part of changing a name, of recording a birth and of joining two records",
    "families.join_families": "part of saying that a referred family is known: referrals, join",
    "families.register_family": "part of sending a referral of a new family: referrals, submit",
    "families.show_address": "part of showing an address on request: on the page alone",
    "families.take_back_families": "part of undoing an import: on the page alone",
    "families.update_contact": "part of sending a referral of a family on record: referrals, submit",
    "families.mark_look_alike": "on the page alone: a person looks at both families",
    "families.take_back_look_alike": "on the page alone: a person looks at both families",
    "meetings.answer_along": "set in motion by a decision: items, decide",
    "meetings.follow": "set in motion by a decision: items, decide",
    "meetings.make_feed": "on the page alone: a program makes no address that outlives its token",
    "meetings.make_minutes": "part of closing a meeting: meetings, close",
    "meetings.plan_meetings": "the clock's, and part of starting a series: series",
    "meetings.release_waiting": "part of opening a meeting: meetings, open",
    "meetings.revoke_feed": "on the page alone, beside making one",
    "meetings.take_back": "set in motion by taking a decision back: items, undo",
    "meetings.unanswer_along": "set in motion by taking a decision back: items, undo",
    "merging.merge_families": "on the page alone: a person looks at what goes where, and confirms who they are",
    "merging.planned_merge": "the preview of it, on the same page",
    "merging.planned_undoing": "the preview of it, on the same page",
    "merging.undo_merge": "on the page alone: a person looks at what goes where, and confirms who they are",
    "referrals.answer_referral": "set in motion by a decision: items, decide",
    "referrals.bring_referrals": "part of carrying out an import: on the page alone",
    "referrals.take_back_answer": "set in motion by taking a decision back: items, undo",
    "referrals.take_back_referrals": "part of undoing an import: on the page alone",
    "referrals.tell_referrer": "set in motion by decisions, reviews, progress and closing",
    "reports.export_copy_pdf": "the family's copy is printed from its page and handed over by a person",
    "reports.open_copy_pdf": "the family's copy is printed from its page and handed over by a person",
    "reports.read_copy": "the family's copy is printed from its page and handed over by a person",
    "reports.read_log": "on the page alone: no program takes the access log out",
    "reports.read_seen": "on the page alone, as the access log is: no program takes out who has seen a family's record",
    "transfer.carry_out": "on the page alone: a person looks at each family of a list that may be known",
    "transfer.decide_row": "on the page alone: a person looks at each family of a list that may be known",
    "transfer.discard_list": "on the page alone: a person looks at each family of a list that may be known",
    "transfer.download_export": "on the page alone, with a second step: no program takes everything away",
    "transfer.import_centre": "whoever runs the installation does it from the command line",
    "transfer.leave_out_all": "on the page alone: a person looks at each family of a list that may be known",
    "transfer.match_columns": "on the page alone: a person looks at each family of a list that may be known",
    "transfer.order_export": "on the page alone, with a second step: no program takes everything away",
    "transfer.stop_export": "on the page alone, by those who are told of it there",
    "transfer.undo": "on the page alone: a person looks at each family of a list that may be known",
    "transfer.upload_list": "on the page alone: a person looks at each family of a list that may be known",
}


def sources(app: str, module: str) -> list[Path]:
    """The files of a module: `api.py`, `api_parts.py`, or everything in a package `api`."""
    home = Path(settings.BASE_DIR) / app
    return [*home.glob(f"{module}.py"), *home.glob(f"{module}_*.py"), *home.glob(f"{module}/**/*.py")]


def verbs_of(app: str) -> set[str]:
    """The public functions of the app's services that take `by=`."""
    found = [one for path in sources(app, "services") for one in ast.parse(path.read_text()).body]
    return {
        one.name
        for one in found
        if isinstance(one, ast.FunctionDef)
        and not one.name.startswith("_")
        and "by" in {argument.arg for argument in one.args.kwonlyargs}
    }


def named_in_api(app: str) -> set[str]:
    """What the app's API uses: names, and the attributes of modules such as `services`. An import alone is no use."""
    nodes = [node for path in sources(app, "api") for node in ast.walk(ast.parse(path.read_text()))]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("services")
    }


VERBS = {f"{app}.{verb}": app for app in APPS for verb in verbs_of(app)}


def test_the_verbs_are_found():
    assert {"cases.record_contact", "referrals.submit_referral", "meetings.decide"} <= set(VERBS)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - set(NO_DOOR)))
def test_a_verb_has_a_door_in_the_api(verb):
    assert verb.split(".")[1] in named_in_api(VERBS[verb]), f"{verb} has no door: give it one, or a reason above"


@pytest.mark.parametrize("verb", sorted(NO_DOOR))
def test_a_reason_is_about_a_verb_that_exists(verb):
    assert verb in VERBS


@pytest.mark.parametrize("verb", sorted(set(NO_DOOR) & set(VERBS)))
def test_a_verb_with_a_reason_has_no_door(verb):
    assert verb.split(".")[1] not in named_in_api(VERBS[verb])
