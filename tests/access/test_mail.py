"""E-mail of every kind, sent from the world of the matrix: no word of a family in any, and enough words to find one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.apps import apps
from django.core import mail
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases import tasks as of_cases
from cases.models import Case
from centres import tasks as of_centres
from centres.models import Membership
from families.models import Family
from meetings import tasks as of_meetings
from meetings.models import Meeting
from meetings.status import MeetingStatus
from reminders.models import Reminder
from reminders.tasks import send_at_once, send_digests
from tests.access.bodies import body
from tests.access.canaries import found_in, word
from tests.days import today
from tests.factories.sharing import sent
from tests.signing_in import give_app

pytestmark = pytest.mark.django_db
DAYS = (0, 1, 2, 5, 8, 11, 12, 40, 52, 63)  # from today: when each sweep has something to tell


def kinds_of_reminders():
    """Every kind that the product's source names."""
    source = "".join(path.read_text() for app in (*APPS, "centres") for path in Path(app).rglob("*.py"))
    return set(re.findall(r'\bkind="(\w+)"', source)) & set(re.findall(r'kind="(\w+)",\s*key=', source))


APPS = ("families", "referrals", "cases", "consent", "meetings")


def parts_of(message):
    """Everything of a message that its reader, or their mail server, can see: as it was before it was encoded."""
    headers = "\n".join(f"{name}: {value}" for name, value in message.message().items())
    texts = [message.subject, message.body, *(str(content) for content, _ in getattr(message, "alternatives", []))]
    return "\n".join([headers, *texts, *message.recipients()])


SWEEPS = [
    of_cases.remind_actions, of_cases.remind_reviews, of_cases.remind_lead_offers, of_cases.remind_agreements,
    of_cases.remind_withdrawals, of_cases.remind_pass_ons, of_cases.remind_deputies, of_cases.remind_assessments,
    of_cases.remind_refusals, of_cases.remind_visits, of_cases.remind_advice, of_cases.remind_closings,
    of_cases.remind_step_ups, of_meetings.remind_papers, of_meetings.remind_unattended, of_meetings.remind_leaderless,
    of_meetings.remind_withdrawals, of_meetings.send_invitations, of_centres.remind_directory,
]  # fmt: skip


def everything_happens(world, clients):
    """What somebody is told of: emergencies, sharing decisions, withdrawals, and whatever the clock finds."""
    harbour = Case.objects.get(pk=world.facts["case"])
    emergency = {"reason": "Nobody has seen the child for days.", "hours": "1", "despite": "A neighbour heard crying."}
    clients["colleague"].post(reverse("break_glass"), {**emergency, "reference": harbour.reference})
    for _ in range(7):
        clients["social_worker"].post(reverse("break_glass"), {**emergency, "reference": "F-NOTHING"})
    use = world.places["mooring.use"]
    clients["information_lead"].post(reverse("break_glass_review", args=use), {"right": "no", "words": "A neighbour."})
    clients["manager"].post(
        reverse("case-sharing-decisions", args=[harbour.pk]), sent(), content_type="application/json"
    )
    said = {"words": f"{word('harbour', 'name')} rang me"}
    clients["team"].post(reverse("case-messages", args=[harbour.pk]), said, content_type="application/json")
    stepped = {**body("step_up", world), "worries": f"{word('harbour', 'name')} is in danger"}
    clients["manager"].post(reverse("case-step-ups", args=[harbour.pk]), stepped, content_type="application/json")
    correct = reverse("minutes-correct", args=world.places["last.minutes"])
    clients["manager"].post(correct, body("words", world), content_type="application/json")  # its readers are told
    for days in DAYS:
        for sweep in SWEEPS:
            sweep(str(today() + timedelta(days=days)))
    for name in ("harbour", "quay"):
        Family.objects.get(name=word(name, "name")).agreements.update(
            status="withdrawn", withdrawn_on=today(), withdrawn_by=word(name, "withdrawnby")
        )
    of_later(world, clients, harbour)


def of_later(world, clients, harbour):
    """A meeting moves, somebody is away, another service answers, a family is asked how it goes."""
    coming = world.places["coming"][0]
    day = Meeting.objects.get(pk=coming).on + timedelta(days=1)
    typed = {"to": str(day), "reason": f"{word('harbour', 'name')} comes then"}
    clients["manager"].post(reverse("meeting-move", args=[coming]), typed, content_type="application/json")
    away = {"centre": world.facts["centre"], "starts_on": str(day), "ends_on": str(day)}
    clients["chair"].post(reverse("absence-list"), away, content_type="application/json")
    of_meetings.send_invitations()
    job = Membership.objects.get(user=world.seats["owner"], centre=world.facts["centre"])
    leaves = {"memberships": [job.pk], "ends_on": str(day)}
    clients["administrator"].post(reverse("leaving-list"), leaves, content_type="application/json")
    waiting = harbour.step_ups.waiting().get().pk
    said = body("step_up_answer", world)
    clients["manager"].post(reverse("step-up-answer", args=[waiting]), said, content_type="application/json")
    asked = {"result": "needs_help", "words": f"{word('harbour', 'name')} has debts"}
    clients["checker"].post(reverse("later_check", args=world.places["lantern.closure"]), asked)
    Meeting.objects.filter(status=MeetingStatus.RUNNING).update(status=MeetingStatus.CLOSED, closed_at=timezone.now())
    for sweep in SWEEPS:
        sweep()
        sweep(str(today() + timedelta(days=11)))  # papers for the meeting to come


