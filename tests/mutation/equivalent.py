"""Mutants that change nothing anybody could see, each with the reason: `function: change` as the run prints it."""

NEVER = "whoever has one of these roles at the centre is left out in the same query, whatever else they are there"
SHARED = "whoever is meant works with families here for that very agency, and the family does not exclude it"
TWICE = "the role stands among `never` already"
BEFORE = "the manager is let in by another part of the same condition"
NULL = "who was not merged into anybody has NULL there, which is in no list"
ONE_LEAD = "a case has one accepted lead at most: whoever leads it is the one"
GUESTS = "PostgreSQL lets nobody but a guest have items of their own (guest_of_that_meeting)"
ASKS = "advised_ids asks for a link social worker there, and for a family that lets the agency know, by itself"
FIRST = "who has this role is let in by the first of the three conditions"
KEPT = "whoever is not let read a kind is so by a wish that is kept: of an ended one beside it the answer is the same"
REAL = "similarity is a real, and none of those is 0.45, which is not one"
INDEX = "it is there for the index: what the next filter asks of a name is more"

EQUIVALENT: dict[str, str] = {
    "may_record_decision: has_role(user, family.centre_id, *CASEWORK_ROLES) -> has_role(user, family.centre_id, "
    "*CASEWORK_ROLES[1:])": BEFORE,
    "may_run: has_role(user, meeting.centre_id, *CASEWORK_ROLES) -> has_role(user, meeting.centre_id, "
    "*CASEWORK_ROLES[1:])": BEFORE,
    "_AS_GUEST: Q(guest=True, guest_items__item_id=OuterRef('pk')) -> Q(guest_items__item_id=OuterRef('pk'))": GUESTS,
    "_merged: apps.get_model('families', 'Family').every.filter(merged_into__isnull=False) -> "
    "apps.get_model('families', 'Family').every.filter()": NULL,
    "BriefingQuerySet.visible_to: Q(lead__user_id=user.pk or 0, lead__status=LeadStatus.ACCEPTED) -> "
    "Q(lead__status=LeadStatus.ACCEPTED)": ONE_LEAD,
    "MinutesQuerySet.visible_to: centre_ids(user, *CASEWORK_ROLES) -> centre_ids(user, *CASEWORK_ROLES[1:])": BEFORE,
    "_named_like: people.filter(name__trigram_similar=name) -> people.filter()": INDEX,
    "ADVISER: Relation('adviser', 'You are asked for advice about the family: you see the header, and what stands "
    "with the question.', 'Is asked for advice', advised_ids) -> … ands with the question.', 'Is asked for advice', "
    "advised_ids, roles=CASEWORK_ROLES)": ASKS,
    "_kept_from: apps.get_model('consent', 'KindWish').objects.order_by().kept() -> "
    "apps.get_model('consent', 'KindWish').objects.order_by()": KEPT,
    "_named_like: near.filter(near__gte=ALIKE) -> near.filter(near__gt=ALIKE)": REAL,
    **{
        "MeetingQuerySet.visible_to: centre_ids(user, *CASEWORK_ROLES) -> "
        f"centre_ids(user, *CASEWORK_ROLES{more})": FIRST
        for more in ("[1:]", ", 'administrator'")
    },
    **{
        "AGENCY_SHARE: Relation('agency_share', 'The case was shared with your agency until a set date.', 'The case "
        "was shared with their agency', shared_with_agency_ids) -> … e case was shared with their agency', "
        f"shared_with_agency_ids, roles=CASEWORK_ROLES{more})": SHARED
        for more in ("", " + ('administrator',)")
    },
    **{
        "emergency_centre_ids: centres_of(user, on, *CASEWORK_ROLES) -> "
        f"centres_of(user, on, *CASEWORK_ROLES, '{role}')": NEVER
        for role in ("administrator", "information_lead")
    },
    **{
        f"{where}: centres_of({who}, on, *{never}) -> centres_of({who}, on, *{never}, '{role}')": TWICE
        for where, who, never in (
            ("emergency_centre_ids", "user", "BREAK_GLASS.never"),
            ("opened", "inner", "relation.never"),
        )
        for role in ("administrator", "information_lead")
    },
}
