"""One centre with everybody and every state, another centre beside it; built once and never changed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.services import create_token
from cases.access import shares_of
from cases.models import Briefing, Case, PassOn
from centres.models import Membership
from centres.status import Role
from documents.services import render_due
from families.models import Family, LookAlike
from meetings import printing
from meetings.models import Absence, Attendance, Meeting, Minutes
from meetings.services import make_feed
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from referrals.models import Referral
from referrals.status import ReferralStatus
from reminders.models import Reminder
from reports.services import export_copy_pdf, export_report_pdf
from tests.access import families as f
from tests.access.canaries import word
from tests.access.families import Cast, someone
from tests.days import days_ago, today
from tests.factories import cases, centres, exports, families, imports, meetings, merging, referrals

WORKED = ("harbour", "ferry", "anchor", "lantern", "mooring")


@dataclass
class World:
    """Who is there, and where everything is: `places["harbour.case"]` is what its addresses take."""

    seats: dict[str, User]
    places: dict[str, tuple[Any, ...]]
    facts: dict[str, Any]


def build() -> World:
    """The world, written straight into the tables."""
    here, other = ours(), beside()
    worked = {name: f.worked_case(name, here, confidential=name == "mooring") for name in WORKED}
    uses = {f"{name}.use": (f.in_emergency(name, worked[name], here).pk,) for name in ("harbour", "mooring")}
    cutter, waiting = offered(here), {"quay": referred_now(here), "tiller": kept_from_its_referrer(here)}
    draft = draft_of(here)
    meeting_places = meetings_of(here, worked, waiting["quay"])
    f.withdraw("ferry", worked["ferry"].family)
    f.run_out(worked["anchor"].family)
    f.close("lantern", worked["lantern"], here["checker"])
    beacon = f.worked_case("beacon", other)
    places = {
        "": (), "nothing": (999_999_999,), "csv": ("csv",), "xlsx": ("xlsx",), "pdf": ("pdf",),
        **uses, **meeting_places, **meetings_beside(other, beacon),
        **paper(here, meeting_places),
        **lists(here, worked["harbour"]), **taken_away(here, other),
        **records_twice(here, worked["harbour"].family, worked["lantern"].family, beacon.family),
        **copies(here, worked["harbour"], "harbour"), **copies(other, beacon, "beacon"),
        **{key: place for name, case in {**worked, "beacon": beacon}.items() for key, place in of_case(name, case)},
        **dict(of_case("cutter", cutter)),
        "cutter.offer_to_lead": (cutter.leads.get(status="offered").pk,),
        "skiff.referral": (draft.pk,), "skiff.family": (draft.family_id,),
        **{f"{name}.referral": (one.pk,) for name, one in waiting.items()},
        **{f"{name}.family": (one.family_id,) for name, one in waiting.items()},
        **{f"{name}.agreement": (one.agreement_id,) for name, one in waiting.items()},
        **at_centre("rowan", here), **at_centre("beacon", other),
    }  # fmt: skip
    centres.member(centres.centre(), Role.HEALTH_VISITOR, user=here["left"])  # else they are nobody: test_others
    seats = {**other.seats, **here.seats, "stranger": centres.user(), "superuser": centres.user(is_superuser=True)}
    facts = {**facts_of(here, worked), "now": places["now"][0], "item": places["harbour.item"][0]}
    places["lead.token"] = (facts["token"],)
    return World(seats, places, facts)


def ours() -> Cast:
    """The centre of the families, and its people."""
    at = centres.centre(name=word("rowan", "centre"))
    council, trust, charity, nursery, school, housing = (
        centres.partner(at, name=word("rowan", name))
        for name in ("council", "trust", "charity", "nursery", "school", "housing")
    )
    cast = Cast(at, [council, trust, charity, nursery, school], housing)
    supervisor = someone(at, Role.LINK_SOCIAL_WORKER, of=council)
    cast.seats = {
        "manager": someone(at, Role.CENTRE_MANAGER, of=council, may_commit=word("rowan", "commits")),
        "administrator": someone(at, Role.ADMINISTRATOR, of=council),
        "information_lead": someone(at, Role.INFORMATION_LEAD, of=council),
        "lead": someone(at, Role.FAMILY_SUPPORT_WORKER, of=council, supervisor=supervisor),
        "deputy": someone(at, Role.FAMILY_SUPPORT_WORKER, of=council),
        "team": someone(at, Role.SPECIALIST, of=trust),
        "supervisor": supervisor,
        "reader": someone(at, Role.HEALTH_VISITOR, of=charity),
        "agency_reader": someone(at, Role.SPECIALIST, of=nursery),
        "reader_before": someone(at, Role.HEALTH_VISITOR, of=trust),
        "emergency": someone(at, Role.SPECIALIST, of=housing),
        "checker": someone(at, Role.FAMILY_SUPPORT_WORKER, of=council),
        "owner": someone(at, Role.ANCILLARY_HEALTH_WORKER, of=trust),
        "asked": someone(at, Role.FAMILY_SUPPORT_WORKER, of=council),
        "referrer": someone(at, Role.HEALTH_VISITOR, of=trust),
        "excluded_referrer": someone(at, Role.HEALTH_VISITOR, of=school),
        "chair": someone(at, Role.HEALTH_VISITOR, of=trust),
        "invited": someone(at, Role.SPECIALIST, of=trust),
        "excluded": someone(at, Role.SPECIALIST, of=housing),
        "guest": someone(at, Role.SPECIALIST, of=trust),
        "colleague": someone(at, Role.FAMILY_SUPPORT_WORKER, of=council),
        "adviser": someone(at, Role.LINK_SOCIAL_WORKER, of=council),
        "social_worker": someone(at, Role.LINK_SOCIAL_WORKER, of=council),
        "left": someone(at, Role.HEALTH_VISITOR, of=trust, ends_on=days_ago(1)),
    }
    centres.service(at, about=word("rowan", "service"))
    families.wording(at, text=word("rowan", "wording"))
    return cast


def beside() -> Cast:
    """Another centre, with people in every relation to a family of its own."""
    at = centres.centre(name=word("beacon", "centre"))
    council, housing = (centres.partner(at, name=word("beacon", name)) for name in ("council", "housing"))
    cast = Cast(at, [council], housing)
    nursery = centres.partner(at, name=word("beacon", "nursery"))
    colleagues = ("team", "reader", "reader_before", "owner", "left", "referrer", "colleague")
    cast.seats = {seat: someone(at, Role.HEALTH_VISITOR, of=council) for seat in colleagues}
    cast.seats |= {
        "other_manager": someone(at, Role.CENTRE_MANAGER, of=council, may_commit=word("beacon", "commits")),
        "other_worker": someone(at, Role.FAMILY_SUPPORT_WORKER, of=council),
        "agency_reader": someone(at, Role.SPECIALIST, of=nursery),
        "excluded": someone(at, Role.SPECIALIST, of=housing),
    }
    cast.seats["lead"] = cast.seats["other_worker"]
    centres.service(at, about=word("beacon", "service"))
    families.wording(at, text=word("beacon", "wording"))
    return cast


def offered(here: Cast) -> Case:
    """The Cutter family's case: nobody leads, somebody is asked."""
    of = f.agreed_family("cutter", here, taken_by=here["referrer"])
    made = cases.case_without_lead(of=of, referral=f.referred("cutter", of, by=here["referrer"]))
    cases.lead_offer(made, here["asked"], offered_by=here["manager"], family_view=word("cutter", "familyview"))
    cases.contact(made, by=here["manager"], note=word("cutter", "note"))
    cases.action(here["manager"], here.centre, case=made, what=word("cutter", "managersaction"))
    return made


