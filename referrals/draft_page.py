"""The forms of one draft together: filled from what was saved, or from what was just sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from centres.models import Agency
from consent.models import Wording
from families.people import NewAddress
from families.rules import require_born_or_expected
from inputs.dates import NotADate, parse_date
from inputs.errors import RuleBroken
from inputs.requests import number_in
from inputs.validators import nhs_digits, nhs_number, normal_postcode
from referrals.details import NewFamily, ReferralDetails
from referrals.duplicates import SHORTEST_NAME, Described
from referrals.forms import NO, YES, AdultRows, ChildRows, NewFamilyForm, ReferralForm
from referrals.models import Referral
from referrals.policies import may_read_safe_contact
from referrals.services.sending import knowing_agency_ids


@dataclass
class DraftPage:
    """A draft's forms on a day; the last three are None for a family on record."""

    referral: Referral
    on: date
    form: ReferralForm
    family: NewFamilyForm | None = None
    children: Any = None
    adults: Any = None

    @property
    def forms(self) -> list[Any]:
        """All of them, in the order of the page: for the error summary."""
        return [one for one in (self.family, self.children, self.adults, self.form) if one is not None]

    def is_valid(self) -> bool:
        """Whether every form is, so that all that is wrong shows at once."""
        valid = [one.is_valid() for one in self.forms]
        if self.adults is not None:
            valid += [self._one_adult_agrees(), self._children_can_be()]
        return all(valid)

    def add(self, broken: RuleBroken) -> None:
        """Show a broken rule beside the field that mends it, wherever on the page that is."""
        if broken.field == "given_by" and self.adults is not None:
            ticked = next(row for row in self.adults.told() if row.cleaned_data.get("gave"))
            ticked.add_error("gave", broken.sentence)
        else:
            broken.add_to(self.form)

    def _children_can_be(self) -> bool:
        """Ask the rule about each child here, where its row is known."""
        if not self.children.is_valid():
            return True
        fine = True
        for row in self.children.told():
            try:
                require_born_or_expected(row.told(), self.on)
            except RuleBroken as broken:
                broken.add_to(row)
                fine = False
        return fine

    def _one_adult_agrees(self) -> bool:
        if self.form.cleaned_data.get("agreed") != YES or not self.adults.is_valid():
            return True
        ticked = [row for row in self.adults.told() if row.cleaned_data.get("gave")]
        if len(ticked) == 1:
            return True
        row = (ticked or self.adults.forms)[-1 if ticked else 0]
        row.add_error("gave", "Tick the one adult who agrees; a second agreement can be recorded later")
        return False

    def details(self) -> ReferralDetails:
        """What is said, once every form is valid."""
        given = self.form.cleaned_data
        chosen = [self.form.born[pk] for pk in given.get("children", [])]
        return ReferralDetails(
            family=self.referral.family,
            new_family=self._new_family(),
            children=chosen,
            agreed=given["agreed"] != NO,
            agreement=self.form.agreement(self._who_agreed()),
            worries=given["worries"],
            strengths=given["strengths"],
            family_wants=given["family_wants"],
            tried=given["tried"],
            needs=given["needs"],
            tier=int(given["tier"]),
            language=given["language"],
            interpreter_needed=given["interpreter_needed"],
            safe_contact=given["safe_contact"],
            **self.form.wishes(),
        )

    def confidential_homes(self) -> list[NewAddress]:
        """The address of a new family that says it is confidential, once every form is valid."""
        told = self._new_family()
        return [told.address] if told and told.address and told.address.confidential else []

    def _who_agreed(self) -> Any:
        if self.adults is None:
            return self.form.adults.get(self.form.cleaned_data["given_by"])
        rows = self.adults.told()
        return next((place for place, row in enumerate(rows) if row.cleaned_data.get("gave")), None)

    def _new_family(self) -> NewFamily | None:
        if self.family is None:
            return None
        given = self.family.cleaned_data
        return NewFamily(
            name=given["name"],
            children=[row.told() for row in self.children.told()],
            adults=[row.told() for row in self.adults.told()],
            address=NewAddress(given["lines"], given["postcode"], given["confidential"]),
            registered_on=given["registered_on"],
        )


def draft_page(referral: Referral, on: date, sent: QueryDict | None = None) -> DraftPage:
    """The page of a draft: bound to what was sent, or showing what was saved before."""
    saved = querydict(referral.typed)
    page = DraftPage(referral, on, _made(ReferralForm, sent, saved, "", _context(referral, on)))
    if referral.family is None:
        page.family = _made(NewFamilyForm, sent, saved, "family", {})
        page.children = _rows(ChildRows, sent, saved, "children")
        page.adults = _rows(AdultRows, sent, saved, "adults")
    return page


