"""From one colleague to another: an action that is passed on, a family that is handed over."""

from cases import services
from cases.models import Action, PassOn
from centres.models import Membership
from tests.oracle.steps import BY, FAMILY, SOMEBODY, WHICH, Nothing, verb
from tests.oracle.verbs_of_cases import CaseVerbs, is_open


class HandoverVerbs(CaseVerbs):
    """Who is asked to take something over, and what they say."""

    @verb(which=WHICH, who=SOMEBODY, by=BY)
    def pass_on(self, which: int, who: str, by: str) -> None:
        """Somebody is asked to take an action on."""
        rows = Action.objects.open().filter(pk__in=self.oracle.actions).select_related("case__family", "owner")
        action = self.pick(rows, which)
        to, family = self.person(who), action.case.family.name if action.case else "Zqash"
        job = Membership.objects.filter(user=to, centre=action.centre_id).in_force(self.on).order_by("pk").last()
        if job is None:
            raise Nothing
        services.pass_on(
            action=action, to=to, agency=job.agency, because="On leave", by=self.person(by, family), on=self.on
        )
        told = self.oracle.actions[action.pk]
        told.asked, told.asked_for, told.with_family = to.pk, job.agency_id, False

    def _asked_to_take(self, which: int) -> PassOn:
        rows = PassOn.objects.waiting().filter(lead=None, action__in=self.oracle.actions)
        return self.pick(rows.select_related("action__case__family", "to", "asked_by"), which)

    @verb(which=WHICH)
    def accept_pass_on(self, which: int) -> None:
        """Who was asked is the owner now."""
        asked = self._asked_to_take(which)
        services.accept_pass_on(pass_on=asked, by=asked.to, on=self.on)
        told = self.oracle.actions[asked.action_id]
        told.owner, told.asked = asked.to_id, None

    @verb(which=WHICH)
    def decline_pass_on(self, which: int) -> None:
        """Who was asked says no."""
        asked = self._asked_to_take(which)
        services.decline_pass_on(pass_on=asked, reason="Too much to do", by=asked.to, on=self.on)
        self.oracle.actions[asked.action_id].asked = None

    @verb(which=WHICH)
    def take_back_pass_on(self, which: int) -> None:
        """Nobody is asked any more."""
        asked = self._asked_to_take(which)
        services.take_back_pass_on(pass_on=asked, by=asked.asked_by, on=self.on)
        self.oracle.actions[asked.action_id].asked = None

    @verb(name=FAMILY, who=SOMEBODY, by=BY)
    def hand_over(self, name: str, who: str, by: str) -> None:
        """Somebody is asked to take the family over, with every action of whoever leads."""
        name, case, told = self.case(name, lambda case: is_open(case) and case.lead and not case.asked)
        going = [pk for pk, one in self.oracle.actions.items()
                 if one.case == case.pk and one.owner == told.lead and one.is_open and not one.asked]  # fmt: skip
        made = services.hand_over(
            case=case, user=self.person(who), matters="zqmatters", family_view="Fine", actions=going,
            by=self.person(by, name), on=self.on,
        )  # fmt: skip
        told.asked, told.asked_for = made.user_id, made.agency_id
        for pk in going:
            one = self.oracle.actions[pk]
            one.asked, one.asked_for, one.with_family = made.user_id, made.agency_id, True
