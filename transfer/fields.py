"""What a column can be about, how pages call it, and the names that lists give it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHILDREN, ADULTS = 4, 2  # of one row; further ones have rows of their own, with the same number of the family


@dataclass(frozen=True)
class Field:
    """`code` is what is kept; `about` groups fields on the page; `names` are what columns are called, in small letters
    without spaces and signs."""

    code: str
    label: str
    about: str
    names: tuple[str, ...] = ()


def _child(number: int) -> list[Field]:
    about = "Child" if number == 1 else f"Child {number}"
    first = ("child", "childs", "childrens") if number == 1 else ()
    before = (f"child{number}", f"{number}child", *first)
    return [
        Field(f"child_{number}_name", f"{about}: name", about, _named(before, ("", "name", "fullname"))),
        Field(
            f"child_{number}_born", f"{about}: date of birth", about,
            (*_named(before, ("dob", "dateofbirth", "born", "birthday")), *_if(number, ("dob", "dateofbirth", "born"))),
        ),
        Field(
            f"child_{number}_expected", f"{about}: expected date of delivery", about,
            (*_named(before, ("due", "edd", "expected", "duedate")), *_if(number, ("edd", "duedate", "due"))),
        ),
        Field(
            f"child_{number}_nhs", f"{about}: NHS number", about,
            (*_named(before, ("nhs", "nhsnumber", "nhsno")), *_if(number, ("nhs", "nhsnumber", "nhsno"))),
        ),
    ]  # fmt: skip


def _adult(number: int) -> list[Field]:
    about = "Parent or carer" if number == 1 else f"Parent or carer {number}"
    first = ("parent", "carer", "adult", "mother", "mum", "parentcarer", "maincarer") if number == 1 else ()
    other = ("father", "dad") if number == 2 else ()
    before = (f"adult{number}", f"parent{number}", f"carer{number}", *first, *other)
    return [
        Field(f"adult_{number}_name", f"{about}: name", about, _named(before, ("", "name", "fullname"))),
        Field(
            f"adult_{number}_relation", f"{about}: relation to the children", about,
            (*_named(before, ("relation", "relationship")), *_if(number, ("relation", "relationship"))),
        ),
        Field(
            f"adult_{number}_responsibility", f"{about}: has parental responsibility", about,
            (*_named(before, ("pr", "responsibility", "parentalresponsibility")),
             *_if(number, ("pr", "parentalresponsibility"))),
        ),
        Field(
            f"adult_{number}_phone", f"{about}: telephone", about,
            (*_named(before, ("phone", "telephone", "tel", "mobile")),
             *_if(number, ("phone", "telephone", "tel", "mobile", "phonenumber", "contactnumber"))),
        ),
        Field(
            f"adult_{number}_email", f"{about}: e-mail address", about,
            (*_named(before, ("email", "emailaddress")), *_if(number, ("email", "emailaddress"))),
        ),
        Field(f"adult_{number}_born", f"{about}: date of birth", about, _named(before, ("dob", "dateofbirth", "born"))),
        Field(f"adult_{number}_nhs", f"{about}: NHS number", about, _named(before, ("nhs", "nhsnumber", "nhsno"))),
    ]  # fmt: skip


def _named(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    return tuple(one + other for one in before for other in after)


def _if(number: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return names if number == 1 else ()


FAMILY, AGREEMENT, CASE = "Family", "Agreement", "Open case"
FIELDS: tuple[Field, ...] = (
    Field("key", "Your own number for the family", FAMILY,
          ("familynumber", "familyno", "familyid", "familyref", "familyreference", "householdid", "ref", "reference",
           "id", "caseid", "casenumber", "yournumber")),
    Field("name", "Family name", FAMILY, ("family", "familyname", "surname", "lastname", "household")),
    Field("registered_on", "Registration form signed on", FAMILY, ("registered", "registeredon", "registrationdate")),
    Field("language", "Language spoken at home", FAMILY, ("language", "homelanguage", "firstlanguage")),
    Field("interpreter", "Interpreter needed (yes or no)", FAMILY, ("interpreter", "interpreterneeded")),
    Field("safe_contact", "How and when to contact safely", FAMILY, ("safecontact", "contactnotes")),
    Field("address", "Address without the postcode", FAMILY, ("address", "street", "addressline1", "homeaddress")),
    Field("postcode", "Postcode", FAMILY, ("postcode", "postalcode", "pc")),
    Field("confidential", "Address confidential (yes or no)", FAMILY,
          ("confidential", "confidentialaddress", "addressconfidential")),
    *[field for number in range(1, CHILDREN + 1) for field in _child(number)],
    *[field for number in range(1, ADULTS + 1) for field in _adult(number)],
    Field("agreement", "Agreement (agreed, to be confirmed, refused, withdrawn)", AGREEMENT,
          ("agreement", "agreed", "consent", "consentgiven")),
    Field("agreed_by", "Who agreed or said no (name)", AGREEMENT, ("agreedby", "consentby", "consentgivenby")),
    Field("agreed_on", "Agreed or said no on", AGREEMENT,
          ("agreedon", "consentdate", "dateofconsent", "agreementdate")),
    Field("agreed_how", "How (signed, spoken, electronic)", AGREEMENT, ("howagreed", "agreedhow", "consenttype")),
    Field("witness", "Who heard it, if spoken", AGREEMENT, ("witness", "heardby")),
    Field("withdrawn_on", "Withdrawn on", AGREEMENT, ("withdrawnon", "consentwithdrawn", "consentwithdrawnon")),
    Field("case_opened_on", "Case opened on", CASE, ("caseopened", "caseopenedon", "openedon", "opened", "startdate")),
    Field("tier", "Tier of need (2 or 3)", CASE, ("tier", "tierofneed", "level", "levelofneed")),
    Field("next_review_on", "Next review on", CASE, ("nextreview", "nextreviewon", "reviewdate", "nextreviewdate")),
    Field("lead_email", "Lead professional’s e-mail address", CASE,
          ("lead", "leademail", "leadprofessional", "leadprofessionalemail", "keyworker", "keyworkeremail")),
    Field("worries", "Why the family is supported", CASE,
          ("reason", "worries", "concerns", "why", "reasonforreferral")),
)  # fmt: skip
BY_CODE: dict[str, Field] = {field.code: field for field in FIELDS}


def proposed(columns: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """For each column the field it is probably about, no field twice: as last time, else by its name."""
    found: dict[str, str] = {}
    for column in columns:
        code = remembered.get(squeezed(column), "")
        if code in BY_CODE and code not in found.values():
            found[column] = code
    for column in columns:
        name = squeezed(column)
        if column in found or name in remembered:
            continue
        fits = (field.code for field in FIELDS if _called(field, name) and field.code not in found.values())
        code = next(fits, "")
        if code:
            found[column] = code
    return found


def _called(field: Field, name: str) -> bool:
    """As lists call it, or as our own pages do."""
    return name in field.names or name in (squeezed(field.label), squeezed(field.label.split(" (")[0]))


def squeezed(column: str) -> str:
    """A column's name in small letters and digits alone: "Child's D.O.B." is "childsdob"."""
    return re.sub(r"[^a-z0-9]", "", column.casefold())
