"""Addresses of what a centre brings along, and of taking everything away."""

from django.urls import path

from transfer import export_views, views

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
    path("everything/", export_views.everything, name="everything"),
    path("everything/order/", export_views.everything_order, name="everything_order"),
    path("everything/<int:pk>/", export_views.everything_show, name="everything_show"),
    path("everything/<int:pk>/state/", export_views.everything_state, name="everything_state"),
    path("everything/<int:pk>/stop/", export_views.everything_stop, name="everything_stop"),
    path("everything/<int:pk>/download/", export_views.everything_download, name="everything_download"),
]
