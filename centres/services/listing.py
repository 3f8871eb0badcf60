"""Keeping the services that families can be told about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from centres import rules
from centres.models import Centre, Service
from centres.open_referral.listed import Listed
from centres.policies import may_change_directory


@dataclass(frozen=True)
class ServiceFacts:
    """What the directory says of a service. Ages in months, both included; `districts`: first halves of postcodes."""

    name: str
    provider: str
    about: str = ""
    needs: tuple[str, ...] = ()
    from_age_months: int = 0
    to_age_months: int = 60
    when: str = ""
    days: tuple[str, ...] = ()
    where: str = ""
    districts: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    contact: str = ""

    def columns(self) -> dict[str, Any]:
        """By column."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


@transaction.atomic
def list_service(*, centre: Centre, facts: ServiceFacts, by: Any, on: date) -> Service:
    """Add a service to the centre's directory. Raises NotAllowed, RuleBroken: listed_already, ages_out_of_order."""
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_change_directory(by, centre.pk).require()
    rules.require_ages_in_order(facts.from_age_months, facts.to_age_months)
    rules.require_listed_once(centre, facts.name)
    service = Service.objects.create(centre=centre, verified_on=on, **facts.columns())
    record(by=by, verb="list_service", subject=service, centre_id=centre.pk)
    return service


@transaction.atomic
def change_service(*, service: Service, facts: ServiceFacts, by: Any, on: date) -> Service:
    """Say anew what the directory says of a service; it counts as checked today.

    Raises NotAllowed, RuleBroken: of_a_source, has_ended, listed_already, ages_out_of_order.
    """
    service = _locked(service)
    may_change_directory(by, service.centre_id).require()
    rules.require_of_no_source(service)
    rules.require_offered(service)
    rules.require_ages_in_order(facts.from_age_months, facts.to_age_months)
    rules.require_listed_once(service.centre, facts.name, but=service)
    for name, value in {**facts.columns(), "verified_on": on}.items():
        setattr(service, name, value)
    service.save()
    record(by=by, verb="change_service", subject=service, centre_id=service.centre_id)
    return service


@transaction.atomic
def sort_service(*, service: Service, needs: tuple[str, ...], by: Any, on: date) -> Service:
    """Say what a service of a source is for, in the words of our directory: the source only lets it be guessed.

    Raises NotAllowed, RuleBroken: has_ended.
    """
    service = _locked(service)
    may_change_directory(by, service.centre_id).require()
    rules.require_offered(service)
    service.needs, service.verified_on = list(needs), on
    service.save(update_fields=["needs", "verified_on"])
    record(by=by, verb="sort_service", subject=service, centre_id=service.centre_id, needs=list(needs))
    return service


@transaction.atomic
def end_service(*, service: Service, by: Any, on: date) -> Service:
    """From today on a service is offered to nobody any more; what was offered before stays recorded.

    Raises NotAllowed, RuleBroken: of_a_source, has_ended.
    """
    service = _locked(service)
    may_change_directory(by, service.centre_id).require()
    rules.require_of_no_source(service)
    rules.require_offered(service)
    service.ended_on = on
    service.save(update_fields=["ended_on"])
    record(by=by, verb="end_service", subject=service, centre_id=service.centre_id, on=str(on))
    return service


@transaction.atomic
def offer_again(*, service: Service, by: Any, on: date) -> Service:
    """A service that had ended is there again. Raises NotAllowed, RuleBroken: of_a_source, not_ended."""
    service = _locked(service)
    may_change_directory(by, service.centre_id).require()
    rules.require_of_no_source(service)
    rules.require_ended(service)
    service.ended_on, service.verified_on = None, on
    service.save(update_fields=["ended_on", "verified_on"])
    record(by=by, verb="offer_again", subject=service, centre_id=service.centre_id)
    return service


@transaction.atomic
def export_services(*, centre: Centre, by: Any, on: date) -> list[Listed]:
    """The centre's services for a file that others can read; those that have ended are said to be inactive.

    It reads the directory alone, so nothing of a family can be in it. Raises NotAllowed.
    """
    may_change_directory(by, centre.pk).require()
    found = [one.listed for one in centre.services.select_related("centre").order_by("name", "id")]
    record(by=by, verb="export_services", subject=centre, centre_id=centre.pk, services=len(found), on=str(on))
    return found


def _locked(service: Service) -> Service:
    Centre.objects.select_for_update(no_key=True).get(pk=service.centre_id)
    return Service.objects.select_for_update(of=("self",)).select_related("centre", "source").get(pk=service.pk)