def referred_now(here: Cast) -> Referral:
    """The Quay family: its referral waits for the meeting."""
    of = f.agreed_family("quay", here, taken_by=here["referrer"])
    return cases.waiting_referral(of, by=here["referrer"], maybe_known=True, **f.words_of_referral("quay"))


def kept_from_its_referrer(here: Cast) -> Referral:
    """The Tiller family: answered long ago; since two days ago the referrer's agency must not know."""
    of = f.agreed_family("tiller", here, taken_by=here["excluded_referrer"])
    made = f.referred("tiller", of, by=here["excluded_referrer"], status=ReferralStatus.SIGNPOSTED)
    f.exclude(of, cases.agency_of(here["excluded_referrer"], here.centre), by=here["manager"])
    f.told(made, word("tiller", "toldsince"), on=today())
    return made


def draft_of(here: Cast) -> Referral:
    """A draft of the referrer about the Skiff family, which nobody has referred yet."""
    of = f.agreed_family("skiff", here, taken_by=here["referrer"])
    typed = {"worries": word("skiff", "worries"), "tried": word("skiff", "tried")}
    return referrals.draft(by=here["referrer"], family=of, typed=typed, typed_at=timezone.now())


def meeting(here: Cast, series: Any, on: Any, status: str, **fields: Any) -> Meeting:
    """A meeting to which the usual people are expected."""
    moments = {"opened_at": timezone.now(), "closed_at": timezone.now()} if status != MeetingStatus.PLANNED else {}
    made = Meeting.objects.create(
        series=series, centre=here.centre, on=on, at=series.at, place="Rowan room", chair=here["chair"],
        status=status, **moments, **fields,
    )  # fmt: skip
    for seat in ("manager", "chair", "invited", "excluded", "left"):
        job = Membership.objects.get(user=here[seat], centre=here.centre)
        Attendance.objects.create(meeting=made, user=here[seat], agency=job.agency, job=job.job, present="present")
    return made


