"""The persistent identifier of a record. It has no language."""

from django.urls import path

from records import views

app_name = "records"

urlpatterns = [path("id/<uuid:uid>", views.identifier, name="identifier")]
