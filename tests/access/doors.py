"""Trying a door: one request as one seat, with what was answered, what was written and what could be read."""

import copy
import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.bodies import body
from tests.access.canaries import found_in, seen_in
from tests.access.policy import GOES, HIDDEN, IDLE, MAY, REFUSED, SIGN_IN, Answer, Row
from tests.access.world import World

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
NOT_RECORDS = {"django_session"}  # every answer moves the idle limit on
DONE = {200, 201, 202, 204, 302, 400, 409, 422}  # done, or a rule of the work said why not


@dataclass(frozen=True)
class Tried:
    """What came of a request."""

    status: int
    to: str
    text: str
    wrote: frozenset[str]
    seen: frozenset[tuple[str, str]]
    mailed: frozenset[tuple[str, str]]


@contextmanager
def watched_writes() -> Iterator[set[str]]:
    """The tables that are written, also if what was written is undone."""
    wrote: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if (found := WRITES.match(sql)) and context["cursor"].rowcount:
            wrote.add(found[1])
        return done

    with connection.execute_wrapper(watch):
        yield wrote
    wrote -= NOT_RECORDS


def address(world: World, route: str, at: str, ask: str) -> str:
    """The address of a row in this world."""
    query = re.sub(r"\{([\w.]+)\}", lambda found: str(world.places[found[1]][0]), ask)
    return reverse(route, args=world.places[at]) + (f"?{query}" if query else "")


def try_door(
    client: Client, world: World, method: str, to: str, send: Any = None, then: Callable[[], None] | None = None
) -> Tried:
    """Send a request; whatever it changes is undone, `then` looks at it before."""
    sent = body(send, world) if isinstance(send, str) else {}
    kind = {"content_type": "application/json"} if to.startswith("/api/") else {}
    if method not in ("GET", "HEAD", "POST"):
        kind = {"content_type": "application/json"}
    mail.outbox, kept = [], copy.copy(client.cookies)
    with transaction.atomic(), watched_writes() as wrote:
        response: Any = getattr(client, method.lower())(to, **({"data": sent} if sent else {}), **kind)
        seen = seen_in(response)
        text = b"".join(response).decode(errors="replace") if response.status_code == 403 else ""
        if then:
            then()
        transaction.set_rollback(True)
    client.cookies = kept  # signing out is undone, too
    mailed = {found for message in mail.outbox for found in found_in(str(message.message()))}
    return Tried(
        response.status_code, response.get("Location", ""), text, frozenset(wrote), frozenset(seen), frozenset(mailed)
    )


def wrong(expected: Answer, tried: Tried, row: Row) -> str:
    """What is wrong with an answer, or nothing."""
    to_sign_in = tried.status == 302 and tried.to.startswith("/account/login/")
    api = row.route.islower() and "_" not in row.route and tried.status == 403
    right = {
        MAY: not to_sign_in and (tried.status in (200, 204) if row.method == "GET" else tried.status in DONE),
        GOES: tried.status == 302 and not to_sign_in,
        IDLE: tried.status in DONE and not to_sign_in,
        HIDDEN: tried.status == 404,
        REFUSED: tried.status == 403 and expected.because in plain(tried.text),
        SIGN_IN: to_sign_in or api,
        "422": tried.status in (422, 400),
    }[expected.kind]
    if not right:
        return f"answers {tried.status} {tried.to}{plain(tried.text)[:300] if tried.status == 403 else ''}"
    if expected.kind not in (MAY, GOES) and tried.wrote:
        return f"writes {sorted(tried.wrote)}"
    return ""


def plain(text: str) -> str:
    """A page's or a program's sentence as it reads."""
    try:
        return str(json.loads(text).get("detail", ""))
    except ValueError:
        main = re.search(r"<main.*?</main>", text, re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0] if main else text)).split())


def routes() -> dict[str, str]:
    """Every route of the product by its name, with its pattern; a route without a name, or with another's, fails."""
    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, path)
            else:
                assert pattern.name and pattern.name not in found, f"{path} has no name of its own"
                found[pattern.name] = path

    walk(get_resolver().url_patterns, "")
    return found
