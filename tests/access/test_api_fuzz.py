"""Every operation of the API, once per role, with what its description allows and with what it forbids (schemathesis).

Whatever is sent: no fault of the server, nobody is served without signing in, nobody reads what they may not know
(another centre's families least of all). Numbers in addresses are those of the matrix's world, or made up.
"""

import copy
import json
import os
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode

from tests.access.canaries import seen_in
from tests.access.matrix import KNOWN, OF_ROUTE

pytestmark = pytest.mark.django_db
# Of each operation, role and kind so many; the suite has time for who may most and for nobody, `make proof` for all.
EXAMPLES = int(os.environ.get("FORTNIGHT_API_EXAMPLES", "0"))
OTHERS = ("lead", "referrer", "team", "supervisor", "administrator", "information_lead", "other_manager", "stranger")
ROLES = ("manager", "anonymous", *(OTHERS if EXAMPLES else ()))
HOW = settings(
    max_examples=max(EXAMPLES, 1),
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)


@pytest.fixture(scope="module")
def operations() -> list[Any]:
    """What the API says that it can do."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    return [one.ok() for one in schemathesis.openapi.from_dict(described).get_all_operations()]


NAMED = {"number": "00000000-0000-4000-8000-000000000001", "kind": "person"}  # what is no number in an address


def numbers_for(world: Any, operation: Any) -> dict[str, list[Any]]:
    """Of each part of the address the numbers that stand for something in the world."""
    found: dict[str, list[Any]] = {}
    match = resolve(one(operation))
    for row in OF_ROUTE.get(match.url_name, []):
        for name, value in zip(match.kwargs, world.places[row.at], strict=False):
            found.setdefault(name, []).append(value)
    return found


def one(operation: Any) -> str:
    """The operation's address with ones for its numbers."""
    path = operation.path
    for name in [each.name for each in operation.path_parameters]:
        path = path.replace(f"{{{name}}}", NAMED.get(name, "1"))
    return path


def tried(client: Any, case: Any, seat: str) -> str:
    """What is wrong with the answer to one request, or nothing; whatever it changed is undone."""
    sent = "" if isinstance(case.body, NotSet) else json.dumps(case.body, default=str)
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    kept = copy.copy(client.cookies)
    with transaction.atomic():
        answer = client.generic(
            case.method, case.formatted_path, sent, content_type="application/json", query_params=query
        )
        leaks = seen_in(answer) - KNOWN[seat] if answer.status_code < 500 else set()
        transaction.set_rollback(True)
    client.cookies = kept
    wrong = ["a fault"] if answer.status_code >= 500 else []
    wrong += [f"shows {sorted(leaks)}"] if leaks else []
    wrong += ["served without signing in"] if seat == "anonymous" and answer.status_code not in (401, 403, 404) else []
    return f"{case.method} {case.formatted_path} {query} {sent[:300]}: {answer.status_code} {wrong}" if wrong else ""


def send(operation: Any, mode: Any, numbers: dict[str, list[Any]], ask: Any, found: list[str]) -> None:
    """Send the operation's examples; four of five numbers in its address stand for something."""

    @HOW
    @given(st.data(), operation.as_strategy(generation_mode=mode))
    def each(data: Any, case: Any) -> None:
        for name, known in numbers.items():
            if data.draw(st.integers(0, 4)):
                case.path_parameters[name] = data.draw(st.sampled_from(known))
        found.append(ask(case))

    each()


@pytest.mark.parametrize("seat", ROLES)
def test_whatever_is_sent_the_api_neither_breaks_nor_tells(seat, world, clients, operations):
    found: list[str] = []
    for operation in operations:
        wrong = [GenerationMode.NEGATIVE] if operation.body or operation.query else []  # else nothing can be wrong
        for mode in (GenerationMode.POSITIVE, *wrong):
            send(operation, mode, numbers_for(world, operation), lambda case: tried(clients[seat], case, seat), found)
    assert len(found) > len(operations)
    assert not any(found), "\n" + "\n".join(sorted(filter(None, found))[:40])


def test_a_token_that_is_none_opens_nothing(world, clients, operations):
    found = []
    for operation in operations:
        answer = clients["anonymous"].generic(
            operation.method, one(operation), headers={"Authorization": "Token 0123456789abcdef"}
        )
        found += [f"{operation.label}: {answer.status_code}"] if answer.status_code not in (401, 403) else []
    assert not found, found
