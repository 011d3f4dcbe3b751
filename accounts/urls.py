"""Addresses of the account pages that are not allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
