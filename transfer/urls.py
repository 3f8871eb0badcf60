"""Addresses of what a centre brings along."""

from django.urls import path

from transfer import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.import_upload, name="import_upload"),
    path("imports/<int:pk>/", views.import_show, name="import_show"),
    path("imports/<int:pk>/columns/", views.import_match, name="import_match"),
    path("imports/<int:pk>/state/", views.import_state, name="import_state"),
    path("imports/<int:pk>/leave-out/", views.import_leave_out, name="import_leave_out"),
    path("imports/<int:pk>/carry-out/", views.import_carry_out, name="import_carry_out"),
    path("imports/<int:pk>/undo/", views.import_undo, name="import_undo"),
    path("imports/<int:pk>/discard/", views.import_discard, name="import_discard"),
    path("imports/<int:pk>/report/", views.import_report, name="import_report"),
    path("imports/rows/<int:pk>/decide/", views.import_row_decide, name="import_row_decide"),
]