def meetings_of(here: Cast, worked: dict[str, Case], quay: Referral) -> dict[str, tuple[Any, ...]]:
    """A meeting whose minutes are approved, one whose minutes are a draft, one that runs, one to come."""
    series = meetings.series(here.centre)
    before, last = (meeting(here, series, days_ago(ago), MeetingStatus.CLOSED) for ago in (28, 14))
    now = meeting(here, series, today(), MeetingStatus.RUNNING)
    coming = meeting(here, series, today() + timedelta(days=14), MeetingStatus.PLANNED)
    away = Absence.objects.create(
        who=here["invited"],
        centre=here.centre,
        starts_on=today() + timedelta(days=40),
        ends_on=today() + timedelta(days=41),
    )
    # Whoever leads is away for a week, while nobody stands in: they are told.
    leave = {"starts_on": today() + timedelta(days=50), "ends_on": today() + timedelta(days=60)}
    Absence.objects.create(who=here["lead"], centre=here.centre, **leave)
    places: dict[str, tuple[Any, ...]] = {
        "rowan.series": (series.pk,),
        "invited.absence": (away.pk,),
        "invited.calendar": (make_feed(by=here["invited"]),),
    }
    for name, case in worked.items():
        decided(name, last, case, here)
        item = meetings.progress_item(now, _team(here, series), case=case, typed={"reason": word(name, "typed")})
        meetings.view(item, here.included[1], by=here["invited"], words=word(name, "view"))
        places[f"{name}.item"] = (item.pk,)
    decided("harbour", before, worked["harbour"], here)
    put_off_part("harbour", last, worked["harbour"])
    for at in (now, last):
        meetings.guest(here["guest"], at.items.get(case=worked["harbour"]), present="present")
    item = meetings.referral_item(now, _team(here, series), referral=quay, typed={"reason": word("quay", "typed")})
    matter = meetings.other_item(now, title="Summer play scheme")
    approved = meetings.draft_minutes(before, by=here["manager"])
    Minutes.objects.filter(pk=approved.pk).update(
        status="approved", approved_on=days_ago(14), approved_at=last, approved_by=here["manager"]
    )
    draft = meetings.draft_minutes(last, by=here["manager"])
    places |= {"quay.item": (item.pk,), "matter.item": (matter.pk,)}
    guest = here["guest"].pk
    places |= {f"{key}.guest": (*place, guest) for key, place in places.items() if key.endswith(".item")}
    return places | {
        "decided.item": (last.items.order_by("pk")[0].pk,),
        "approved.item": (before.items.get().pk,),
        "before": (before.pk,), "last": (last.pk,), "now": (now.pk,), "coming": (coming.pk,),
        "before.minutes": (approved.pk,), "last.minutes": (draft.pk,),
    }  # fmt: skip


def _team(here: Cast, series: Any) -> Any:
    """What the factories of meetings take."""
    return meetings.Team(
        here.centre, here.included[1], here.included[0], here.excluded, here["manager"], here["chair"], here["lead"],
        here["supervisor"], here["excluded"], series,
    )  # fmt: skip


def decided(name: str, at: Meeting, case: Case, here: Cast) -> None:
    """An item that was discussed and decided, with its action."""
    item = meetings.progress_item(at, _team(here, at.series), case=case, why=word(name, "why"))
    meetings.view(item, here.included[1], by=here["invited"], words=word(name, "earlierview"))
    made = meetings.decision(
        item, by=here["chair"], reason=word(name, "reason"), alternatives=word(name, "alternatives"),
        dissent=word(name, "dissent"), done_now=word(name, "donenow"),
    )  # fmt: skip
    made.actions.add(case.actions.get(owner=here["owner"]))


