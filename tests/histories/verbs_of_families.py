"""What families say, who works where, and the days that pass."""

from datetime import timedelta

from cases import services
from centres.models import Membership
from centres.services import close_on, end_membership, invite_practitioner
from centres.status import Role
from consent.models import Agreement
from consent.services import record_agreement, record_refusal, record_wishes, withdraw_agreement
from consent.status import Information
from families.models import Family
from tests.factories import sharing
from tests.histories.history import History

DAYS = (1, 1, 2, 3, 5, 6, 7, 8, 10, 14, 14, 21, 28, 42, 43, 60)
GIVEN = {"capacity": "parent_with_pr", "how": "signed"}


def begin(told: History) -> None:
    """Every history begins with a family that agrees and a case; nobody leads it yet, or somebody is asked at once."""
    family = told.world.families["ash"]
    _agrees(told, family, told.dice.choice([20, 120, 364, 364]))
    case = services.open_case(referral=family.referrals.get(), by=told.world.people["mara"], on=told.on)
    if told.often(0.7):
        lead = services.offer_lead(case=case, user=told.job().user, by=told.world.people["mara"], on=told.on)
        if told.often(0.8):
            services.accept_lead(lead=lead, by=lead.user, on=told.on)


def days_pass(told: History) -> None:
    """Nobody does anything for some days: things run out, fall due and are late."""
    told.clock.shift(timedelta(days=told.dice.choice(DAYS)))


def _family(told: History) -> Family:
    return told.world.families["ash" if told.often(0.75) else "beech"]


def _agrees(told: History, family: Family, days: int) -> None:
    record_agreement(
        family=family, given_by=family.adults.get(), given_on=told.on, until=told.on + timedelta(days=days),
        by=told.job().user, on=told.on, **GIVEN,
    )  # fmt: skip


def agree(told: History) -> None:
    """The family agrees until a day."""
    _agrees(told, _family(told), told.dice.choice([0, 5, 40, 200, 364]))


def refuse(told: History) -> None:
    """The family is asked again, and says no."""
    family = _family(told)
    record_refusal(
        family=family, given_by=family.adults.get(), given_on=told.on, by=told.job().user, on=told.on, **GIVEN
    )


def withdraw(told: History) -> None:
    """The family no longer agrees."""
    agreement = told.pick(Agreement.objects.in_force(told.on).filter(family=_family(told)))
    withdraw_agreement(agreement=agreement, withdrawn_by="Grace", by=told.job().user, on=told.on)


def go_on_without_agreement(told: History) -> None:
    """The case goes on by a recorded decision."""
    case, decided = told.case(), sharing.facts(decided_on=told.on)
    services.go_on_without_agreement(case=case, facts=decided, by=told.coordinator(case), on=told.on)


def wish(told: History) -> None:
    """An agency must not know any more, or may again."""
    agency, may = told.dice.choice(list(told.world.agencies.values())).pk, told.often(0.4)
    yes, no = ([agency], []) if may else ([], [agency])
    record_wishes(family=_family(told), included=yes, excluded=no, by=told.job().user, on=told.on)


def keep(told: History) -> None:
    """An agency may know of the family, but not this kind of information."""
    agency, kinds = told.dice.choice(list(told.world.agencies.values())).pk, told.dice.sample(Information.values, 2)
    record_wishes(family=_family(told), included=[], excluded=[], kept={agency: kinds}, by=told.job().user, on=told.on)


def end_job(told: History) -> None:
    """Somebody leaves: yesterday was their last day, or it is one that comes."""
    at = told.world.centre if told.often(0.9) else told.world.elsewhere
    jobs = Membership.objects.filter(centre=at).in_force(told.on).filter(ends_on=None)
    job = told.pick(jobs.select_related("user"))
    last = max(told.days(-1, -1) if told.often(0.6) else told.days(0, 10), job.starts_on)
    end_membership(membership=job, ends_on=last, by=_keeper(told), on=told.on)


def begin_job(told: History) -> None:
    """Somebody begins a job, perhaps a second one, perhaps one in which they work with families no more."""
    person, role = told.anybody(), told.dice.choice([*Role.values, Role.CENTRE_MANAGER, Role.FAMILY_SUPPORT_WORKER])
    invite_practitioner(
        email=person.email, name=person.name, centre=told.world.centre, role=role, by=_keeper(told), on=told.on,
        agency=told.dice.choice(list(told.world.agencies.values())), starts_on=told.days(0, 3),
    )  # fmt: skip


def change_role(told: History) -> None:
    """Somebody has another role from today on: one in which they work with families no more, or with fewer of them."""
    job = told.job()
    end_membership(membership=job, ends_on=max(told.days(-1, -1), job.starts_on), by=_keeper(told), on=told.on)
    invite_practitioner(
        email=job.user.email, name=job.user.name, centre=told.world.centre, by=_keeper(told), on=told.on,
        role=told.dice.choice([Role.ADMINISTRATOR, Role.INFORMATION_LEAD, Role.SPECIALIST]), starts_on=told.on,
        agency=told.dice.choice(list(told.world.agencies.values())),
    )  # fmt: skip


def _keeper(told: History) -> object:
    keepers = Membership.objects.filter(centre=told.world.centre, role__in=[Role.ADMINISTRATOR, Role.CENTRE_MANAGER])
    return told.pick(keepers.in_force(told.on).select_related("user")).user


def close_centre(told: History) -> None:
    """The centre is closed on some days that come."""
    first = told.days(1, 60)
    close_on(centre=told.world.centre, first_on=first, last_on=first + timedelta(days=told.dice.randint(0, 9)),
             why="A holiday", by=_keeper(told), on=told.on)  # fmt: skip


VERBS = {
    days_pass: 30, agree: 5, refuse: 1, withdraw: 2, go_on_without_agreement: 4, wish: 3, keep: 1, end_job: 3,
    begin_job: 4, change_role: 1, close_centre: 1,
}  # fmt: skip
