"""Reviews that are due or late."""

from datetime import date, timedelta

from django.urls import reverse

from accounts.models import User
from cases.models import Review
from cases.reminding.whom import leads, managers_of_centres, standing_in, week
from inputs.dates import in_words
from reminders.services import remind

REVIEW_AHEAD = 7


def remind_of_reviews(on: date) -> int:
    """Tell who leads and stands in (the manager, if nobody leads) of reviews due within a week; all of late ones."""
    managers = managers_of_centres(on)
    due = Review.objects.pending().filter(due_on__lte=on + timedelta(days=REVIEW_AHEAD)).select_related("case")
    rows = list(due.annotate(lead_id=leads("case_id", on), deputy_id=standing_in("case_id", on)))
    people = User.objects.in_bulk({pk for review in rows for pk in (review.lead_id, review.deputy_id) if pk})
    told = 0
    for review in rows:
        lead = [people[pk] for pk in (review.lead_id, review.deputy_id) if pk and review.lead_id]
        late = (on - review.due_on).days
        about = review.case.reference
        if late > 0:
            to = [*lead, *managers[review.case.centre_id]]
            key = f"review:{review.pk}:{review.due_on}:late:{week(late)}"
            sentence = f"Review for {about} is late: it was due on {in_words(review.due_on)}. Hold it now."
        else:
            to = lead or managers[review.case.centre_id]
            key = f"review:{review.pk}:{review.due_on}:due"
            sentence = f"Review for {about} is due on {in_words(review.due_on)}."
        told += remind(
            to=to, kind="review", key=key, sentence=sentence, path=reverse("review_hold", args=[review.pk]), on=on
        )
    return told
