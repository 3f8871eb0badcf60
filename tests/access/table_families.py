"""Referrals, families and what they agree to: the referrer's own, and the manager's; agreements also for the
information lead, to read."""

from tests.access.audiences import CASEWORKERS, NO_CASEWORK_AGREEMENT, SIGNED_IN
from tests.access.policy import minus, row
from tests.access.table_cases import of

ONLY_REFER = "Only practitioners who work with families at this centre can refer a family."
ONLY_WRITER = "Only whoever began this referral can write it."
ONLY_REFERRER_ADDS = "Only the referrer can add to a referral."
ONLY_MANAGER_JOINS = "Only the centre’s manager can say whether two families are the same."
ONLY_MANAGER_LISTS = "Only a centre’s manager can see the list of families."

# What somebody would look for who knows something of the Harbour family: a name, an NHS number, a postcode, a birthday.
SEARCHES = ("q=zqname", "q=9 014 076 000", "q=zq17ab", "q=11/03/2024")
# The referrer keeps the answer whatever became of it since: agreement ended, case closed, address confidential.
SENT = ("harbour", "ferry", "anchor", "lantern", "mooring", "cutter", "quay")
CANNOT = {NO_CASEWORK_AGREEMENT: "information_lead"}

PAGES = [
    *row("referrals", "GET", may=SIGNED_IN, ask=("", "show=waiting", "show=answered")),
    *row("referral", "GET", of("referral", *SENT), may="manager referrer"),
    *row("referral", "GET", "tiller.referral", may="manager excluded_referrer"),
    *row("referral", "GET", "skiff.referral", goes="referrer"),  # a draft is its writer's alone
    *row("referral", "GET", "beacon.referral", may="other_manager"),
    *row("referral", "GET", "nothing"),
    *row("referral_start", "GET", may=SIGNED_IN,
         ask=("", *SEARCHES)),
    *row("referral_start", "POST", may=f"{CASEWORKERS} other_manager other_worker left"),
    *row("referral_start", "POST", may=CASEWORKERS, send="centre_form"),
    *row("referral_start", "POST", may="manager referrer", send="known_family"),
    *row("referral_draft", "GET POST", "skiff.referral", may="referrer"),
    *row("referral_draft", "GET POST", "quay.referral", goes="referrer"),
    *row("referral_draft", "GET POST", "tiller.referral", goes="excluded_referrer"),
    *row("referral_autosave", "POST", "skiff.referral", may="referrer"),
    *row("referral_discard", "GET POST", "skiff.referral", may="referrer"),
    *row("referral_advice", "GET POST", "skiff.referral", may="referrer"),
    *row("referral_withdraw", "GET POST", "quay.referral", may="manager referrer"),
    *row("referral_withdraw", "GET", "harbour.referral", goes="manager referrer"),
    *row("referral_withdraw", "POST", "harbour.referral", may="manager referrer"),
    *row("referral_withdraw", "GET", "beacon.referral", goes="other_manager"),
    *row("referral_withdraw", "POST", "beacon.referral", may="other_manager"),
    *row("referral_add", "POST", "quay.referral", may="referrer", refused={ONLY_REFERRER_ADDS: "manager"}),
    *row("referral_add", "POST", "tiller.referral", may="excluded_referrer", refused={ONLY_REFERRER_ADDS: "manager"}),
    *row("referral_join", "POST", "quay.referral", may="manager", send="known_family"),
    *row("referral_not_known", "POST", "quay.referral", may="manager", refused={ONLY_MANAGER_JOINS: "referrer"}),
    *row("families", "GET", may="manager other_manager",
         refused={ONLY_MANAGER_LISTS: minus(SIGNED_IN, "manager other_manager")},
         ask=("", *SEARCHES)),
    *row("family", "GET", of("family", *SENT, "tiller", "skiff"), may="manager", ask=("", "address=yes")),
    *row("family", "GET", "beacon.family", may="other_manager", ask=("", "address=yes")),
    *row("family", "GET", "nothing"),
    *row("address_change", "GET POST", ("harbour.family", "mooring.family"), may="manager"),
    *row("address_change", "GET POST", "beacon.family", may="other_manager"),
    *row("address_show", "GET POST", ("harbour.family", "mooring.family"), may="manager"),
    *row("address_show", "GET POST", "beacon.family", may="other_manager"),
    *row("birth_record", "GET POST", ("harbour.child", "mooring.child"), may="manager"),
    *row("birth_record", "GET POST", "beacon.child", may="other_manager"),
    # Whoever took the agreement, the manager; the information lead reads them and cannot write.
    *[one for route in ("agreement_record", "refusal_record", "wishes_change")
      for one in row(route, "GET POST", of("family", *SENT, "skiff"), may="manager referrer", refused=CANNOT)],
    *[one for route in ("agreement_record", "refusal_record", "wishes_change")
      for one in row(route, "GET POST", "tiller.family", may="manager", refused=CANNOT)],
    *[one for route in ("agreement_record", "refusal_record", "wishes_change")
      for one in row(route, "GET POST", "beacon.family", may="other_manager")],
    *row("agreement_withdraw", "GET POST", of("family", "harbour", "lantern", "mooring", "quay", "skiff"),
         may="manager referrer", refused=CANNOT),
    *row("agreement_withdraw", "GET POST", of("family", "ferry", "anchor"), goes="manager referrer information_lead"),
    *row("agreement_withdraw", "GET POST", "tiller.family", may="manager", refused=CANNOT),
    *row("agreement_withdraw", "GET POST", "beacon.family", may="other_manager"),
]  # fmt: skip

