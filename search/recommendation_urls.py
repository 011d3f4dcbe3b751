"""Addresses at which readers say what should be recommended to them."""

from django.urls import path

from search import recommendation_views as views

app_name = "recommendations"

urlpatterns = [
    path("workspace/recommendations/", views.recommendations_switch, name="switch"),
    path("workspace/recommendations/<uuid:uid>/", views.recommendation_dismiss, name="dismiss"),
]
