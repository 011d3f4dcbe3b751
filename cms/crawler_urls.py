"""What search engines read. No language prefix."""

from django.urls import path

from cms import crawler_views

app_name = "crawlers"

urlpatterns = [
    path("robots.txt", crawler_views.robots, name="robots"),
    path("sitemap.xml", crawler_views.sitemap_index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", crawler_views.sitemap, name="sitemap"),
]
