"""Every output that shows something of families, each compared with the oracle for one person."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from cases.models import Action, Advice, Assessment, Case, Closure, Lead, PassOn, Review, Visit
from cases.who import who_can_see
from families.models import Family
from meetings.editions import edition_for
from meetings.models import AgendaItem, Meeting, Minutes
from referrals.models import Referral
from tests.oracle.looking import MATTERS, Look
from tests.oracle.oracle import KINDS
from tests.oracle.searching import family_search
from tests.oracle.world import NAMES, PART, VISIT_ON

Output = Callable[[Look, int], None]
KEPT = "How to contact safely is kept from your agency"


def _one(rows: Iterable[int], which: int) -> int:
    known = sorted(rows)
    return known[which % len(known)]


# --- the querysets: cheap, after every step ---------------------------------------------------------------------


def case_rows(look: Look, which: int) -> None:
    """`Case.visible_to` and `header_visible_to`."""
    oracle = look.oracle
    look.ids("cases", Case.objects.visible_to, oracle.cases, oracle.opens)
    look.ids("headers", Case.objects.header_visible_to, oracle.cases, lambda who, pk: bool(oracle.routes(who, pk)))


def work_rows(look: Look, which: int) -> None:
    """Actions, reviews, assessments and offers to lead."""
    oracle = look.oracle
    look.ids("assessments", Assessment.objects.visible_to, oracle.assessments, oracle.sees_assessment)
    look.ids("actions", Action.objects.visible_to, oracle.actions, oracle.sees_action)
    look.ids("reviews", Review.objects.visible_to, oracle.reviews, oracle.sees_review)
    asked = {pk for pk in oracle.cases if oracle.sees_offer(look.pk, pk)}
    look.same(
        "asked to take on",
        set(look.rows("asked to take on", _asked_to_take)),
        {pk for pk in oracle.actions if oracle.finds_asked(look.pk, pk)},
    )
    asks = {(pk, one) for pk, case in oracle.cases.items() for one in case.questions}
    finds = {one for pk, one in asks if oracle.finds_question(look.pk, pk, one)}
    look.same("advice", set(look.rows("advice", _advice)), finds)
    look.same("offers to lead", set(look.rows("offers to lead", _offers)), asked)
    later = {pk for pk in oracle.cases if "checker" in oracle.routes(look.pk, pk)}
    look.same("to ask later", set(look.rows("to ask later", _to_ask)), later)


def _to_ask(user: Any) -> Any:
    return Closure.objects.asked_by(user).order_by().values_list("case_id")


def _advice(user: Any) -> Any:
    return Advice.objects.visible_to(user).order_by().values_list("pk")


def _asked_to_take(user: Any) -> Any:
    return PassOn.objects.asked_of(user).order_by().values_list("action_id")


def _offers(user: Any) -> Any:
    return Lead.objects.visible_to(user).unanswered().filter(user_id=user.pk).order_by().values_list("case_id")


def family_rows(look: Look, which: int) -> None:
    """Referrals and families."""
    oracle = look.oracle
    look.ids("referrals", Referral.objects.visible_to, oracle.referrals, oracle.sees_referral)
    managed = lambda who, pk: oracle.manages(who, oracle.families[pk].centre)  # noqa: E731
    look.ids("families", Family.objects.visible_to, oracle.families, managed)


def meeting_rows(look: Look, which: int) -> None:
    """Meetings, their items, and the edition of their minutes."""
    oracle = look.oracle
    look.ids("meetings", Meeting.objects.visible_to, oracle.meetings, oracle.sees_meeting)
    items = {item: at for at, meeting in oracle.meetings.items() for item in meeting.items}
    sees = lambda who, pk: oracle.sees_item(who, items[pk], pk)  # noqa: E731
    look.ids("items", AgendaItem.objects.visible_to, items, sees)
    closed = [pk for pk, at in oracle.meetings.items() if at.known_at_close is not None]
    if closed:
        _edition(look, _one(closed, which))


def _edition(look: Look, meeting: int) -> None:
    oracle = look.oracle
    found = Minutes.objects.visible_to(look.user).latest().filter(meeting=meeting).first()
    look.same("minutes", found is not None, oracle.reads_minutes(look.pk, meeting))
    if found is None:
        return
    edition, full = edition_for(found, look.user, oracle.today), found.content
    at = oracle.meetings[meeting]
    look.same("items in minutes", {row["id"] for row in full["items"]}, set(at.items) - set(at.together))
    for rows, kind in (("items", ""), ("actions_last", "plan")):
        mine = [row for row in full[rows] if _is_there_for(look, meeting, row)]
        may = [row for row in mine if oracle.in_edition(look.pk, meeting, row["family_id"], kind)]
        look.same(f"edition {rows}", [_about(row) for row in edition.content[rows]], [_about(row) for row in may])
    look.same("left out", edition.left_out, _left_out(look, meeting, full["items"], edition.content["items"]))
    for row in edition.content["items"]:
        decided = next(one for one in full["items"] if one["id"] == row["id"])["decision"] is not None
        plan = row["family_id"] is None or oracle.in_edition(look.pk, meeting, row["family_id"], "plan")
        look.same("edition decision", row["decision"] is not None, decided and plan)
        _with_parts(look, meeting, row)
    here = {row["name"] for row in edition.content["attendance"]}
    shown = {row["id"] for row in edition.content["items"]}
    came = {name for name, one in look.world.people.items() if oracle.shown_in_edition(one.pk, meeting, shown)}
    look.same("edition attendance", here, {look.world.people[name].name for name in came})


def _with_parts(look: Look, meeting: int, row: Any) -> None:
    """What was taken with an item stands under it; what a part is called only where nothing is kept from the reader."""
    at, family = look.oracle.meetings[meeting], row["family_id"]
    along = [one for one, host in at.together.items() if host == row["id"]]
    look.same("edition along", len(row["along"]), len(along))
    parts = sum(1 for one in [row["id"], *along] if one in at.named)
    everything = family is None or all(look.oracle.in_edition(look.pk, meeting, family, kind) for kind in KINDS)
    look.same("edition parts", [one["title"] for one in (row, *row["along"])].count(PART), parts if everything else 0)
    MATTERS["taken along, in an edition"] += len(along)
    MATTERS["part in an edition", everything] += parts


def _is_there_for(look: Look, meeting: int, row: Any) -> bool:
    """Whether a row of the minutes is for them: of a guest their items and their own actions, of others everything."""
    at = look.oracle.meetings[meeting]
    if look.oracle.manages(look.pk, at.centre) or look.pk not in at.guests:
        return True
    return look.oracle.comes_to(look.pk, meeting, row["id"]) if "id" in row else row["owner_id"] == look.pk


def _left_out(look: Look, meeting: int, full: list[Any], shown: list[Any]) -> int:
    """How many items an edition says it leaves out: a guest does not learn how many others there were."""
    return sum(1 for row in full if _is_there_for(look, meeting, row)) - len(shown)


def _about(row: Any) -> Any:
    return row.get("id") or (row["what"], row["owner"], row["family_id"])


def who_sees(look: Look, which: int) -> None:
    """Of one case, everybody who can see it, by which relations: the case's own page of that name."""
    case = _one(look.oracle.cases, which)
    product = {
        seer.user.pk: {one.relation.name for one in seer.routes} for seer in who_can_see(Case.objects.get(pk=case))
    }
    everybody = {person: look.oracle.routes(person, case) for person in look.oracle.jobs}
    look.same("who", product, {person: routes for person, routes in everybody.items() if routes})


