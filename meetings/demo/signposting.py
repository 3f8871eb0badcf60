"""Services that the council publishes, taken over once and read again; and what families said of those they went to."""

from dataclasses import replace
from datetime import timedelta

from cases.models import Offer
from cases.policies import may_work
from cases.services import say_what_came
from cases.status import CameOf, CaseStatus
from centres.models import Membership
from centres.open_referral.listed import Listed
from centres.open_referral.writing import write
from centres.reading import changes_of, fingerprint
from centres.services import add_source, read_upload, take_over
from centres.status import Need, Role
from meetings.demo.world import World

COUNCIL = "Thornmere family directory"
PUBLISHED = (
    Listed(
        ref="5d9b0c1e-8f5d-4f0f-9a63-2b4f6a1c7d01", name="Little Movers", provider="Thornmere Leisure",
        about="Soft play and music for babies and toddlers. Siblings are welcome.", needs=(Need.ISOLATION,),
        needs_told=True, to_age_months=35, when="Mondays 10am to 11am", days=("MO",), where="Thornmere Leisure Centre",
        website="https://thornmere.example.org/little-movers",
    ),
    Listed(
        ref="5d9b0c1e-8f5d-4f0f-9a63-2b4f6a1c7d02", name="Money and bills helpline", provider="Thornmere Council",
        about="Free advice about benefits, bills and debt, by telephone.", needs=(Need.MONEY,), needs_told=True,
        when="Weekdays 9am to 5pm", days=("MO", "TU", "WE", "TH", "FR"), contact="Advice team",
    ),
    Listed(
        ref="5d9b0c1e-8f5d-4f0f-9a63-2b4f6a1c7d03", name="Toy library", provider="Thornmere Library",
        about="Borrow toys for three weeks at a time.", needs=(Need.SPEECH, Need.DISABILITY), needs_told=True,
        to_age_months=59, where="Thornmere Library",
    ),
)  # fmt: skip
NEW = Listed(
    ref="5d9b0c1e-8f5d-4f0f-9a63-2b4f6a1c7d04", name="Dads and tots", provider="Thornmere Leisure",
    about="Saturday play for fathers and their children.", needs=(Need.ISOLATION, Need.PARENTING), needs_told=True,
    to_age_months=59, when="Saturdays 10am", days=("SA",), where="Thornmere Leisure Centre",
)  # fmt: skip


def read_the_council(world: World) -> None:
    """A month ago it was taken over; today it was read again, and nobody has looked yet."""
    on, before = world.today, world.today - timedelta(days=30)
    keeper = Membership.objects.filter(centre=world.centre, role=Role.ADMINISTRATOR).select_related("user").first()
    if keeper is None:
        return
    by, outcode = keeper.user, world.place.outcodes[0]
    first = [replace(one, districts=(outcode,) if one.where else ()) for one in PUBLISHED]
    source = add_source(centre=world.centre, name=COUNCIL, by=by, on=before)
    reading = read_upload(source=source, content=write(first), by=by, on=before)
    take_over(reading=reading, seen=fingerprint(changes_of(reading)), by=by, on=before)
    movers, helpline, _ = first
    now = [movers, replace(helpline, when="Weekdays 9am to 7pm"), replace(NEW, districts=(outcode,))]
    read_upload(source=source, content=write(now), by=by, on=on)


def ask_whether_it_helped(world: World) -> None:
    """Of what families accepted some weeks ago the first two were asked about; the others wait to be."""
    rows = Offer.objects.filter(case__centre=world.centre, case__status=CaseStatus.OPEN).exclude(service=None)
    answers = [CameOf.NOT_GONE, CameOf.HELPED]
    for offer in rows.to_ask_about(world.today).select_related("case").order_by("pk"):
        lead = offer.case.leads.current().select_related("user").first()
        if answers and lead is not None and may_work(lead.user, offer.case):
            say_what_came(offer=offer, came_of=answers.pop(), by=lead.user, on=world.today)
