"""What taking a feed over would change: new, changed with old and new, back again, gone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from centres.open_referral.listed import ANY_AGE, Listed, Read
from centres.status import Day, Need

LABELS = {
    "name": "Name", "provider": "Provider", "about": "About", "needs": "For", "ages": "Ages", "when": "When",
    "days": "Days", "where": "Where", "districts": "Postcode areas", "contact": "Contact", "phone": "Telephone",
    "email": "E-mail", "website": "Website",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One field: what stands there now, and what would."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """A service of which the feed says something else than the directory."""

    service: Listed
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """What would happen, each by name."""

    new: tuple[Listed, ...] = ()
    changed: tuple[Changed, ...] = ()
    back: tuple[Listed, ...] = ()  # offered again
    gone: tuple[Listed, ...] = ()  # no longer in the feed, or said there to have ended
    same: tuple[Listed, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything would change but the day on which each service was seen last."""
        return bool(self.new or self.changed or self.back or self.gone)

    @property
    def many_gone(self) -> bool:
        """Whether so much is missing that the feed may be at fault: more than a third of what there was."""
        stayed = len(self.changed) + len(self.same)
        return len(self.gone) > 2 and len(self.gone) * 2 > stayed


def compare(known: Mapping[str, Listed], read: Read) -> Changes:
    """`known` is what the directory has of this source, by the feed's id.

    What could not be read stays as it is. What a service is for stays as the centre put it, unless the feed tells it
    in our own words.
    """
    left_out = {one.ref for one in read.problems if one.left_out}
    found: dict[str, list[Any]] = {"new": [], "changed": [], "back": [], "gone": [], "same": []}
    for one in sorted(read.services, key=lambda service: service.name.lower()):
        before = known.get(one.ref)
        if before is None:
            if one.offered:
                found["new"].append(one)
            continue
        after = one if one.needs_told else replace(one, needs=before.needs)
        differences = tuple(differences_between(before, after))
        if before.offered and not after.offered:
            found["gone"].append(before)
        elif after.offered and not before.offered:
            found["back"].append(after)
        elif differences and after.offered:
            found["changed"].append(Changed(after, differences))
        else:
            found["same"].append(before)
    listed = {one.ref for one in read.services} | left_out
    found["gone"] += [one for ref, one in known.items() if ref not in listed and one.offered]
    found["gone"].sort(key=lambda service: service.name.lower())
    return Changes(**{name: tuple(rows) for name, rows in found.items()})


def differences_between(before: Listed, after: Listed) -> list[Difference]:
    """Field by field, in words."""
    old, new = _in_words(before), _in_words(after)
    return [Difference(label, old[name], new[name]) for name, label in LABELS.items() if old[name] != new[name]]


def _in_words(one: Listed) -> dict[str, str]:
    words = {name: getattr(one, name) for name in LABELS if name != "ages"}
    words["needs"] = ", ".join(str(Need(need).label) for need in one.needs)
    words["days"] = ", ".join(str(Day(day).label) for day in one.days)
    words["districts"] = ", ".join(one.districts)
    words["ages"] = ages_in_words(one.from_age_months, one.to_age_months)
    return words


def ages_in_words(from_months: int, to_months: int) -> str:
    """The ages of children it is for, in years from two on: "6 months to 4 years", "Any age"."""
    if to_months >= ANY_AGE:
        return f"{_age(from_months).capitalize()} and over" if from_months else "Any age"
    return f"{_age(from_months)} to {_age(to_months)}"


def _age(months: int) -> str:
    if months < 24:
        return "birth" if months == 0 else f"{months} month{'s' if months > 1 else ''}"
    years, rest = divmod(months, 12)
    return f"{years}½ years" if rest == 6 else f"{years} years"