# --- pages and the API ------------------------------------------------------------------------------------------


def case_lists(look: Look, which: int) -> None:
    """The list of cases and its search, on the page and over the API."""
    oracle, name = look.oracle, NAMES[which % len(NAMES)]
    may = {pk for pk in oracle.cases if oracle.opens(look.pk, pk)}
    link = r'href="/cases/(\d+)/"'
    look.same("page of cases", look.listed("/cases/?state=all", link), may)
    called = {pk for pk in may if oracle.families[oracle.cases[pk].family].name == name}
    look.same("search of cases", look.listed(f"/cases/?state=all&name={name}", link), called)
    look.same("API cases", {row["id"] for row in look.results("/api/v1/cases/")}, may)


def case_detail(look: Look, which: int) -> None:
    """One case: there, or not; the address only for who works with the family."""
    oracle, case = look.oracle, _one(look.oracle.cases, which)
    opens = 200 if oracle.opens(look.pk, case) else 404
    status, text = look.get(f"/cases/{case}/?part=people")
    look.same("page of a case", status, opens)
    code, data = look.get(f"/api/v1/cases/{case}/")
    look.same("API case", code, opens)
    if opens != 200:
        return
    street = f"1 {oracle.families[oracle.cases[case].family].name} Street"
    look.same("address", street in data["address"], oracle.sees_home(look.pk, case))
    look.same("address on page", street in text, oracle.sees_home(look.pk, case))


