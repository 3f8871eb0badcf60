"""What the clock tells of lead professionals who are away while nobody stands in."""

from datetime import date

from django.urls import reverse

from cases.reminding import managers_of_centres
from inputs.dates import in_words
from meetings.unattended import Unattended, unattended
from reminders.services import remind


def remind_of_unattended(*, on: date) -> int:
    """Tell whoever goes away before they do, and the managers once they have gone; how many were newly told."""
    managers, told = managers_of_centres(on), 0
    for one in unattended(on):
        about, until = one.case.reference, in_words(one.absence.ends_on)
        if one.begun(on):
            to, occasion = managers[one.case.centre_id], "begun"
            sentence = f"Whoever leads for {about} is away until {until}, and nobody stands in. Ask somebody."
        else:
            to, occasion = [one.lead], "ahead"
            since = in_words(one.absence.starts_on)
            sentence = f"You are away from {since} to {until}, and nobody stands in for {about}. Ask somebody."
        key = f"away:{one.absence.pk}:{one.case.pk}:{occasion}"
        told += remind(to=to, kind="away", key=key, sentence=sentence, path=page_to_ask(one), on=on)
    return told


def page_to_ask(one: Unattended) -> str:
    """Where somebody is asked, with the days of the absence."""
    days = f"starts_on={one.absence.starts_on.isoformat()}&ends_on={one.absence.ends_on.isoformat()}"
    return f"{reverse('deputy_ask', args=[one.case.pk])}?{days}"
