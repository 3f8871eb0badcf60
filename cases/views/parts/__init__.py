"""The parts of a case's page: what each is called, and what its template needs."""

from cases.views.parts import advice, agreement, notes, people, plan, reviews, story

PARTS = {
    "story": "What happened",
    "plan": "Plan",
    "reviews": "Reviews",
    "people": "People",
    "advice": "Advice",
    "notes": "Restricted notes",
    "agreement": "Agreement",
}
LOADERS = {
    "story": story.load,
    "plan": plan.load,
    "reviews": reviews.load,
    "people": people.load,
    "advice": advice.load,
    "notes": notes.load,
    "agreement": agreement.load,
}