def case_kinds(look: Look, which: int) -> None:
    """What was done and what is planned: each list of the API, and one part of the page."""
    oracle, case = look.oracle, _one(look.oracle.cases, which)
    rows, opens = Case.objects.get(pk=case), oracle.opens(look.pk, case)
    lists = {"contacts": rows.contacts, "offers": rows.offers, "goals": rows.goals, "reviews": rows.reviews}
    for name, all_of_them in lists.items():
        kind = "contacts" if name in ("contacts", "offers") else "plan"
        status, data = look.get(f"/api/v1/cases/{case}/{name}/")
        look.same(f"whether there is {name}", status, 200 if opens else 404)
        if opens:
            look.same(f"API {name}", data["count"], all_of_them.count() if oracle.reads(look.pk, case, kind) else 0)
    part, name, word = (("", "contacts", "zqnote"), ("", "offers", "zqoffer"), ("plan", "goals", "zqgoal"))[which % 3]
    text = look.get(f"/cases/{case}/?part={part}")[1]
    reads = oracle.reads(look.pk, case, "plan" if part else "contacts")
    look.same(f"page {name}", word in text, reads and lists[name].exists())


def case_people(look: Look, which: int) -> None:
    """Who helps the family outside the team, what colleagues wrote to each other, and who has seen the record."""
    oracle, case = look.oracle, _one(look.oracle.cases, which)
    rows, opens = Case.objects.get(pk=case), oracle.opens(look.pk, case)
    wrote = rows.messages.count() if oracle.reads_messages(look.pk, case) else 0
    health = oracle.reads(look.pk, case, "health")
    others = rows.others.count() if health else rows.others.filter(kind="gp").count()
    for name, there in (("messages", wrote), ("others", others)):
        status, data = look.get(f"/api/v1/cases/{case}/{name}/")
        look.same(f"whether there are {name}", status, 200 if opens else 404)
        if opens:
            look.same(f"API {name}", data["count"], there)
    if opens:
        people, story = look.get(f"/cases/{case}/?part=people")[1], look.get(f"/cases/{case}/")[1]
        of_health = rows.others.exclude(kind="gp").exists() and health
        look.same("health services", bool({"zqotherhealth", "zqothermidwife"} & set(re.findall(r"zqother\w+", people))),
                  of_health)  # fmt: skip
        if not wrote:  # what is there may stand on a later page of the story
            look.same("messages in the story", "zqmessage" in story, False)
    looks = 200 if oracle.looks_who_has_seen(look.pk, case) else 403
    look.same("who has seen", look.get(f"/cases/{case}/seen/")[0], looks if opens else 404)


def case_agreement(look: Look, which: int) -> None:
    """Health information and safeguarding notes: what the family was referred for, decisions, how to contact safely."""
    oracle, case = look.oracle, _one(look.oracle.cases, which)
    status, text = look.get(f"/cases/{case}/?part=agreement")
    look.same("page of the agreement", status, 200 if oracle.opens(look.pk, case) else 404)
    if status != 200:
        return
    there = Case.objects.get(pk=case).family.sharing_decisions.count()
    look.same("needs", "Speech and language" in text, oracle.reads(look.pk, case, "health"))
    look.same("safe contact", "zqsafe" in text, oracle.reaches(look.pk, case))
    look.same("safe contact is kept", KEPT in text, oracle.near(look.pk, case) and not oracle.reaches(look.pk, case))
    reads = oracle.reads_decisions(look.pk, case)
    look.same("decisions", "zqpurpose" in text, reads and bool(there))
    found = look.results(f"/api/v1/cases/{case}/sharing-decisions/")
    look.same("API decisions", len(found), there if reads else 0)


def referral_pages(look: Look, which: int) -> None:
    """Referrals: list and one, on the page and over the API."""
    oracle, one = look.oracle, _one(look.oracle.referrals, which)
    may = {pk for pk in oracle.referrals if oracle.sees_referral(look.pk, pk)}
    look.same("API referrals", {row["id"] for row in look.results("/api/v1/referrals/")}, may)
    mine = {pk for pk in may if oracle.referrals[pk].sent}
    look.same("page of referrals", look.listed("/referrals/", r'href="/referrals/(\d+)/"'), mine)
    sees = 200 if one in may else 404
    code, data = look.get(f"/api/v1/referrals/{one}/")
    look.same("API referral", code, sees)
    if oracle.referrals[one].sent:
        look.same("page of a referral", look.get(f"/referrals/{one}/")[0], sees)
    if code == 200:
        look.same("family of a referral", bool(data["family"]["children"]), oracle.reads_family_in(look.pk, one))


