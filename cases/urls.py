"""Addresses of the pages about cases. Route name = view name = template name."""

from django.urls import path

from cases.views import agreement, case, ending, lists, people, plan, record, sharing

urlpatterns = [
    path("cases/", lists.cases, name="cases"),
    path("cases/<int:pk>/", case.case, name="case"),
    path("cases/<int:pk>/contact/", record.contact_record, name="contact_record"),
    path("contacts/<int:pk>/take-back/", record.contact_take_back, name="contact_take_back"),
    path("cases/<int:pk>/offer/", record.offer_record, name="offer_record"),
    path("offers/<int:pk>/answer/", record.offer_answer, name="offer_answer"),
    path("cases/<int:pk>/progress/", record.progress_report, name="progress_report"),
    path("cases/<int:pk>/goal/", plan.goal_set, name="goal_set"),
    path("goals/<int:pk>/reach/", plan.goal_reach, name="goal_reach"),
    path("cases/<int:pk>/action/", plan.action_agree, name="action_agree"),
    path("actions/", lists.actions, name="actions"),
    path("actions/<int:pk>/finish/", plan.action_finish, name="action_finish"),
    path("actions/<int:pk>/reopen/", plan.action_reopen, name="action_reopen"),
    path("actions/<int:pk>/take-back/", plan.action_take_back, name="action_take_back"),
    path("leads/<int:pk>/answer/", people.lead_answer, name="lead_answer"),
    path("leads/<int:pk>/take-back/", people.lead_take_back, name="lead_take_back"),
    path("leads/<int:pk>/end/", people.lead_end, name="lead_end"),
    path("cases/<int:pk>/lead/", people.lead_offer, name="lead_offer"),
    path("cases/<int:pk>/team/", people.team_join, name="team_join"),
    path("team/<int:pk>/leave/", people.team_leave, name="team_leave"),
    path("cases/<int:pk>/agreement/", agreement.agreement_renew, name="agreement_renew"),
    path("cases/<int:pk>/agreement/end/", agreement.agreement_end, name="agreement_end"),
    path("cases/<int:pk>/wishes/", agreement.wishes_revise, name="wishes_revise"),
    path("cases/<int:pk>/sharing-decision/", sharing.sharing_decide, name="sharing_decide"),
    path("cases/<int:pk>/without-agreement/", sharing.case_settle, name="case_settle"),
    path("cases/<int:pk>/share/", people.case_share, name="case_share"),
    path("cases/<int:pk>/share/<str:kind>/<int:share_pk>/end/", people.share_end, name="share_end"),
    path("reviews/<int:pk>/hold/", ending.review_hold, name="review_hold"),
    path("cases/<int:pk>/review/", ending.next_review_set, name="next_review_set"),
    path("cases/<int:pk>/tier/", ending.tier_change, name="tier_change"),
    path("cases/<int:pk>/close/", ending.case_close, name="case_close"),
    path("cases/<int:pk>/reopen/", ending.case_reopen, name="case_reopen"),
]
