"""Every door of the site. Flat: no branches."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import authenticate_with_password as authenticate_for_document
from wagtail.images import urls as wagtailimages_urls
from wagtail.views import authenticate_with_password as authenticate_for_page

from config import health, views

# Both must come before `admin.site.urls` and Wagtail's own addresses are read: every
# sign-in goes through allauth, which asks for the second factor and counts attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

handler500 = "config.views.server_error"

urlpatterns = [
    path("", include("records.urls")),
    path("", include("cms.crawler_urls")),
    path("", include("cms.frame_urls")),
    path("", include("experts.picture_urls")),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("media/<path:path>", views.media, name="media"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("django-admin/", admin.site.urls),
    path("admin/login/", sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<str:document_filename>", views.document),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        views.counted(authenticate_for_document),
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("images/", include(wagtailimages_urls)),
    *i18n_patterns(
        path("", include("accounts.workspace_urls")),
        path("", include("records.page_urls")),
        path("", include("search.urls")),
        path("", include("search.recommendation_urls")),
        path("", include("experts.urls")),
        path("", include("cms.urls")),
        path("", include("notifications.urls")),
        path("", include("vocabularies.urls")),
        path("_util/login/", sign_in),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            views.counted(authenticate_for_page),
        ),
        path("", include(wagtail_urls)),
    ),
]
