"""Addresses of the centre's figures."""

from django.urls import path

from reports import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/export/<slug:kind>/", views.report_export, name="report_export"),
    path("access-log/", views.access_log, name="access_log"),
    path("reports/pdf/<int:pk>/", views.report_pdf, name="report_pdf"),
    path("reports/pdf/<int:pk>/state/", views.report_pdf_state, name="report_pdf_state"),
    path("reports/pdf/<int:pk>/open/", views.report_pdf_open, name="report_pdf_open"),
]
