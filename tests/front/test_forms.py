"""Django's forms come out with the anatomy of the GOV.UK components."""

import pytest
from django import forms
from django.template.loader import render_to_string

from inputs import fields
from tests.front.urls import Action, EveryField


def shown(field: forms.Field, typed: str | None = None, **initial) -> str:
    """The HTML of one field, after `typed` was entered if it was."""
    form = type("Form", (forms.Form,), {"it": field})({"it": typed} if typed is not None else None, initial=initial)
    return str(form["it"].as_field_group())


def test_a_hint_is_tied_to_its_field():
    html = shown(forms.CharField(help_text="As on the birth certificate"))
    assert 'aria-describedby="id_it-hint"' in html
    assert "As on the birth certificate" in html


def test_an_error_is_tied_to_its_field():
    assert 'aria-describedby="id_it-error"' in shown(forms.CharField(), "")


def test_an_error_says_what_to_enter():
    assert "Enter family name" in shown(forms.CharField(label="Family name"), "")


def test_a_question_is_to_be_answered():
    assert "Answer “Who agreed?”" in shown(forms.ChoiceField(label="Who agreed?", choices=[("a", "A")]), "")


def test_a_name_keeps_its_capitals():
    assert "Enter NHS number" in shown(fields.NHSNumberField(), "")


def test_an_optional_field_says_so():
    assert "It (optional)" in " ".join(shown(forms.CharField(required=False)).split())


def test_typed_text_is_escaped():
    assert "&lt;script&gt;" in shown(forms.CharField(), "<script>")


def test_a_long_text_is_counted():
    assert 'data-maxlength="5000"' in shown(fields.TextField())


@pytest.mark.parametrize("field", [fields.LineField(), fields.TextField(), forms.CharField(max_length=9)])
def test_no_field_cuts_off_what_is_pasted(field):
    assert " maxlength=" not in shown(field)


def test_choices_have_a_legend():
    html = shown(forms.ChoiceField(label="Tier", choices=[("2", "Two")], widget=forms.RadioSelect))
    assert "<legend" in html and 'type="radio"' in html


def test_the_choice_made_is_kept():
    html = shown(forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect), "2")
    assert 'value="2" checked' in html


def test_a_number_is_typed_as_text():
    html = shown(forms.IntegerField())
    assert 'type="text"' in html and 'inputmode="numeric"' in html


def test_a_hidden_field_is_only_its_input():
    assert (
        shown(forms.CharField(widget=forms.HiddenInput), "7") == '<input type="hidden" name="it" value="7" id="id_it">'
    )


def test_attributes_for_scripts_pass_through():
    assert 'data-find="families"' in shown(forms.CharField(widget=forms.TextInput(attrs={"data-find": "families"})))


def test_a_page_lists_the_errors_of_all_its_forms_with_their_links():
    form, row = EveryField({"version": "1"}), Action({"a-what": ""}, prefix="a")
    html = render_to_string("base.html", {"forms": [form, row]})
    assert 'href="#id_family_name"' in html
    assert 'href="#id_a-what"' in html
    assert 'href="#id_agreed_by"' in html
    assert "<title>Error: " in html


def test_a_page_without_errors_has_no_summary():
    html = render_to_string("base.html", {"form": EveryField()})
    assert "govuk-error-summary" not in html
    assert "<title>Fortnight" in html


def test_the_link_of_an_error_leads_to_something():
    form = EveryField({})
    html = str(form)
    for name in form.errors:
        assert f'id="{form[name].auto_id}"' in html
