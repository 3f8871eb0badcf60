"""The centre itself, its figures, and everybody's own account: none of it opens a family."""

from tests.access.audiences import BESIDE, KEEPERS, MEMBERS, ONLY_DIRECTORY, ONLY_REPORTS, SIGNED_IN
from tests.access.policy import Row, minus, row

OWN = "You cannot end your own membership."
OWN_ROLE = "You cannot give yourself a role."
ONLY_WORDS = "Only an administrator or the manager of the centre can put the words that families hear in use."
OWN_SECOND = "You cannot reset your own second step."
REPORT_READERS = f"{KEEPERS} other_manager"
ONLY_LOG = "Only the information lead of the centre can read its access log."
NO_REPORTS = minus(SIGNED_IN, REPORT_READERS)
MEMBERS_WITHOUT = minus(MEMBERS, KEEPERS)
PERIOD = "from=2026-08-25&to=2026-11-17&centre={rowan.centre}"


def whoever_keeps(route: str, methods: str, place: str) -> list[Row]:
    """What administrators and managers do with their own centre's directory."""
    return [
        *row(route, methods, f"rowan.{place}", may=KEEPERS, refused={ONLY_DIRECTORY: MEMBERS_WITHOUT}),
        *row(route, methods, f"beacon.{place}", may="other_manager", refused={ONLY_DIRECTORY: "other_worker"}),
        *row(route, methods, "nothing"),
    ]


PAGES = [
    *row("directory", "GET", may=SIGNED_IN, ask=("", "q=zq")),
    *row("services", "GET", may=SIGNED_IN, ask=("", "q=zq")),
    *whoever_keeps("membership_start", "GET POST", "centre"),
    *whoever_keeps("closed_days", "GET POST", "centre"),
    *whoever_keeps("closed_days_end", "POST", "closed"),
    *row("invitation_send", "POST", "rowan.job", may=KEEPERS,
         refused={ONLY_DIRECTORY: minus(MEMBERS_WITHOUT, "colleague"), OWN_ROLE: "colleague"}),
    *row("invitation_send", "POST", "beacon.job", may="other_manager", refused={ONLY_DIRECTORY: "other_worker"}),
    *row("wordings", "GET", may=SIGNED_IN),
    *row("wording_add", "GET POST", may=REPORT_READERS, refused={ONLY_WORDS: f"{MEMBERS_WITHOUT} other_worker left"}),
    *row("wording_add", "GET POST", ask="centre={rowan.centre}", may=KEEPERS, refused={ONLY_WORDS: MEMBERS_WITHOUT}),
    *row("membership_end", "GET POST", "rowan.job", may=KEEPERS,
         refused={ONLY_DIRECTORY: minus(MEMBERS_WITHOUT, "colleague"), OWN: "colleague"}),
    *row("membership_end", "GET POST", "beacon.job", may="other_manager", refused={ONLY_DIRECTORY: "other_worker"}),
    *row("partner_add", "GET POST", may=REPORT_READERS,
         refused={ONLY_DIRECTORY: f"{MEMBERS_WITHOUT} other_worker left"}),
    *row("partner_add", "GET POST", ask="centre={rowan.centre}", may=KEEPERS,
         refused={ONLY_DIRECTORY: MEMBERS_WITHOUT}),
    *row("reports", "GET", may=REPORT_READERS, refused={ONLY_REPORTS: NO_REPORTS}),
    # Whoever names a centre that is not theirs is shown their own.
    *row("reports", "GET", ask=PERIOD, may=REPORT_READERS, refused={ONLY_REPORTS: NO_REPORTS}),
    *row("report_export", "GET", ("csv", "xlsx"), ask=PERIOD, may=REPORT_READERS, refused={ONLY_REPORTS: NO_REPORTS}),
    *row("report_export", "GET", "pdf", ask=PERIOD, goes=REPORT_READERS, refused={ONLY_REPORTS: NO_REPORTS}),
    *[one for route in ("report_pdf", "report_pdf_state", "report_pdf_open")
      for one in row(route, "GET", "rowan.report", may=KEEPERS, refused={ONLY_REPORTS: MEMBERS_WITHOUT})],
    *row("second_factor_reset", "GET POST", "rowan.job", may=KEEPERS,
         refused={ONLY_DIRECTORY: minus(MEMBERS_WITHOUT, "colleague"), OWN_SECOND: "colleague"}),
    *row("second_factor_reset", "GET POST", "beacon.job", may="other_manager",
         refused={ONLY_DIRECTORY: "other_worker"}),
    *row("access_log", "GET", may="information_lead",
         refused={ONLY_LOG: minus(f"{MEMBERS} {BESIDE} left", "information_lead")}),
    *row("access_log", "GET", ask="centre={rowan.centre}", may="information_lead",
         refused={ONLY_LOG: minus(MEMBERS, "information_lead")}),
    *row("access_log", "GET", ask="centre={beacon.centre}", refused={ONLY_LOG: BESIDE}),
    *row("api_tokens", "GET POST", may=SIGNED_IN, send="token"),
    *row("api_token_revoke", "POST", "lead.token", may="lead"),
]  # fmt: skip

