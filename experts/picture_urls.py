"""Portraits and logos. They have no language."""

from django.urls import path

from experts import views

app_name = "portraits"

urlpatterns = [
    path("portraits/<uuid:uid>/<str:version>", views.portrait, name="portrait"),
    path("logos/<uuid:uid>/<str:version>", views.logo, name="logo"),
]
