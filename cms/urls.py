"""Doors of the cms room below a language prefix, beside the pages."""

from django.urls import path

from cms import views

app_name = "cms"

urlpatterns = [path("feedback/", views.feedback_create, name="feedback_create")]
