"""What tests of meetings ask in the same words: what a rule answers, and what a program is answered."""

import pytest
from rest_framework.test import APIClient

from inputs.errors import RuleBroken


def code_of(verb, *args, **facts):
    """The code of the rule that refuses the verb."""
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    return error.value.code


def refused(code, verb, **facts):
    """The verb is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        verb(**facts)
    assert error.value.code == code, error.value.sentence


def signed_in(who):
    """A program that works as somebody."""
    client = APIClient()
    client.force_login(who)
    return client
