"""What a browser may load on this site: the policies as data (decision 0010).

Two policies. The site itself runs no inline code at all. Wagtail's admin cannot yet do
without it (https://github.com/wagtail/wagtail/issues/1288), so inline scripts and styles
are allowed there and nowhere else; not on the page where people sign in.
"""

from collections.abc import Sequence

Policy = dict[str, Sequence[str]]

NONE = "'none'"
SELF = "'self'"
INLINE = "'unsafe-inline'"

ADMIN_PREFIX = "/admin/"
ADMIN_ENTRANCES = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")


def site_policy(files: Sequence[str] = (), *, forms: Sequence[str] = ()) -> Policy:
    """Return the strict policy.

    `files` are origins that serve uploaded files, `forms` those where forms may end:
    browsers count the redirect to a sign-in provider as part of the form.
    """
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *files],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, *files],
        "manifest-src": [SELF],
        "form-action": [SELF, *forms],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def admin_policy(files: Sequence[str] = ()) -> Policy:
    """Return the policy of Wagtail's admin: inline code, and previews in frames."""
    return site_policy(files) | {
        "script-src": [SELF, INLINE],
        "style-src": [SELF, INLINE],
        "img-src": [SELF, "data:", "blob:", *files],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
    }


def is_admin(path: str) -> bool:
    """Return whether the admin's policy holds for a path."""
    return path.startswith(ADMIN_PREFIX) and not path.startswith(ADMIN_ENTRANCES)


# What no page of this site ever asks a browser for; passkeys are for our own pages only.
REFUSED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
OWN_FEATURES = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join(
    [f"{name}=()" for name in REFUSED_FEATURES] + [f"{name}=(self)" for name in OWN_FEATURES]
)
