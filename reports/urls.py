"""Addresses of the centre's figures and of the family's copy."""

from django.urls import path

from reports import copy_views, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/export/<slug:kind>/", views.report_export, name="report_export"),
    path("access-log/", views.access_log, name="access_log"),
    path("reports/pdf/<int:pk>/", views.report_pdf, name="report_pdf"),
    path("reports/pdf/<int:pk>/state/", views.report_pdf_state, name="report_pdf_state"),
    path("reports/pdf/<int:pk>/open/", views.report_pdf_open, name="report_pdf_open"),
    path("cases/<int:pk>/seen/", copy_views.case_seen, name="case_seen"),
    path("families/<int:pk>/copy/", copy_views.family_copy, name="family_copy"),
    path("families/<int:pk>/copy/pdf/", copy_views.family_copy_pdf, name="family_copy_pdf"),
    path("families/<int:pk>/copy/pdf/<int:document>/", copy_views.family_copy_ready, name="family_copy_ready"),
    path("families/<int:pk>/copy/pdf/<int:document>/state/", copy_views.family_copy_state, name="family_copy_state"),
    path("families/<int:pk>/copy/pdf/<int:document>/open/", copy_views.family_copy_open, name="family_copy_open"),
]
