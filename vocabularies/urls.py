"""Browsing the vocabularies; below a language prefix."""

from django.urls import path

from vocabularies import views

app_name = "vocabularies"

urlpatterns = [
    path("vocabularies/", views.scheme_list, name="scheme_list"),
    path("vocabularies/<slug:scheme>.ttl", views.scheme_turtle, name="scheme_turtle"),
    path("vocabularies/<slug:scheme>.jsonld", views.scheme_json_ld, name="scheme_json_ld"),
    path("vocabularies/<slug:scheme>/", views.scheme_detail, name="scheme_detail"),
    path("vocabularies/<slug:scheme>/<str:key>/", views.term_detail, name="term_detail"),
]
