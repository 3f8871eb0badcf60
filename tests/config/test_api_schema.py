"""The API describes itself completely and correctly."""

from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from config.urls import APPS
from tests.factories import centres as make


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The schema."""
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")


def test_the_schema_is_valid(schema):
    validate_schema(schema)


def test_the_schema_is_made_without_a_warning(tmp_path):
    call_command("spectacular", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_every_operation_says_what_it_does(schema):
    silent = [
        f"{method} {path}"
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if method != "parameters" and not operation.get("description")
    ]
    assert silent == []


def test_every_address_but_the_schemas_own_asks_who_one_is(schema):
    open_to_all = [
        path
        for path, operations in schema["paths"].items()
        for operation in operations.values()
        if {} in operation.get("security", [{}])
    ]
    assert open_to_all == []


@pytest.mark.django_db
def test_the_schema_is_for_people_who_are_signed_in(client):
    assert client.get("/api/v1/schema/").status_code in (401, 403)
    client.force_login(make.user())
    assert client.get("/api/v1/schema/").status_code == 200


def test_the_apps_are_joined_in_the_order_in_which_one_may_import_another():
    assert APPS[0] == "transfer"
    assert APPS[-1] == "audit"