API = [
    *row("referral-list", "GET", may=SIGNED_IN),
    *row("referral-list", "POST", may=CASEWORKERS, refused={ONLY_REFER: "administrator information_lead"},
         send="start"),
    *row("referral-list", "POST", may="manager referrer", send="known"),
    *row("referral-detail", "GET", of("referral", *SENT), may="manager referrer"),
    *row("referral-detail", "GET", "tiller.referral", may="manager excluded_referrer"),
    *row("referral-detail", "GET", "skiff.referral", may="referrer"),
    *row("referral-detail", "GET", "beacon.referral", may="other_manager"),
    *row("referral-detail", "PATCH", "skiff.referral", may="referrer", send="typed"),
    *row("referral-detail", "PATCH", "quay.referral", may="referrer", refused={ONLY_WRITER: "manager"}, send="typed"),
    *row("referral-submit", "POST", "skiff.referral", may="referrer", send="submit"),
    *row("referral-advice", "POST", "skiff.referral", may="referrer", send="advice"),
    *row("referral-withdraw", "POST", of("referral", "quay", "harbour"), may="manager referrer"),
    *row("referral-withdraw", "POST", "beacon.referral", may="other_manager"),
    *row("referral-add", "POST", "quay.referral", may="referrer", refused={ONLY_REFERRER_ADDS: "manager"},
         send="words"),
    *row("referral-choose-family", "POST", "skiff.referral", may="referrer", send="known_family"),
    *row("referral-choose-family", "POST", "quay.referral", may="referrer", refused={ONLY_WRITER: "manager"},
         send="known_family"),
    *row("referral-discard", "POST", "skiff.referral", may="referrer"),
    *row("referral-discard", "POST", "quay.referral", may="referrer", refused={ONLY_WRITER: "manager"}),
    *row("referral-join", "POST", "quay.referral", may="manager", refused={ONLY_MANAGER_JOINS: "referrer"},
         send="known_family"),
    *row("referral-not-known", "POST", "quay.referral", may="manager", refused={ONLY_MANAGER_JOINS: "referrer"}),
    *row("referral-not-known", "POST", "beacon.referral", may="other_manager"),
    *row("family-list", "GET", may=SIGNED_IN, ask=("", *SEARCHES)),
    *row("family-detail", "GET", of("family", *SENT, "tiller", "skiff"), may="manager", ask=("", "address=yes")),
    *row("family-detail", "GET", "beacon.family", may="other_manager"),
    *row("family-address", "POST", ("harbour.family", "mooring.family"), may="manager", send="address"),
    *row("family-address", "POST", "beacon.family", may="other_manager", send="address"),
    *row("family-birth", "POST", "harbour.family", may="manager", send="birth"),
    *row("family-birth", "POST", ("mooring.family", "beacon.family"), send="birth"),  # no child of theirs
    *row("agreement-list", "GET", may=SIGNED_IN),
    *row("agreement-list", "POST", may="manager referrer", refused=CANNOT, send="agreement"),
    *row("agreement-refusal", "POST", may="manager referrer", refused=CANNOT, send="agreement"),
    *row("wish-list", "POST", may="manager referrer", refused=CANNOT, send="wishes"),
    *row("agreement-detail", "GET", of("agreement", *SENT), may="manager referrer information_lead"),
    *row("agreement-detail", "GET", "tiller.agreement", may="manager information_lead"),
    *row("agreement-detail", "GET", "beacon.agreement", may="other_manager"),
    *row("agreement-withdraw", "POST", of("agreement", *SENT), may="manager referrer", refused=CANNOT,
         send="withdraw"),
    *row("agreement-withdraw", "POST", "tiller.agreement", may="manager", refused=CANNOT, send="withdraw"),
    *row("agreement-withdraw", "POST", "beacon.agreement", may="other_manager", send="withdraw"),
]  # fmt: skip
