"""The parts of a case's page: what each is called, and what its template needs."""

from cases.views.parts import advice, agreement, assessment, notes, people, plan, reviews, story, visits

PARTS = {
    "story": "What happened",
    "visits": "Visits",
    "assessment": "Assessment",
    "plan": "Plan",
    "reviews": "Reviews",
    "people": "People",
    "advice": "Advice",
    "notes": "Restricted notes",
    "agreement": "Agreement",
}
LOADERS = {
    "story": story.load,
    "assessment": assessment.load,
    "visits": visits.load,
    "plan": plan.load,
    "reviews": reviews.load,
    "people": people.load,
    "advice": advice.load,
    "notes": notes.load,
    "agreement": agreement.load,
}
