"""Centres, agencies and practitioners for tests: one plain function per state, every field can be given."""

from datetime import date
from itertools import count
from typing import Any

from accounts.models import User
from centres.models import (
    Agency,
    Centre,
    ClosedDays,
    Membership,
    Service,
    ServiceSource,
    SharingProtocol,
    SourceReading,
)
from centres.open_referral.listed import Listed, Problem, Read
from centres.reading import as_json
from centres.status import AgencyKind, Need, ReadingStatus, Role
from tests.days import days_ago

_number = count(1)


def centre(**fields: Any) -> Centre:
    """A centre."""
    n = next(_number)
    given = {
        "name": f"Rowan Tree Children's Centre {n}",
        "address": "1 Rowan Road",
        "postcode": "ZZ9 9ZZ",
        "phone": "01632 960001",
        "duty_phone": "01632 960100",
        "duty_phone_out_of_hours": "01632 960199",
    }
    return Centre.objects.create(**{**given, **fields})


def agency(**fields: Any) -> Agency:
    """An agency without any protocol."""
    return Agency.objects.create(**{"name": f"Agency {next(_number)}", "kind": AgencyKind.NHS, **fields})


def partner(at: Centre, **fields: Any) -> Agency:
    """An agency with a current sharing protocol at the centre."""
    made = agency(**fields)
    protocol(at, made)
    return made


def protocol(at: Centre, with_: Agency, **fields: Any) -> SharingProtocol:
    """A current sharing protocol."""
    given = {"version": "1.0", "signed_by": "Director", "signed_on": days_ago(400), "review_on": days_ago(-300)}
    return SharingProtocol.objects.create(centre=at, agency=with_, **{**given, **fields})


def user(**fields: Any) -> User:
    """Somebody who can sign in (password "correct horse") but works nowhere."""
    n = next(_number)
    given: dict[str, Any] = {"email": f"person{n}@example.org", "name": f"Person {n}", "password": "correct horse"}
    return User.objects.create_user(**{**given, **fields})


def member(at: Centre, role: str, *, of: Agency | None = None, **fields: Any) -> User:
    """A practitioner with a membership in force; their `User`. `name`, `email`, `phone`: theirs; the rest the job's."""
    person = {key: fields.pop(key) for key in ("name", "email", "phone") if key in fields}
    who = fields.pop("user", None) or user(**person)
    given = {"agency": of or partner(at), "starts_on": days_ago(400)}
    Membership.objects.create(user=who, centre=at, role=role, **{**given, **fields})
    return who


def manager(at: Centre, **fields: Any) -> User:
    """A centre manager."""
    return member(at, Role.CENTRE_MANAGER, **fields)


def health_visitor(at: Centre, **fields: Any) -> User:
    """A health visitor."""
    return member(at, Role.HEALTH_VISITOR, **fields)


def support_worker(at: Centre, **fields: Any) -> User:
    """A family support worker."""
    return member(at, Role.FAMILY_SUPPORT_WORKER, **fields)


def administrator(at: Centre, **fields: Any) -> User:
    """An administrator."""
    return member(at, Role.ADMINISTRATOR, **fields)


def service(at: Centre, **fields: Any) -> Service:
    """A service of the directory."""
    given = {
        "name": f"Chatterbox {next(_number)}",
        "provider": "Library",
        "about": "Songs and talk",
        "needs": [Need.SPEECH],
    }
    return Service.objects.create(centre=at, **{**given, **fields})


def source(at: Centre, *, by: User | None = None, **fields: Any) -> ServiceSource:
    """A feed that may be read."""
    n = next(_number)
    given = {"name": f"Council {n}", "address": f"https://services{n}.example.org/services", "added_on": days_ago(30)}
    return ServiceSource.objects.create(centre=at, added_by=by or administrator(at), **{**given, **fields})


def fed(of: ServiceSource, **fields: Any) -> Service:
    """A service that came from a source."""
    given = {"source": of, "source_ref": f"ref-{next(_number)}", "seen_on": days_ago(10)}
    return service(of.centre, **{**given, **fields})


def reading(of: ServiceSource, *services: Listed, problems: tuple[Problem, ...] = (), **fields: Any) -> SourceReading:
    """A reading that waits for somebody to look."""
    content = as_json(Read(services, problems))
    given = {"status": ReadingStatus.READY, "asked_by": of.added_by, "content": content}
    return SourceReading.objects.create(source=of, **{**given, **fields})


def closed_days(at: Centre, first_on: date, last_on: date | None = None, **fields: Any) -> ClosedDays:
    """Days on which the centre is closed."""
    return ClosedDays.objects.create(
        centre=at, first_on=first_on, last_on=last_on or first_on, **{"why": "Christmas", **fields}
    )