def test_no_reminder_of_any_kind_holds_a_word_of_a_family(world, clients, django_capture_on_commit_callbacks):
    mail.outbox = []
    with django_capture_on_commit_callbacks(execute=False):
        everything_happens(world, clients)
        Reminder.objects.filter(on__gt=today()).update(on=today())
    send_digests()
    send_at_once()
    kinds = set(Reminder.objects.values_list("kind", flat=True))
    assert kinds_of_reminders() - kinds == set()  # each was sent
    assert [(one.subject, found_in(parts_of(one))) for one in mail.outbox if found_in(parts_of(one))] == []
    shapes = {re.sub(r"[A-Z]{1,2}-?[0-9A-Z]{4,}|\d+ \w+ 20\d\d", "*", one) for one in
              Reminder.objects.values_list("sentence", flat=True)}  # fmt: skip
    assert len(mail.outbox) >= 10
    assert len(shapes) >= 15, sorted(shapes)


def test_no_mail_about_an_account_holds_a_word_of_a_family(world, clients, rf, django_capture_on_commit_callbacks):
    mail.outbox = []
    lead, job = world.seats["lead"], Membership.objects.get(user=world.seats["lead"], centre=world.facts["centre"])
    give_app(lead)
    with django_capture_on_commit_callbacks(execute=True):
        new = clients["manager"].post(
            reverse("membership-list"), body("newcomer", world), content_type="application/json"
        )
        reset = clients["administrator"].post(reverse("second_factor_reset", args=[job.pk]))
        clients["anonymous"].post(reverse("account_reset_password"), {"email": world.seats["manager"].email})
    assert (new.status_code, reset.status_code, len(mail.outbox)) == (201, 302, 3)
    notices = [str(path).removesuffix("_subject.txt") for path in Path("templates").rglob("email/*_subject.txt")]
    with context.request_context(rf.get("/")):
        for notice in notices:
            about = {"password_reset_url": "https://example.org/", "user": lead, "uid": "a", "key": "b"}
            get_adapter().send_mail(notice.removeprefix("templates/"), lead.email, about)
    assert len(mail.outbox) == 3 + len(notices)
    assert [one.subject for one in mail.outbox if found_in(parts_of(one))] == []


# Fields without a canary, each with the reason. Anything else that people type about a family holds one.
REFERENCE = "chosen by chance, made to be said aloud and put into mail"
PLACE = "a meeting's, not a family's"
NO_CANARY = {
    "families.Family.reference": REFERENCE,
    "referrals.Referral.reference": REFERENCE,
    "cases.Case.reference": REFERENCE,
    "cases.EmergencyAttempt.reference": "what was typed to find a case: the reference",
    "referrals.Referral.advice": "what a referral of the fourth tier ends with: tests/referrals/test_drafting.py",
    "cases.Case.reopened_because": "the world's closed case is not opened again",
    "cases.BreakGlass.review_words": "the world's two uses are not looked at yet: tests/cases/test_emergency_pages.py",
    "consent.Wording.version": "the centre's numbering",
    "consent.Wording.language": "the name of a language",
    "meetings.Series.name": PLACE,
    "meetings.Series.place": PLACE,
    "meetings.Meeting.place": PLACE,
    "meetings.Series.join_link": PLACE,
    "meetings.Meeting.join_link": PLACE,
    "meetings.Meeting.changed_because": "no meeting of the world is moved: tests/meetings/test_invitations.py",
    "meetings.CalendarFeed.token_hash": "a hash",
    "meetings.Attendance.job": "a practitioner's",
    "meetings.Attendance.deputy": "a practitioner's",
    "meetings.Leaving.at_once_because": "of a practitioner's job",
    "meetings.Decision.before": "states and dates to go back to, no words",
    "meetings.Reflection.to_change": "of the team's own way of working",
    "meetings.Minutes.content_hash": "a hash",
    "meetings.Minutes.correction": "minutes of the world have no second version: tests/meetings/test_minutes.py",
}


def sensitive_fields():
    """Every field into which words about a family can get: text without choices, JSON, dates of birth."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if model._meta.auto_created or hasattr(model, "pgh_tracked_model"):
                continue
            for one in model._meta.concrete_fields:
                words = isinstance(one, models.CharField | models.TextField | models.JSONField) and not one.choices
                if words or one.name == "date_of_birth":
                    yield model, one


def test_every_sensitive_field_holds_a_canary(world):
    holds, without = [], []
    for model, one in sensitive_fields():
        found = any(found_in(str(value)) for value in model._base_manager.values_list(one.name, flat=True))
        (holds if found else without).append(f"{model._meta.label}.{one.name}")
    assert set(without) == set(NO_CANARY)
    assert len(holds) >= 40, holds
