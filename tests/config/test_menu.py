"""The menu says where somebody is, on the pages behind its lists too."""

import re

import pytest
from django.urls import reverse

from tests.factories import centres as make

pytestmark = pytest.mark.django_db
WHERE = {
    "my_fortnight": "My fortnight", "find_family": "Find a family", "families": "Find a family",
    "duplicates": "Find a family", "imports": "Find a family", "import_upload": "Find a family",
    "directory": "Directory", "services": "Directory", "service_sources": "Directory", "reports": "Reports",
    "glossary": None,
}  # fmt: skip


@pytest.mark.parametrize("route", WHERE)
def test_one_item_is_marked_or_none(client, route):
    client.force_login(make.manager(make.centre()))
    menu = client.get(reverse(route)).content.decode().partition("<main")[0]
    marked = re.findall(r'aria-current="true">([^<]+)<', menu)
    assert marked == ([WHERE[route]] if WHERE[route] else [])