API = [
    *row("me-list", "GET", may=SIGNED_IN),
    *row("membership-list", "GET", may=SIGNED_IN, ask=("", "q=zq")),
    *row("membership-list", "POST", may=KEEPERS, refused={ONLY_DIRECTORY: MEMBERS_WITHOUT}, send="newcomer"),
    *row("membership-invite-again", "POST", "rowan.job", may=KEEPERS,
         refused={ONLY_DIRECTORY: minus(MEMBERS_WITHOUT, "colleague"), OWN_ROLE: "colleague"}),
    *row("membership-invite-again", "POST", "beacon.job", may="other_manager",
         refused={ONLY_DIRECTORY: "other_worker"}),
    *row("partner-list", "GET", may=SIGNED_IN),
    *row("partner-list", "POST", may=KEEPERS, refused={ONLY_DIRECTORY: MEMBERS_WITHOUT}, send="partner"),
    *row("membership-detail", "GET", "rowan.job", may=MEMBERS),
    *row("membership-detail", "GET", "beacon.job", may="other_manager other_worker"),
    *row("closed-days-list", "GET", may=SIGNED_IN),
    *row("closed-days-list", "POST", may=KEEPERS, refused={ONLY_DIRECTORY: MEMBERS_WITHOUT}, send="closed"),
    *whoever_keeps("closed-days-open", "POST", "closed"),
    *row("service-list", "GET", may=SIGNED_IN, ask=("", "q=zq")),
    *row("service-detail", "GET", "rowan.service", may=MEMBERS),
    *row("service-detail", "GET", "beacon.service", may="other_manager other_worker"),
    *row("report-review", "GET", may=REPORT_READERS, refused={ONLY_REPORTS: NO_REPORTS}),
    # A centre that one may not choose is the same as none: a field that is wrong.
    *row("report-review", "GET", ask=PERIOD, may=KEEPERS, others="422"),
    *row("report-export", "GET", ask=("kind=csv", "kind=xlsx"), may=REPORT_READERS,
         refused={ONLY_REPORTS: NO_REPORTS}),
    *row("report-export", "GET", ask=f"kind=csv&{PERIOD}", may=KEEPERS, others="422"),
    *row("report-pdf", "POST", may=REPORT_READERS, refused={ONLY_REPORTS: NO_REPORTS}),
    *[one for route in ("report-pdf-detail", "report-pdf-file")
      for one in row(route, "GET", "rowan.report", may=KEEPERS, refused={ONLY_REPORTS: MEMBERS_WITHOUT})],
    *row("wording-list", "GET", may=SIGNED_IN),
    *row("wording-list", "POST", may=KEEPERS, refused={ONLY_WORDS: MEMBERS_WITHOUT}, send="wording"),
    *row("wording-detail", "GET", "rowan.wording", may=MEMBERS),
    *row("wording-detail", "GET", "beacon.wording", may="other_manager other_worker"),
    *row("token-list", "GET", may=SIGNED_IN),
    *row("token-list", "POST", may=SIGNED_IN, send="token"),
    *row("token-detail", "GET DELETE", "lead.token", may="lead"),
    *row("schema", "GET", may=SIGNED_IN),
    *row("api_docs", "GET", may=SIGNED_IN),
]  # fmt: skip

# Signing in, passwords and the second step are the library's (django-allauth): only one's own, before and after
# signing in. For everybody: no error of ours, and nothing of a family.
LIBRARY = (
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn",
    "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
)  # fmt: skip
# Without signing in, for whoever watches over the installation: whether it is alive, and nothing else.
OPEN = ("healthz", "readyz")
