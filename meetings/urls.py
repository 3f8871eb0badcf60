"""Addresses of the pages about meetings, and of the first page. Route name = view name = template name."""

from django.urls import path

from meetings.views import beside, home, item, lists, minutes, running, series

urlpatterns = [
    path("", home.my_fortnight, name="my_fortnight"),
    path("reminders/seen/", home.reminders_seen, name="reminders_seen"),
    path("glossary/", home.glossary, name="glossary"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("meetings/", lists.meetings, name="meetings"),
    path("meetings/series/new/", series.series_start, name="series_start"),
    path("meetings/series/<int:pk>/", series.series, name="series"),
    path("meetings/<int:pk>/", lists.meeting, name="meeting"),
    path("meetings/<int:pk>/open/", running.meeting_open, name="meeting_open"),
    path("meetings/<int:pk>/attendance/", running.attendance_record, name="attendance_record"),
    path("meetings/<int:pk>/chair/", running.chair_change, name="chair_change"),
    path("meetings/<int:pk>/add/", running.item_add, name="item_add"),
    path("meetings/<int:pk>/late/", running.agenda_take_late, name="agenda_take_late"),
    path("meetings/<int:pk>/outcome/", lists.meeting_outcome, name="meeting_outcome"),
    path("meetings/<int:pk>/close/", running.meeting_close, name="meeting_close"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/release/", minutes.minutes_release, name="minutes_release"),
    path("meetings/<int:pk>/minutes/approve/", minutes.minutes_approve, name="minutes_approve"),
    path("meetings/<int:pk>/minutes/correct/", minutes.minutes_correct, name="minutes_correct"),
    path("meetings/<int:pk>/minutes/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("meetings/<int:pk>/minutes/pdf/state/", minutes.minutes_state, name="minutes_state"),
    path("meetings/items/<int:pk>/", item.item, name="item"),
    path("meetings/items/<int:pk>/save/", item.item_autosave, name="item_autosave"),
    path("meetings/items/<int:pk>/view/", beside.item_view, name="item_view"),
    path("meetings/items/<int:pk>/outcome/", beside.item_outcome, name="item_outcome"),
    path("meetings/items/<int:pk>/decide/", item.item_decide, name="item_decide"),
    path("meetings/items/<int:pk>/put-off/", item.item_put_off, name="item_put_off"),
    path("meetings/items/<int:pk>/undo/", item.item_undo, name="item_undo"),
]
