"""How a refusal reaches the person."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied

from inputs.answers import no, yes
from inputs.errors import NotAllowed, RuleBroken


class Form(forms.Form):
    agreed_on = forms.CharField(required=False)


def bound_form() -> Form:
    form = Form({"agreed_on": ""})
    form.is_valid()
    return form


def test_a_broken_rule_is_shown_beside_its_field():
    form = bound_form()
    RuleBroken("agreement_missing", "Record who agreed.", field="agreed_on").add_to(form)
    assert form.errors == {"agreed_on": ["Record who agreed."]}


def test_a_broken_rule_about_something_else_is_shown_at_the_top():
    form = bound_form()
    RuleBroken("agreement_missing", "Record who agreed.", field="elsewhere").add_to(form)
    assert form.non_field_errors() == ["Record who agreed."]


def test_a_broken_rule_reads_as_its_sentence():
    assert str(RuleBroken("code", "A sentence.")) == "A sentence."


def test_a_refusal_is_answered_with_403_by_django():
    assert issubclass(NotAllowed, PermissionDenied)


def test_yes_lets_one_through():
    yes().require()
    assert yes()


def test_no_raises_with_its_reason():
    with pytest.raises(NotAllowed) as refused:
        no("Only the manager can do this.").require()
    assert refused.value.because == "Only the manager can do this."


def test_no_is_false():
    assert not no("Because.")
