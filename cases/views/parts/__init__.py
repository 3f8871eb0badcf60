"""The parts of a case's page: what each is called, and what its template needs."""

from cases.views.parts import agreement, notes, people, plan, reviews, story, visits

PARTS = {
    "story": "What happened",
    "visits": "Visits",
    "plan": "Plan",
    "reviews": "Reviews",
    "people": "People",
    "notes": "Restricted notes",
    "agreement": "Agreement",
}
LOADERS = {
    "story": story.load,
    "visits": visits.load,
    "plan": plan.load,
    "reviews": reviews.load,
    "people": people.load,
    "notes": notes.load,
    "agreement": agreement.load,
}
