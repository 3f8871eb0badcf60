"""Who may take back what was recorded."""

from typing import Any

from django.utils import timezone

from cases.models import Contact
from cases.policies.case import may_work
from inputs.answers import Answer, no


def may_take_back_contact(user: Any, contact: Contact) -> Answer:
    """Whoever entered it, on the day of entry: later it is history."""
    if contact.by_id != user.pk:
        return no("Only the person who recorded this contact can take it back.")
    if timezone.localdate(contact.entered_at) != timezone.localdate():
        return no("A contact can be taken back on the day it was recorded. After that, record what is right beside it.")
    return may_work(user, contact.case)
