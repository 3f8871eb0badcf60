"""The addresses of agreements and wishes."""

from django.urls import path

from consent import views

urlpatterns = [
    path("directory/wordings/", views.wordings, name="wordings"),
    path("directory/wordings/new/", views.wording_add, name="wording_add"),
    path("families/<int:pk>/agreement/", views.agreement_record, name="agreement_record"),
    path("families/<int:pk>/agreement/refused/", views.refusal_record, name="refusal_record"),
    path("families/<int:pk>/agreement/withdraw/", views.agreement_withdraw, name="agreement_withdraw"),
    path("families/<int:pk>/wishes/", views.wishes_change, name="wishes_change"),
]
