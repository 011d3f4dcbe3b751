"""Addresses of the account pages that are not allauth's."""

from django.urls import path

from accounts import privacy_views, views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("data/", privacy_views.data, name="data"),
    path("data/download/", privacy_views.download, name="data_download"),
    path("data/erase/", privacy_views.erase, name="data_erase"),
    path("data/keep/", privacy_views.keep, name="data_keep"),
]