def agencies_to_ask_about(referral: Referral, on: date) -> QuerySet[Agency]:
    """The centre's partners, but for those that know in any case."""
    partners = Agency.objects.partners_of(referral.centre_id, on)
    return partners.exclude(pk__in=knowing_agency_ids(referral, on)).order_by("name")


def _context(referral: Referral, on: date) -> dict[str, Any]:
    family = referral.family
    context: dict[str, Any] = {
        "family": family,
        "agencies": agencies_to_ask_about(referral, on),
        "wordings": Wording.objects.in_use(referral.centre_id, on),
        "on": on,
    }
    if family:
        context |= {
            "knows_safe_contact": bool(may_read_safe_contact(referral.referred_by, family)),
            "people": family.adults.all(),
            "born": family.children.all(),
            "in_force": family.agreements.in_force(on).first(),
            "wishes": family.wishes.current(),
        }
    return context


def _made(
    kind: type[forms.Form], sent: QueryDict | None, saved: QueryDict, prefix: str, context: dict[str, Any]
) -> Any:
    if sent is not None:
        return kind(sent, prefix=prefix or None, **context)
    form = kind(prefix=prefix or None, **context)
    form.initial = _typed_in(form, saved)
    return form


def _rows(kind: Any, sent: QueryDict | None, saved: QueryDict, prefix: str) -> Any:
    if sent is not None:
        return kind(sent, prefix=prefix)
    rows = []
    for place in range(min(number_in(saved.get(f"{prefix}-TOTAL_FORMS")), kind.max_num)):
        row = kind.form(prefix=f"{prefix}-{place}")
        typed = _typed_in(row, saved)
        if any(typed.values()) and not saved.get(f"{prefix}-{place}-DELETE"):
            rows.append(typed)
    return kind(initial=rows, prefix=prefix)


def _typed_in(form: forms.Form, saved: QueryDict) -> dict[str, Any]:
    """What was typed into a form's fields, raw: it is shown again as it was, right or wrong."""
    if not saved:
        return {}
    return {
        name: field.widget.value_from_datadict(saved, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }


def querydict(typed: dict[str, Any]) -> QueryDict:
    """What was saved of a draft as if it were sent now."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        several = values if isinstance(values, list) else [values]
        data.setlist(name, [str(value) for value in several if value is not None])
    return data


def typed_from(sent: QueryDict) -> dict[str, list[str]]:
    """What is saved of what was sent: every field, but for the form's own token and buttons."""
    left_out = {"csrfmiddlewaretoken", "later", "stay", "use_family"}
    return {name: sent.getlist(name) for name in sent if name not in left_out}


def described_so_far(typed: dict[str, Any]) -> Described:
    """What can be looked for in a half-typed draft of a new family; what is wrong in it is left out."""
    saved = querydict(typed)
    names, births, numbers = [], [], []
    for prefix in ("children", "adults"):
        for place in range(min(number_in(saved.get(f"{prefix}-TOTAL_FORMS")), ChildRows.max_num)):
            row = f"{prefix}-{place}"
            if saved.get(f"{row}-DELETE"):
                continue
            names.append(" ".join((saved.get(f"{row}-name") or "")[:120].split()))
            births.append(saved.get(f"{row}-date_of_birth") or "")
            numbers.append(saved.get(f"{row}-nhs_number") or "")
    return Described(
        names=[name for name in names if len(name) >= SHORTEST_NAME],
        dates_of_birth=_sound(births, parse_date),
        nhs_numbers=_sound(numbers, _nhs),
        postcode=next(iter(_sound([saved.get("family-postcode") or ""], normal_postcode)), ""),
    )


def _sound(typed: list[str], read: Any) -> list[Any]:
    found = []
    for text in typed:
        try:
            found.append(read(text[:100])) if text.strip() else None
        except (NotADate, ValidationError):
            continue
    return found


def _nhs(text: str) -> str:
    nhs_number(text)
    return nhs_digits(text)


def wrong_so_far(page: DraftPage) -> dict[str, list[str]]:
    """What is wrong in fields that are filled in: a half-typed draft is not told what is still missing."""
    wrong: dict[str, list[str]] = {}
    for part in page.forms:
        for form in getattr(part, "forms", [part]):
            for name, errors in form.errors.items():
                if name in form.fields and form[name].data:
                    wrong[form.add_prefix(name)] = [str(error) for error in errors]
    return wrong
