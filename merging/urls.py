"""Addresses of likely duplicates, marks and merges."""

from django.urls import path

from merging.views import lists, marking, merging

urlpatterns = [
    path("families/duplicates/", lists.duplicates, name="duplicates"),
    path("families/look-alikes/", lists.look_alikes, name="look_alikes"),
    path("families/look-alikes/<int:pk>/take-back/", marking.look_alike_take_back, name="look_alike_take_back"),
    path("families/<int:pk>/look-alike/<int:other>/", marking.look_alike_mark, name="look_alike_mark"),
    path("families/<int:pk>/merge/<int:other>/people/", merging.merge_people, name="merge_people"),
    path("families/<int:pk>/merge/<int:other>/", merging.merge, name="merge"),
    path("families/merges/", lists.merges, name="merges"),
    path("families/merges/<int:pk>/undo/", merging.merge_undo, name="merge_undo"),
]
