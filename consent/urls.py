"""The addresses of agreements, wishes and sharing decisions."""

from django.urls import path

from consent.views import agreements, decisions, wordings

urlpatterns = [
    path("directory/wordings/", wordings.wordings, name="wordings"),
    path("directory/wordings/new/", wordings.wording_add, name="wording_add"),
    path("families/<int:pk>/agreement/", agreements.agreement_record, name="agreement_record"),
    path("families/<int:pk>/agreement/refused/", agreements.refusal_record, name="refusal_record"),
    path("families/<int:pk>/agreement/withdraw/", agreements.agreement_withdraw, name="agreement_withdraw"),
    path("families/<int:pk>/wishes/", agreements.wishes_change, name="wishes_change"),
    path("families/<int:pk>/sharing-decision/", decisions.sharing_decision_record, name="sharing_decision_record"),
    path("sharing-decisions/", decisions.sharing_decisions, name="sharing_decisions"),
    path("sharing-decisions/<int:pk>/", decisions.sharing_decision, name="sharing_decision"),
    path("sharing-decisions/<int:pk>/seen/", decisions.decision_seen, name="decision_seen"),
]