def family_pages(look: Look, which: int) -> None:
    """The register of families and its search, for managers alone; the family's copy."""
    oracle, name = look.oracle, NAMES[which % len(NAMES)]
    one = next(pk for pk, family in oracle.families.items() if family.name == name)
    may = {pk for pk, family in oracle.families.items() if oracle.manages(look.pk, family.centre)}
    found = {row["id"] for row in look.results(f"/api/v1/families/?q={name}")}
    look.same("API search of families", found, may & {one})
    status, text = look.get(f"/families/?q={name}")
    manages = any(oracle.manages(look.pk, at.pk) for at in look.world.centres.values())
    look.same("search of families", status, 200 if manages else 403)
    if status == 200:
        look.same("found families", f'href="/families/{one}/"' in text, one in may)
    look.same("page of a family", look.get(f"/families/{one}/")[0], 200 if one in may else 404)
    look.same("API family", look.get(f"/api/v1/families/{one}/")[0], 200 if one in may else 404)


def family_copy(look: Look, which: int) -> None:
    """The family's copy, which names who has seen what."""
    family = _one(look.oracle.families, which)
    look.same("copy", look.get(f"/families/{family}/copy/")[0], look.oracle.copy(look.pk, family))


def meeting_pages(look: Look, which: int) -> None:
    """A meeting's agenda and one of its items."""
    oracle, meeting = look.oracle, _one(look.oracle.meetings, which)
    at, sees = oracle.meetings[meeting], 200 if oracle.sees_meeting(look.pk, meeting) else 404
    may = {pk for pk in at.items if oracle.sees_item(look.pk, meeting, pk)}
    status, text = look.get(f"/meetings/{meeting}/")
    look.same("page of a meeting", status, sees)
    code, data = look.get(f"/api/v1/meetings/{meeting}/")
    look.same("API meeting", code, sees)
    if code == 200:
        listed = [pk for pk in at.items if pk in may]
        look.same("API agenda", [row["id"] for row in data["items"]], listed)
        links = dict.fromkeys(int(found) for found in re.findall(r'href="/meetings/items/(\d+)/"', text))
        look.same("agenda", [pk for pk in links if pk in at.items], listed)
    if at.items:
        item_pages(look, meeting, _one(at.items, which))


def item_pages(look: Look, meeting: int, item: int) -> None:
    """One item: there, or not; and of the others with which it is one matter those that they may see."""
    oracle, at = look.oracle, look.oracle.meetings[meeting]
    may = {pk for pk in at.items if oracle.sees_item(look.pk, meeting, pk)}
    sees = 200 if item in may else 404
    status, text = look.get(f"/meetings/items/{item}/")
    look.same("page of an item", status, sees)
    code, data = look.get(f"/api/v1/items/{item}/")
    look.same("API item", code, sees)
    if sees != 200:
        return
    for name, told in (("part_of", at.parts), ("taken_with", at.together)):
        look.same(f"API {name}", data[name], told.get(item) if told.get(item) in may else None)
        MATTERS[name, data[name] is not None] += item in told
    along = {one for one, host in at.together.items() if host == item}
    look.same("along", {one for one in at.items if f'id="along-{one}"' in text}, along & may)
    others = {int(found) for found in re.findall(r'href="/meetings/items/(\d+)/"', text)}
    look.same("links to others", others - may, set())
    MATTERS["taken along, on a page"] += len(along & may)


def minutes_pages(look: Look, which: int) -> None:
    """The minutes of a meeting, on the page and over the API."""
    oracle = look.oracle
    closed = [pk for pk, at in oracle.meetings.items() if at.known_at_close is not None]
    if not closed:
        return
    meeting = _one(closed, which)
    reads = 200 if oracle.reads_minutes(look.pk, meeting) else 404
    number = Minutes.objects.filter(meeting=meeting).latest().get().pk
    look.same("page of minutes", look.get(f"/meetings/{meeting}/minutes/")[0], reads)
    code, data = look.get(f"/api/v1/minutes/{number}/")
    look.same("API minutes", code, reads)
    if code == 200:
        full = Minutes.objects.get(pk=number).content["items"]
        mine = [row for row in full if _is_there_for(look, meeting, row)]
        may = [row["id"] for row in mine if oracle.in_edition(look.pk, meeting, row["family_id"])]
        look.same("API edition", [row["id"] for row in data["content"]["items"]], may)
        look.same("API left out", data["left_out"], len(mine) - len(may))