def put_off_part(name: str, at: Meeting, case: Case) -> None:
    """A part of the family's item that was put off."""
    meetings.AgendaItem.objects.create(
        meeting=at, kind=ItemKind.PART, family=case.family, part_of=at.items.get(case=case), position=9,
        title=word(name, "title"), why=word(name, "why"),
        status=ItemStatus.DEFERRED, put_off_because=word(name, "putoff"),
    )  # fmt: skip


def meetings_beside(other: Cast, beacon: Case) -> dict[str, tuple[Any, ...]]:
    """The other centre's meeting, which runs now, with its family and its earlier minutes."""
    series = meetings.series(other.centre)
    places = {"beacon.series": (series.pk,)}
    for key, on, status in (
        ("last", days_ago(14), MeetingStatus.CLOSED), ("now", today(), MeetingStatus.RUNNING),
    ):  # fmt: skip
        made = Meeting.objects.create(
            series=series, centre=other.centre, on=on, at=series.at, place="Beacon room", chair=other["other_manager"],
            status=status, opened_at=timezone.now(), closed_at=timezone.now(),
        )  # fmt: skip
        item = meetings.AgendaItem.objects.create(
            meeting=made, kind=ItemKind.PROGRESS, family=beacon.family, case=beacon, position=1,
            why=word("beacon", "why"),
        )  # fmt: skip
        meetings.decision(item, by=other["other_manager"], reason=word("beacon", "reason"))
        places[f"beacon.{key}"], places[f"beacon.{key}.item"] = (made.pk,), (item.pk,)
        if status == MeetingStatus.CLOSED:
            places["beacon.minutes"] = (meetings.draft_minutes(made, by=other["other_manager"]).pk,)
    return places


