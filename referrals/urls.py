"""The addresses of referrals."""

from django.urls import path

from referrals import views

urlpatterns = [
    path("families/<int:pk>/", views.family, name="family"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/new/", views.referral_start, name="referral_start"),
    path("referrals/<int:pk>/", views.referral, name="referral"),
    path("referrals/<int:pk>/draft/", views.referral_draft, name="referral_draft"),
    path("referrals/<int:pk>/draft/save/", views.referral_autosave, name="referral_autosave"),
    path("referrals/<int:pk>/draft/discard/", views.referral_discard, name="referral_discard"),
    path("referrals/<int:pk>/advice/", views.referral_advice, name="referral_advice"),
    path("referrals/<int:pk>/withdraw/", views.referral_withdraw, name="referral_withdraw"),
    path("referrals/<int:pk>/add/", views.referral_add, name="referral_add"),
    path("referrals/<int:pk>/join/", views.referral_join, name="referral_join"),
    path("referrals/<int:pk>/not-known/", views.referral_not_known, name="referral_not_known"),
]
