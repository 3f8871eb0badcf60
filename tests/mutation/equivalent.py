"""Mutants that change nothing anybody could see, each with the reason: `function: change` as the run prints it."""

NEVER = "whoever has one of these roles at the centre is left out in the same query, whatever else they are there"
SHARED = "whoever is meant works with families here for that very agency, and the family does not exclude it"
TWICE = "the role stands among `never` already"

EQUIVALENT: dict[str, str] = {
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