def action_pages(look: Look, which: int) -> None:
    """Actions, with the family's name only for who may see the header."""
    oracle = look.oracle
    may = {pk for pk in oracle.actions if oracle.sees_action(look.pk, pk)}
    rows = {row["id"]: row["family_name"] for row in look.results("/api/v1/actions/")}
    look.same("API actions", set(rows), may)
    named = {pk for pk in may if oracle.actions[pk].case and oracle.routes(look.pk, oracle.actions[pk].case or 0)}
    look.same("API names of actions", {pk for pk, name in rows.items() if name}, named)
    mine = {pk for pk in may if oracle.actions[pk].owner == look.pk and oracle.actions[pk].is_open}
    look.same("page of actions", look.listed("/actions/", r'href="/actions/(\d+)/finish/'), mine)
    one = _one(oracle.actions, which)
    look.same("API action", look.get(f"/api/v1/actions/{one}/")[0], 200 if one in may else 404)


def work_pages(look: Look, which: int) -> None:
    """The API's lists of reviews and of offers to lead; the first page, on which only names are looked for."""
    oracle = look.oracle
    found = {row["case"] for row in look.results("/api/v1/reviews/")}
    due = set(Review.objects.pending().filter(pk__in=list(oracle.reviews)).values_list("pk", flat=True))
    look.same("API reviews", found, {oracle.reviews[pk] for pk in due if oracle.sees_review(look.pk, pk)})
    asked = {pk for pk in oracle.cases if oracle.sees_offer(look.pk, pk)}
    look.same("API offers to lead", {row["case"] for row in look.results("/api/v1/leads/")}, asked)
    status, text = look.get("/")
    look.same("first page", status, 200)
    tells = [oracle.tells_at_home(look.pk, pk) for pk in oracle.cases if oracle.shown_as_led(look.pk, pk)]
    look.same("safe contact on the first page", ("zqsafe" in text, KEPT in text), (any(tells), not all(tells)))


def visit_pages(look: Look, which: int) -> None:
    """The calendar of visits of all agencies, on the page and over the API."""
    oracle, day = look.oracle, f"?from={VISIT_ON}"
    planned = Visit.objects.planned().filter(on=VISIT_ON, case__in=list(oracle.cases))
    may = {pk for pk in planned.values_list("case_id", flat=True) if oracle.reads(look.pk, pk, "contacts")}
    look.same("page of visits", look.listed(f"/visits/{day}", r'href="/cases/(\d+)/\?part=visits"'), may)
    look.same("API visits", {row["case"] for row in look.get(f"/api/v1/visits/{day}")[1]}, may)


def exports(look: Look, which: int) -> None:
    """The report: for the manager and the administrator, and no family's name in it."""
    oracle = look.oracle
    offices = ("centre_manager", "administrator")
    may = any(oracle.has_role(look.pk, at.pk, *offices) for at in look.world.centres.values())
    status, text = look.get(f"/reports/export/csv/?from=2026-01-01&to={oracle.today}")
    look.same("report", status, 200 if may else 403)
    assert not [name for name in NAMES if name in text]


def signed_out(look: Look, which: int) -> None:
    """Whose every job has ended is signed out, on pages and over the API."""
    path = ("/cases/", "/actions/", "/meetings/")[which % 3]
    look.same("signed out", (look.get(path)[0], look.get(f"/api/v1{path}")[0]), (302, 403))


ROWS: tuple[Output, ...] = (work_rows, family_rows, meeting_rows)
PAGES: tuple[Output, ...] = (
    case_lists, case_detail, case_kinds, case_people, case_agreement, referral_pages, family_pages, family_copy,
    meeting_pages, minutes_pages, action_pages, work_pages, visit_pages, exports,
    family_search,
)  # fmt: skip
OF_ONE_CASE = (case_detail, case_kinds, case_people, case_agreement)


def cases_at(output: Output, cases: Iterable[int], which: int) -> list[int]:
    """The cases of which an output tells whether somebody may see them."""
    return [_one(cases, which)] if output in OF_ONE_CASE else list(cases)