def paper(here: Cast, places: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """The PDFs of the last minutes, for each recipient, and of the review report, made."""
    printing.ask_for_all_editions(Minutes.objects.get(pk=places["last.minutes"][0]), by=here["manager"])
    report = export_report_pdf(centre=here.centre, since=days_ago(90), until=today(), by=here["manager"], on=today())
    render_due()
    return {"rowan.report": (report.pk,)}


def lists(here: Cast, case: Case) -> dict[str, tuple[Any, ...]]:
    """A list that is being brought along, in which a family may be one that is known, and one that was."""
    made = imports.checked(here.centre, by=here["manager"], known=case.family)
    done = imports.done(here.centre, by=here["manager"])
    return {"rowan.import": (made.pk,), "rowan.import_row": (made.rows.first().pk,), "rowan.import_done": (done.pk,)}


def records_twice(here: Cast, one: Family, other: Family, beyond: Family) -> dict[str, tuple[Any, ...]]:
    """Two families that may be one, two that only look alike, and two that were merged."""
    apart = LookAlike.objects.create(one=one, other=other, reason=word("harbour", "reason"), said_by=here["manager"])
    merge = merging.merge(here.centre, by=here["manager"])
    return {
        "rowan.two": (one.pk, merge.kept_id), "rowan.beacon_two": (one.pk, beyond.pk), "rowan.look_alike": (apart.pk,),
        "rowan.merge": (merge.pk,),
    }  # fmt: skip


def taken_away(here: Cast, other: Cast) -> dict[str, tuple[Any, ...]]:
    """Exports of everything: one that can be downloaded, one whose time is over, one of the other centre."""
    lead, theirs = here["information_lead"], someone(other.centre, Role.INFORMATION_LEAD, of=other.included[0])
    gone = exports.ready(here.centre, by=lead, status="gone")
    return {
        "rowan.export": (exports.ready(here.centre, by=lead).pk,), "rowan.export_gone": (gone.pk,),
        "beacon.export": (exports.ready(other.centre, by=theirs).pk,),
    }  # fmt: skip


def copies(cast: Cast, case: Case, name: str) -> dict[str, tuple[Any, ...]]:
    """The PDF of a family's copy, made."""
    by = cast.seats.get("other_manager") or cast["manager"]
    made = export_copy_pdf(family=case.family, case=case, by=by, on=today())
    render_due()
    return {f"{name}.copy": (case.family_id, made.pk)}


def of_case(name: str, case: Case) -> list[tuple[str, tuple[Any, ...]]]:
    """The addresses of a case and of what hangs on it."""
    shares = shares_of(case, today())
    rows = {
        "case": (case.pk,), "family": (case.family_id,), "referral": (case.referral_id,),
        "agreement": (case.referral.agreement_id,), "child": (case.family_id, case.family.children.get().pk),
        "contact": _first(case.contacts), "offer": _first(case.offers.filter(status="waiting")),
        "visit": _first(case.visits.filter(status="planned")),
        "refused": _first(case.offers.filter(status="refused")),
        "goal": _first(case.goals), "lead": _first(case.leads.filter(status="accepted")),
        "member": _first(case.team.filter(contribution__contains="zq", until=None)),
        "other": _first(case.others.filter(kind="gp")),
        "assessment": _first(case.assessments.finished()), "draft": _first(case.assessments.drafts()),
        "review": _first(case.reviews.filter(held_on=None)), "held": _first(case.reviews.exclude(held_on=None)),
        "share": (case.pk, shares[0].kind, shares[0].pk) if shares else None,
        "action": _first(case.actions.filter(what__contains="ownaction")),
        "done": _first(case.actions.filter(status="done")),
        "decision": _first(case.family.sharing_decisions),
        "declined": _first(case.leads.filter(status="declined")),
        "pass_on": _first(PassOn.objects.filter(action__case=case, status="asked")),
        "deputy": _first(case.deputies.filter(status="accepted")),
        "asked_deputy": _first(case.deputies.filter(status="asked")),
        "advice": _first(case.advice.filter(answered_at=None)),
        "advised": _first(case.advice.exclude(answered_at=None)),
        "step_up": _first(case.step_ups), "ended": _first(case.closures),
        "closure": _first(case.closures.filter(reopened_on=None)),
        "briefing": _first(Briefing.objects.filter(lead__case=case)),
        **of_note(case),
    }  # fmt: skip
    return [(f"{name}.{what}", place) for what, place in rows.items() if place]


def of_note(case: Case) -> dict[str, tuple[Any, ...]]:
    """The addresses of a case's restricted note and of its first reader."""
    note = case.restricted_notes.exclude(kind="supervision").first()
    if note is None:
        return {}
    reader, of_supervision = note.readers.order_by("pk")[0], case.restricted_notes.filter(kind="supervision").first()
    found = {"note": (note.pk,), "note_reader": (reader.pk,), "reader_of_note": (note.pk, reader.pk)}
    return found | ({"supervision": (of_supervision.pk,)} if of_supervision else {})


def _first(rows: Any) -> tuple[Any, ...] | None:
    first = rows.order_by("pk").first()
    return (first.pk,) if first else None


def at_centre(name: str, cast: Cast) -> dict[str, tuple[Any, ...]]:
    """The addresses of a centre's directory."""
    job = Membership.objects.get(user=cast["colleague"], centre=cast.centre)
    source = centres.source(cast.centre, by=job.user)
    return {
        f"{name}.leaving": (meetings.leaving(Membership.objects.get(user=cast["lead"], centre=cast.centre)).pk,),
        f"{name}.source": (source.pk,), f"{name}.reading": (centres.reading(source).pk,),
        f"{name}.closed": (centres.closed_days(cast.centre, days_ago(-30)).pk,),
        f"{name}.centre": (cast.centre.pk,), f"{name}.job": (job.pk,),
        f"{name}.service": (cast.centre.services.get(source=None).pk,),
        f"{name}.wording": (cast.centre.wordings.get().pk,),
    }  # fmt: skip


def facts_of(here: Cast, worked: dict[str, Case]) -> dict[str, Any]:
    """What the bodies of requests name."""
    token, _ = create_token(name="diary", days=30, by=here["lead"])
    reminder = Reminder.objects.create(
        to=here["lead"], kind="action", key="one", sentence="Something is due", path="/", on=today()
    )
    harbour = worked["harbour"]
    return {
        "token": token.number, "reminder": reminder.pk, "centre": here.centre.pk, "trust": here.included[1].pk,
        "council": here.included[0].pk, "colleague": here["colleague"].pk, "lead": here["lead"].pk, "case": harbour.pk,
        "goal": harbour.goals.earliest("pk").pk,
        "action": harbour.actions.get(owner=here["owner"]).pk, "family": harbour.family_id,
        "child": harbour.family.children.get().pk,
        "parent": harbour.family.adults.get(name=word("harbour", "mother")).pk,
        "job": Membership.objects.get(user=here["colleague"]).pk, "guest": here["guest"].pk,
        "adviser": here["adviser"].pk,
    }  # fmt: skip
