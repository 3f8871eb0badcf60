"""Comparing what the product answers with what the oracle says, and counting what was compared."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client

from tests.oracle.oracle import Oracle
from tests.oracle.queries import asked
from tests.oracle.world import NAMES, World
from tests.signing_in import ConfirmedClient

TRIED: Counter[str] = Counter()  # each verb that went through
ANSWERED: Counter[tuple[str, bool]] = Counter()  # each output that showed something, or refused
MATTERS: Counter[Any] = Counter()  # parts and items taken together, where they were looked at
PAIRS: Counter[tuple[str, str]] = Counter()  # each relation to a case, with the output that was compared
FOUND = {re.compile(name): name for name in NAMES}


class Look:
    """One person looks at the product; the oracle says what they should find."""

    def __init__(self, world: World, oracle: Oracle, name: str, *, found: Any = None) -> None:
        """`found`: what people found since anything was written last; without it each query is built anew."""
        self.world, self.oracle, self.name, self.found = world, oracle, name, found
        self.user = world.people[name]
        self.pk = self.user.pk
        self.at = ""  # the output that is looked at
        self._client: Client | None = None

    def same(self, output: str, product: Any, oracle: Any) -> None:
        """The product shows what the oracle says."""
        assert product == oracle, f"{output}: {self.name} finds {product}, the oracle says {oracle}"
        yes = bool(oracle) and oracle not in (403, 404)
        ANSWERED[self.at, yes] += 1

    def ids(self, output: str, build: Callable[[Any], Any], known: Any, sees: Callable[[int, int], bool]) -> None:
        """The rows are exactly those of the known ones that they may see."""
        found = set(self.rows(output, lambda user: build(user).order_by().values_list("pk")))
        self.same(output, found & set(known), {pk for pk in known if sees(self.pk, pk)})

    def rows(self, output: str, build: Callable[[Any], Any]) -> list[Any]:
        """The first column of a query, asked again if anything may have changed since this person asked last."""
        if self.found is None:
            return [row[0] for row in build(self.user)]
        if (output, self.pk) not in self.found:
            self.found[output, self.pk] = [row[0] for row in asked(output, build, self.pk, self.oracle.now)]
        return list(self.found[output, self.pk])

    def get(self, path: str) -> tuple[int, Any]:
        """The status of a page, its text; of the API, its data. No name is on it that they may not know."""
        if self._client is None:
            self._client = ConfirmedClient()
            self._client.force_login(self.user)
        with transaction.atomic():
            response: Any = self._client.get(path)
            streamed = response.streaming
            text = b"".join(response.streaming_content if streamed else [response.content]).decode(errors="replace")
            transaction.set_rollback(True)
        names = {name for one, name in FOUND.items() if one.search(text) and name not in path}  # a search says it back
        more = names - self.oracle.named(self.pk)
        assert not more, f"{path}: {self.name} reads {[text[text.index(name) - 300 :][:400] for name in more]}"
        if path.startswith("/api/") and response.status_code == 200:
            return 200, response.json()
        return response.status_code, text

    def listed(self, path: str, pattern: str) -> set[int]:
        """The numbers that stand in the links of a page."""
        status, text = self.get(path)
        assert status == 200, f"{path} answers {status} to {self.name}"
        return {int(found) for found in re.findall(pattern, text)}

    def results(self, path: str) -> list[Any]:
        """What an address of the API lists, counted rightly."""
        status, data = self.get(path)
        assert status == 200, f"{path} answers {status} to {self.name}"
        assert data["count"] == len(data["results"])
        return list(data["results"])
