"""Files that the site draws itself. They have no language."""

from django.urls import path

from cms import frame_views

app_name = "frame"

urlpatterns = [
    path("motif/<slug:kind>-<uuid:seed>.svg", frame_views.motif, name="motif"),
    path("motif/<slug:kind>/<slug:seed>.svg", frame_views.motif, name="motif_named"),
    path("colours-<slug:version>.css", frame_views.branding, name="branding"),
]
