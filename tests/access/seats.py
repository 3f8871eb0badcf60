"""The people of the matrix. Each has one role and stands in one relation to the families of the centre."""

SEATS = {
    # those who run the centre
    "manager": "centre manager of the families' centre",
    "administrator": "administrator of the centre: no casework",
    "information_lead": "information lead of the centre: no casework",
    # those who stand in a relation to the cases
    "lead": "family support worker, lead professional of the cases",
    "deputy": "family support worker who stands in for the lead until next week",
    "team": "specialist in the team around the families",
    "supervisor": "link social worker who supervises the lead",
    "reader": "health visitor with whom the cases are shared until tomorrow",
    "agency_reader": "specialist of an agency with which the cases are shared until tomorrow",
    "reader_before": "health visitor with whom the cases were shared until yesterday",
    "emergency": "specialist of the agency that must not know, who has two of the cases open in an emergency",
    "owner": "ancillary health worker with an open action of each case, not in the team",
    "asked": "family support worker who is asked to lead the Cutter family, to take on an action of each case,"
    " and to stand in for its lead later",
    "checker": "family support worker who asks the Lantern family how it goes, now that the work has ended",
    "referrer": "health visitor who made the referrals and took the agreements; not at the meetings, not in the teams",
    "excluded_referrer": "health visitor who referred the Tiller family, which keeps it from their agency since",
    # those who meet families at the meeting
    "chair": "health visitor in the chair of the meetings, for an agency that may know",
    "invited": "specialist expected at the meetings, for an agency that may know",
    "excluded": "specialist expected at the meetings, and once put into the teams, of an agency that must not know",
    "guest": "specialist who comes to the meetings as a guest, for the Harbour family alone",
    # those who have nothing to do with the families
    "colleague": "family support worker of the centre without any involvement",
    "adviser": "link social worker who is asked for advice about each case",
    "social_worker": "link social worker of the centre without any involvement",
    "left": "health visitor who led up to everything (team, share, action, meetings) until that job ended",
    "other_manager": "centre manager of another centre",
    "other_worker": "family support worker of another centre, lead professional there",
    "stranger": "somebody with a sign-in who works nowhere",
    "superuser": "somebody who runs the installation: a superuser who works nowhere",
    "anonymous": "nobody: not signed in",
}
