"""In which connection somebody saw a family's record, in words a family understands.

The log names the page or output; several of them are one thing to the family. What is not named here is said in general
words: nothing is left out because nobody thought of it.
"""

OTHERWISE = "Opened your family's record"

WORDS: dict[str, tuple[str, ...]] = {
    "Saw your family's name in a list of their work": (
        "my_fortnight", "cases", "cases_without_lead", "actions", "visits", "referrals", "families", "api:cases",
        "api:leads", "api:deputies", "api:reviews", "api:families", "api:referrals", "api:actions:list", "api:visits",
        "import_rows", "import_report",
    ),
    "Found your family in a search": ("find_family", "api:find"),
    "Worked with your family, or looked at the work with your family": (
        "case", "contact_record", "offer_record", "offer_answer", "refusal_next", "progress_report", "goal_set",
        "action_agree", "action_finish", "review_hold", "next_review_set", "tier_change", "case_close", "case_reopen",
        "team_join", "case_share", "lead_offer", "lead_end", "lead_answer", "api:case", "api:contacts", "api:offers",
        "api:goals", "api:reviews_of_case", "api:actions:retrieve", "goal_change", "goal_give_up", "review_copy",
        "action_pass_on", "pass_on_answer", "lead_hand_over", "briefing", "api:leads_of_case", "api:pass_ons",
        "api:briefing", "visit_plan", "visit_change", "team_change", "other_involve", "other_change", "api:others",
        "api:team", "message_write", "api:messages", "assessment", "assessment_write", "assessment_copy",
        "api:assessments", "api:assessment", "deputy_ask", "deputy_answer", "api:deputies_of_case", "advice_ask",
        "advice_answer", "api:advice", "api:advice_of_case", "plan_copy", "action_goal",
        "later_check", "closing_complete", "api:closures", "api:closures_of_case", "api:checks",
        # In the same words, on purpose: whoever reads the copy must not learn of a restricted note, nor of
        # a sharing decision that the family was not told of, because telling it would put somebody at risk.
        "restricted_note", "restricted_note_write", "note_readers", "api:note", "api:notes",
        "case_step_up", "step_up_summary", "step_up_answer", "api:step_ups",
        "sharing_decide", "sharing_decision", "sharing_decisions", "sharing_decision_record", "case_settle",
        "api:sharing_decision", "api:sharing_decisions",
    ),
    "Was at the meeting that talked about your family": (
        "item", "item_guests", "meeting", "meeting_close", "api:item", "api:meeting",
    ),
    "Read the minutes of a meeting that talked about your family": (
        "minutes", "minutes_pdf", "minutes_correct", "api:minutes",
    ),
    "Wrote or read the request that brought your family to the team": (
        "referral", "referral_draft", "referral_autosave", "referral_start", "referral_advice", "referral_withdraw",
        "referral_discard", "api:referral",
    ),
    "Looked at who belongs to your family": ("family", "birth_record", "name_change", "address_change", "api:family"),
    "Looked whether your family is on record twice": (
        "duplicates", "look_alikes", "look_alike_mark", "merge_people", "merge", "merges", "merge_undo",
    ),
    "Looked up where you live": ("family_address",),
    "Recorded or read what you agreed to": (
        "agreement_record", "agreement_renew", "agreement_withdraw", "agreement_end", "refusal_record", "wishes_change",
        "wishes_revise", "api:agreement", "api:agreements",
    ),
    "Looked at who has seen your family's record": ("case_seen",),
    "Made this copy": ("family_copy", "family_copy_pdf", "family_copy_open"),
}  # fmt: skip

# The same connections, said to a colleague who asks who has seen the record.
TO_COLLEAGUES: dict[str, str] = {
    "Saw your family's name in a list of their work": "Saw the family's name in a list",
    "Found your family in a search": "Found the family in a search",
    "Worked with your family, or looked at the work with your family": "Worked with the family, or looked at the case",
    "Was at the meeting that talked about your family": "Was at a meeting that talked about the family",
    "Read the minutes of a meeting that talked about your family": "Read the minutes of a meeting about the family",
    "Wrote or read the request that brought your family to the team": "Wrote or read the referral",
    "Looked at who belongs to your family": "Looked at the family's record",
    "Looked whether your family is on record twice": "Looked whether the family is on record twice",
    "Looked up where you live": "Looked up the address",
    "Recorded or read what you agreed to": "Recorded or read an agreement or wishes",
    "Looked at who has seen your family's record": "Looked at who has seen the record",
    "Made this copy": "Made the family's copy",
    OTHERWISE: "Opened the record",
}

IN_WORDS = {name: words for words, names in WORDS.items() for name in names}


def connection(name: str) -> str:
    """What somebody did who got the page or output of this name."""
    return IN_WORDS.get(name, OTHERWISE)
