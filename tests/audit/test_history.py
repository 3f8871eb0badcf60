"""Every change of a record is kept with who made it, on which way in; nothing secret is."""

import pytest
from django.apps import apps
from django.db import transaction

from accounts.models import ApiToken
from accounts.services import create_token
from audit.context import TaskWithContext
from config.celery import app
from families.models import Address, Family
from families.services.joining import join_families
from meetings.models import AgendaItem
from referrals.models import Referral
from tests.days import today
from tests.factories import centres as make
from tests.factories import families

pytestmark = pytest.mark.django_db
# What holds nothing about a person and decides nothing, is a log itself, is a queue, or is made from what has one.
WITHOUT_HISTORY = {
    "audit.entry", "audit.seal", "documents.document", "documents.opening", "reminders.digest", "reminders.reminder",
    "families.searchrow", "centres.sourcereading", "transfer.exportwork", "transfer.exportpiece",
}  # fmt: skip
OURS = {"accounts", "audit", "documents", "reminders", "centres", "families", "consent", "referrals", "cases",
        "meetings", "merging", "reports", "transfer"}  # fmt: skip


def histories() -> list:
    return [model for model in apps.get_models() if getattr(model, "pgh_tracked_model", None)]


def history_of(record) -> list:
    events = next(one for one in histories() if one.pgh_tracked_model is type(record))
    return list(events.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id"))


def test_every_model_of_ours_has_a_history_or_a_reason():
    tracked = {model.pgh_tracked_model._meta.concrete_model for model in histories()}
    missing = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS
        and model not in tracked
        and not model._meta.proxy
        and not hasattr(model, "pgh_tracked_model")
    }
    assert missing - WITHOUT_HISTORY == {"accounts.user_groups", "accounts.user_user_permissions"}


def test_nothing_secret_is_kept():
    kept = {(model.__name__, field.name) for model in histories() for field in model._meta.fields}
    secret = {"password", "last_login", "digest", "token_key", "typed", "typed_at", "secret"}
    assert not {one for one in kept if one[1] in secret}


def test_the_history_of_a_token_does_not_know_its_key():
    who = make.user()
    token, secret = create_token(name="diary", days=30, by=who)
    event = next(one for one in histories() if one.pgh_tracked_model is ApiToken).objects.get()
    values = [str(value) for value in vars(event).values()]
    assert event.number == token.number
    assert not any(token.digest in value or secret in value for value in values)


def test_each_insert_update_and_delete_is_kept():
    of = families.family(make.centre())
    home = of.addresses.get()
    Address.objects.filter(pk=home.pk).update(lines="2 Ash Street")  # past every save()
    pk = home.pk
    home.delete()
    home.pk = pk
    assert [(one.pgh_label, one.lines) for one in history_of(home)] == [
        ("insert", "12 Elm Street"), ("update", "2 Ash Street"), ("delete", "2 Ash Street"),
    ]  # fmt: skip


def test_an_update_that_changes_nothing_is_not_kept():
    of = families.family(make.centre())
    of.save()
    assert len(history_of(of)) == 1


def test_what_is_typed_before_it_is_sent_is_not_kept():
    at = make.centre()
    who = make.health_visitor(at)
    families.wording(at)
    job = who.memberships.get()
    draft = Referral.objects.create(centre=at, referred_by=who, agency=job.agency, source=job.role)
    Referral.objects.filter(pk=draft.pk).update(typed={"worries": "Few words"})
    assert len(history_of(draft)) == 1
    assert "typed" not in {field.name for field in AgendaItem.pgh_event_model._meta.fields}


def test_a_page_leaves_person_method_and_route(client):
    at = make.centre()
    who = make.manager(at)
    of = families.family(at)
    client.force_login(who)
    answer = client.post(f"/families/{of.pk}/address/", {"lines": "2 Ash Street", "postcode": "LS1 4AP"})
    assert answer.status_code == 302
    (event,) = history_of(of.addresses.get(until=None))
    assert event.pgh_context == {"user": who.pk, "method": "POST", "route": "address_change"}


def test_everything_of_one_request_has_one_number(client):
    at = make.centre()
    client.force_login(make.manager(at))
    of = families.family(at)
    client.post(f"/families/{of.pk}/address/", {"lines": "2 Ash Street", "postcode": "LS1 4AP"})
    before, now = of.addresses.order_by("pk")
    numbers = {history_of(before)[-1].pgh_context_id, history_of(now)[-1].pgh_context_id}
    assert len(numbers) == 1
    assert None not in numbers


def test_a_program_with_a_token_leaves_its_person(client):
    at = make.centre()
    who = make.health_visitor(at)
    families.wording(at)
    _, secret = create_token(name="diary", days=30, by=who)
    answer = client.post(
        "/api/v1/referrals/", {"centre": at.pk, "family": None}, content_type="application/json",
        headers={"Authorization": f"Token {secret}"},
    )  # fmt: skip
    assert answer.status_code == 201, answer.content
    (event,) = history_of(Referral.objects.get())
    assert event.pgh_context == {"user": who.pk, "method": "POST", "route": "referral-list"}


def test_a_task_leaves_its_name():
    @app.task(name="tests.rename", shared=False)
    def rename(pk: int) -> None:
        Family.objects.filter(pk=pk).update(name="Lind")

    of = families.family(make.centre())
    try:
        rename.apply(args=[of.pk])
    finally:
        app.tasks.pop("tests.rename")
    inserted, updated = history_of(of)
    assert (inserted.pgh_context, updated.pgh_context) == (None, {"task": "tests.rename"})
    assert updated.pgh_context_id


def test_the_products_own_tasks_are_of_the_kind_that_leaves_its_name():
    app.loader.import_default_modules()
    assert isinstance(app.tasks["audit.tasks.seal_log"], TaskWithContext)


def test_what_is_rolled_back_leaves_no_history():
    of = families.family(make.centre())
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Family.objects.filter(pk=of.pk).update(name="Lind")
        raise ZeroDivisionError
    assert len(history_of(of)) == 1


def test_joining_two_families_leaves_the_history_of_both_as_it_was():
    at = make.centre()
    who = make.manager(at)
    known, new = families.family(at), families.family(at, name="Lind", child_name="Bo Lind")
    gone = new.pk
    join_families(known=known, new=new, by=who, on=today())
    new.pk = gone
    assert [(one.pgh_label, one.pgh_obj_id) for one in history_of(new)] == [("insert", gone), ("delete", gone)]


def test_the_history_of_a_confidential_address_is_on_no_page_and_no_answer():
    """Nothing outside audit reads a history table: no view, serializer or template names one."""
    from pathlib import Path

    named = [
        str(path)
        for folder in (*sorted(OURS - {"audit"}), "config", "templates")
        for path in Path(folder).rglob("*")
        if path.suffix in (".py", ".html") and "/migrations/" not in str(path) and path.is_file()
        and any(word in path.read_text() for word in ("pgh_event", "pgh_obj", "pghistory.models", "Event.objects"))
    ]  # fmt: skip
    assert named == []


def test_a_history_costs_no_query_of_its_own(django_assert_num_queries):
    of = families.family(make.centre())
    with django_assert_num_queries(1):
        Family.objects.filter(pk=of.pk).update(name="Lind")
