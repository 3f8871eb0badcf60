"""What families say, who refers them, who works where, and the time that passes."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from accounts.models import User
from centres.services import change_membership, end_membership, invite_practitioner
from centres.status import Role
from consent.rules import running_agency_ids
from consent.services import record_agreement, record_refusal, record_wishes
from consent.status import Information
from families.models import Family
from families.people import NewAddress
from families.services import change_address
from referrals.models import Referral
from referrals.services import start_draft, submit_referral, withdraw_referral
from referrals.status import WAITING
from tests.factories import referrals
from tests.oracle import facts
from tests.oracle.steps import AGENCY, BY, FAMILY, SOMEBODY, WHICH, Nothing, Steps, verb
from tests.oracle.world import NAMES, job_of

HOURS = (1, 1, 3, 5, 24, 24, 72, 240)
ROLES = (Role.SPECIALIST, Role.HEALTH_VISITOR, Role.FAMILY_SUPPORT_WORKER, Role.LINK_SOCIAL_WORKER, Role.ADMINISTRATOR,
         Role.INFORMATION_LEAD, Role.CENTRE_MANAGER)  # fmt: skip
KEPT = st.sets(st.sampled_from(Information.values), max_size=2)


class FamilyVerbs(Steps):
    """Agreements, wishes, referrals, jobs, days."""

    @verb(hours=st.sampled_from(HOURS))
    def time_passes(self, hours: int) -> None:
        """Agreements run out, shares and emergencies end, last days pass."""
        self.clock.shift(timedelta(hours=hours))

    @verb(name=FAMILY, days=st.sampled_from((0, 4, 30, 364)), by=BY)
    def agree(self, name: str, days: int, by: str) -> None:
        """The family agrees until a day."""
        of = self.family(name)
        given = {"given_by": of.adults.get(), "capacity": "parent_with_pr", "how": "signed", "given_on": self.on}
        record_agreement(family=of, **given, until=self.days(days), by=self.person(by, name), on=self.on)
        self.told(name).agreements.append(facts.Agreement(self.on, self.days(days)))

    @verb(name=FAMILY, by=BY)
    def refuse(self, name: str, by: str) -> None:
        """A family whose agreement has ended is asked again, and says no."""
        asked = [one.name for pk, one in self.oracle.families.items() if not self.oracle.agreed(pk)]
        if not asked:
            raise Nothing
        name = name if name in asked else asked[0]
        of = self.family(name)
        given = {"given_by": of.adults.get(), "capacity": "parent_with_pr", "how": "signed", "given_on": self.on}
        record_refusal(family=of, **given, by=self.person(by, name), on=self.on)

    @verb(name=FAMILY, by=BY)
    def withdraw(self, name: str, by: str) -> None:
        """The family no longer agrees."""
        self.no_longer_agrees(name, by)

    @verb(name=FAMILY, agency=AGENCY, included=st.booleans(), by=BY)
    def wish(self, name: str, agency: str, included: bool, by: str) -> None:
        """An agency may know, or must not."""
        pk = self.world.agencies[agency].pk
        yes, no = ([pk], []) if included else ([], [pk])
        record_wishes(family=self.family(name), included=yes, excluded=no, by=self.person(by, name), on=self.on)
        self._wished(name, pk, included)

    def _wished(self, name: str, agency: int, included: bool) -> None:
        self.told(name).wishes[agency] = included

    @verb(name=FAMILY, agency=AGENCY, kinds=KEPT, by=BY)
    def keep(self, name: str, agency: str, kinds: set[str], by: str) -> None:
        """An agency may know of the family, but not this kind of information."""
        pk = self.world.agencies[agency].pk
        kept = {pk: kinds}
        record_wishes(
            family=self.family(name), included=[], excluded=[], kept=kept, by=self.person(by, name), on=self.on
        )
        self.told(name).kept[pk] = set(kinds)

    @verb(name=FAMILY, confidential=st.booleans(), by=BY)
    def move_house(self, name: str, confidential: bool, by: str) -> None:
        """A new address, confidential or not."""
        address = NewAddress(f"1 {name} Street", "LS1 4AP", confidential)
        change_address(family=self.family(name), address=address, by=self.person(by, name), on=self.on)
        self.told(name).confidential = confidential

    @verb(name=FAMILY, who=SOMEBODY)
    def draft(self, name: str, who: str) -> None:
        """Somebody begins a referral of a family that they know."""
        self._draft(self.family(name), self.person(who))

    def _draft(self, of: Family, by: User) -> Referral:
        made = start_draft(centre=of.centre, by=by, on=self.on, family=of)
        self.oracle.referrals[made.pk] = facts.Referral(of.centre_id, by.pk, of.pk, sent=False)
        return made

    @verb(which=WHICH)
    def submit(self, which: int) -> None:
        """A draft is sent, on the strength of the agreement in force; the referrer's agency knows then.

        If there is none, the manager begins one.
        """
        drafts = Referral.objects.filter(pk__in=self.oracle.referrals, status="draft")
        if not drafts.exists():
            name = NAMES[which % len(NAMES)]
            self._draft(self.family(name), self.person("boss", name))
        self._submit(self.pick(drafts.select_related("family", "referred_by", "centre"), which))

    def _submit(self, one: Referral) -> None:
        details = referrals.details(one.family, agreement=None)
        submit_referral(referral=one, details=details, by=one.referred_by, on=self.on)
        self.oracle.referrals[one.pk].sent = True
        for agency in {one.agency_id} | running_agency_ids(one.centre_id, self.on):
            self._wished(one.family.name, agency, True)

    @verb(which=WHICH, by=BY)
    def take_back_referral(self, which: int, by: str) -> None:
        """A referral that waits is withdrawn; its referrer still sees it."""
        one = self.pick(Referral.objects.filter(pk__in=self.oracle.referrals, status__in=WAITING), which)
        withdraw_referral(referral=one, by=self.person(by, one.family.name), on=self.on)

    @verb(who=SOMEBODY, where=st.sampled_from(("alder", "alder", "birch")), by=BY)
    def end_job(self, who: str, where: str, by: str) -> None:
        """Somebody's job ends at once: yesterday was its last day."""
        job = job_of(self.person(who), self.world.centres[where])
        if job is None:
            raise Nothing
        last = max(self.days(-1), job.starts_on)
        end_membership(membership=job, ends_on=last, by=self._keeper(by, where), on=self.on)
        mine = self.oracle.jobs[job.user_id]
        next(one for one in mine if _same(one, job)).ends = last

    @verb(who=SOMEBODY, where=st.sampled_from(("alder", "alder", "birch")), agency=AGENCY,
          role=st.sampled_from(ROLES), over=SOMEBODY)  # fmt: skip
    def begin_job(self, who: str, where: str, agency: str, role: str, over: str) -> None:
        """Somebody begins a job, perhaps a second one, under a supervisor."""
        person, centre = self.person(who), self.world.centres[where]
        supervisor = self.person(over) if self.oracle.jobs_at(self.person(over).pk, centre.pk) else None
        invite_practitioner(
            email=person.email, name=person.name, centre=centre, agency=self.world.agencies[agency], role=role,
            supervisor=supervisor, starts_on=self.on, by=self._keeper("boss", where), on=self.on,
        )  # fmt: skip
        given = (centre.pk, self.world.agencies[agency].pk, str(role), self.on, None)
        self.oracle.jobs[person.pk].append(facts.Job(*given, supervisor and supervisor.pk))

    @verb(who=SOMEBODY, where=st.sampled_from(("alder", "alder", "birch")), over=SOMEBODY, by=BY)
    def change_supervisor(self, who: str, where: str, over: str, by: str) -> None:
        """Somebody else supervises them, or nobody does."""
        job = job_of(self.person(who), self.world.centres[where])
        if job is None:
            raise Nothing
        boss = self.person(over)
        supervisor = boss if self.oracle.jobs_at(boss.pk, job.centre_id) and boss.pk != job.user_id else None
        change_membership(
            membership=job, title=job.title, may_commit=job.may_commit, reach=job.reach, employer=None,
            line_manager=None, supervisor=supervisor, by=self._keeper(by, where), on=self.on,
        )  # fmt: skip
        mine = self.oracle.jobs[job.user_id]
        next(one for one in mine if _same(one, job)).supervisor = supervisor and supervisor.pk

    def _keeper(self, by: str, where: str) -> Any:
        return self.person(by, "Zqcedar" if where == "birch" else "Zqash")


def _same(told: facts.Job, job: Any) -> bool:
    same = (told.centre, told.agency, told.role, told.starts) == (job.centre_id, job.agency_id, job.role, job.starts_on)
    return same and told.ends is None
