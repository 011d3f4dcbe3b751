"""The page of a record that has none of its own; below a language prefix."""

from django.urls import path

from records import views

app_name = "record_pages"

urlpatterns = [path("records/<uuid:uid>/", views.record_detail, name="record_detail")]
