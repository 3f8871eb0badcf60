"""Addresses of the directory."""

from django.urls import path

from centres import views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/<int:pk>/people/new/", views.membership_start, name="membership_start"),
    path("directory/partners/new/", views.partner_add, name="partner_add"),
    path("directory/people/<int:pk>/change/", views.membership_change, name="membership_change"),
    path("directory/people/<int:pk>/end/", views.membership_end, name="membership_end"),
    path("directory/people/<int:pk>/second-step/", views.second_factor_reset, name="second_factor_reset"),
    path("directory/people/<int:pk>/invitation/", views.invitation_send, name="invitation_send"),
    path("directory/<int:pk>/closed/", views.closed_days, name="closed_days"),
    path("directory/closed/<int:pk>/open/", views.closed_days_end, name="closed_days_end"),
    path("services/", views.services, name="services"),
]
