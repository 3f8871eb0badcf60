"""What tests of guests share."""

from centres.models import Membership
from meetings.models import AgendaItem
from meetings.services import invite_guest
from tests.days import today
from tests.factories import meetings


def job(who):
    return Membership.objects.get(user=who)


def family_item(at, team, position, **fields):
    return meetings.progress_item(at, team, case=meetings.led_case(team), position=position, **fields)


def withdraw(item):
    item.family.agreements.update(status="withdrawn", withdrawn_on=today())


def invited(item, who, team):
    return invite_guest(item=item, membership=job(who), by=team.manager)


def seen_by(who):
    return set(AgendaItem.objects.visible_to(who).values_list("pk", flat=True))
