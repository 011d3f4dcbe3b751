"""Who may open which door: every URL name × role. A name without an entry fails."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from accounts.models import User
from tests.contracts.doors import doors
from tests.factories.accounts import make_administrator, make_editor, make_user
from tests.factories.cms import make_site

pytestmark = pytest.mark.django_db

PAGE, AWAY, SIGN_IN, REFUSED, MISSING, METHOD = (
    "page", "elsewhere", "sign in", "refused", "missing", "other method",
)  # fmt: skip
ROLES = ("anonymous", "member", "editor", "administrator")

# What anonymous visitors, members, editors and administrators get.
Outcomes = tuple[str, str, str, str]
ALL_PAGE: Outcomes = (PAGE,) * 4
ALL_MISSING: Outcomes = (MISSING,) * 4
ALL_SIGN_IN: Outcomes = (SIGN_IN,) * 4
SIGNED_IN_PAGE: Outcomes = (SIGN_IN, PAGE, PAGE, PAGE)
SIGNED_IN_AWAY: Outcomes = (SIGN_IN, AWAY, AWAY, AWAY)
SIGNED_IN_MISSING: Outcomes = (SIGN_IN, MISSING, MISSING, MISSING)
STRANGERS_PAGE: Outcomes = (PAGE, AWAY, AWAY, AWAY)

# By URL name. The example of an address with a value names a thing that does not exist.
TABLE: dict[str, Outcomes] = {
    "account_change_password": SIGNED_IN_PAGE,
    "account_confirm_login_code": SIGNED_IN_AWAY,
    "account_email": SIGNED_IN_PAGE,
    "account_email_verification_sent": ALL_PAGE,
    "account_inactive": ALL_PAGE,
    "account_login": STRANGERS_PAGE,
    "account_logout": (AWAY, PAGE, PAGE, PAGE),
    "account_reauthenticate": SIGNED_IN_PAGE,
    "account_request_login_code": STRANGERS_PAGE,
    "account_reset_password": ALL_PAGE,
    "account_reset_password_done": ALL_PAGE,
    "account_reset_password_from_key_done": ALL_PAGE,
    "account_set_password": SIGNED_IN_AWAY,
    "account_signup": STRANGERS_PAGE,
    "accounts:data": SIGNED_IN_PAGE,
    "accounts:data_download": SIGNED_IN_AWAY,
    "accounts:data_erase": SIGNED_IN_AWAY,
    "accounts:data_keep": (SIGN_IN, METHOD, METHOD, METHOD),
    "accounts:home": SIGNED_IN_PAGE,
    "accounts:second_factor": SIGNED_IN_PAGE,
    "cms:feedback_create": ALL_PAGE,
    "crawlers:robots": ALL_PAGE,
    "crawlers:sitemap": ALL_PAGE,
    "crawlers:sitemap_index": ALL_PAGE,
    "experts:block_end": (SIGN_IN, METHOD, METHOD, METHOD),
    "experts:message_block": (SIGN_IN, METHOD, METHOD, METHOD),
    "experts:message_create": SIGNED_IN_MISSING,
    "experts:message_detail": SIGNED_IN_MISSING,
    "experts:message_list": SIGNED_IN_PAGE,
    "experts:message_report": (SIGN_IN, METHOD, METHOD, METHOD),
    "experts:board": (SIGN_IN, MISSING, MISSING, PAGE),
    "experts:board_act": (SIGN_IN, MISSING, MISSING, METHOD),
    "experts:board_item": SIGNED_IN_MISSING,
    "experts:invitation": SIGNED_IN_MISSING,
    "experts:item_create": SIGNED_IN_PAGE,
    "experts:item_detail": ALL_MISSING,
    "experts:item_edit": SIGNED_IN_MISSING,
    "experts:item_list": ALL_PAGE,
    "experts:item_mine": SIGNED_IN_PAGE,
    "experts:item_step": (SIGN_IN, METHOD, METHOD, METHOD),
    "experts:suggestion_act": (SIGN_IN, MISSING, MISSING, METHOD),
    "experts:claim_create": SIGNED_IN_MISSING,
    "experts:organization_detail": ALL_MISSING,
    "experts:organization_edit": SIGNED_IN_MISSING,
    "experts:organization_keepers": (SIGN_IN, METHOD, METHOD, METHOD),
    "experts:profile_detail": ALL_MISSING,
    "experts:profile_edit": SIGNED_IN_PAGE,
    "experts:profile_preview": SIGNED_IN_AWAY,
    "experts:profile_state": (SIGN_IN, METHOD, METHOD, METHOD),
    "experts:section_edit": SIGNED_IN_MISSING,
    "experts:works_find": SIGNED_IN_PAGE,
    "frame:branding": ALL_MISSING,
    "frame:motif": ALL_PAGE,
    "frame:motif_named": ALL_PAGE,
    "health_live": ALL_PAGE,
    "health_ready": ALL_PAGE,
    "media": ALL_MISSING,
    "mfa_activate_totp": SIGNED_IN_AWAY,
    "mfa_add_webauthn": SIGNED_IN_AWAY,
    "mfa_authenticate": SIGNED_IN_AWAY,
    "mfa_deactivate_totp": SIGNED_IN_MISSING,
    "mfa_download_recovery_codes": SIGNED_IN_MISSING,
    "mfa_edit_webauthn": SIGNED_IN_AWAY,
    "mfa_generate_recovery_codes": SIGNED_IN_AWAY,
    "mfa_index": SIGNED_IN_PAGE,
    "mfa_list_webauthn": SIGNED_IN_PAGE,
    "mfa_login_webauthn": SIGNED_IN_AWAY,
    "mfa_reauthenticate": SIGNED_IN_AWAY,
    "mfa_reauthenticate_webauthn": SIGNED_IN_AWAY,
    "mfa_remove_webauthn": SIGNED_IN_AWAY,
    "mfa_view_recovery_codes": SIGNED_IN_MISSING,
    "notifications:notification_list": SIGNED_IN_PAGE,
    "notifications:notification_open": SIGNED_IN_MISSING,
    "notifications:notifications_read": (SIGN_IN, METHOD, METHOD, METHOD),
    "notifications:settings": SIGNED_IN_PAGE,
    "notifications:unsubscribe": ALL_MISSING,
    "portraits:logo": ALL_MISSING,
    "portraits:portrait": ALL_MISSING,
    "socialaccount_connections": SIGNED_IN_PAGE,
    "socialaccount_login_cancelled": ALL_PAGE,
    "socialaccount_login_error": ("401", "401", "401", "401"),
    "socialaccount_signup": ALL_SIGN_IN,
    "record_pages:record_detail": ALL_MISSING,
    "recommendations:dismiss": (SIGN_IN, METHOD, METHOD, METHOD),
    "recommendations:switch": (SIGN_IN, METHOD, METHOD, METHOD),
    "records:identifier": ALL_MISSING,
    "search:experts": ALL_PAGE,
    "search:experts_export": ALL_MISSING,
    "search:knowledge": ALL_PAGE,
    "search:knowledge_export": ALL_MISSING,
    "search:knowledge_feed": ALL_MISSING,
    "search:saved_count": SIGNED_IN_MISSING,
    "search:saved_create": SIGNED_IN_PAGE,
    "search:saved_delete": (SIGN_IN, METHOD, METHOD, METHOD),
    "search:saved_edit": SIGNED_IN_MISSING,
    "search:saved_list": SIGNED_IN_PAGE,
    "search:search": ALL_PAGE,
    "search:search_export": ALL_MISSING,
    "search:search_feed": ALL_MISSING,
    "search:similar": ALL_MISSING,
    "search:suggest": ALL_PAGE,
    "security_txt": ALL_PAGE,
    "usersessions_list": SIGNED_IN_PAGE,
    "vocabularies:scheme_list": ALL_PAGE,
    "vocabularies:scheme_detail": ALL_MISSING,
    "vocabularies:scheme_json_ld": ALL_MISSING,
    "vocabularies:scheme_turtle": ALL_MISSING,
    "vocabularies:term_detail": ALL_MISSING,
    "wagtailcore_authenticate_with_password": ALL_MISSING,
    "wagtailcore_login": ALL_SIGN_IN,
    "wagtaildocs_authenticate_with_password": ALL_MISSING,
    "workspace:home": SIGNED_IN_PAGE,
}
# Addresses that are regular expressions, with an example.
EXAMPLES: dict[str, tuple[str, Outcomes]] = {
    "account_confirm_email": ("/accounts/confirm-email/no-such-key/", ALL_PAGE),
    "account_reset_password_from_key": ("/accounts/password/reset/key/1-none/", ALL_PAGE),
    "openid_connect_callback": ("/accounts/oidc/none/login/callback/", ALL_MISSING),
    "openid_connect_login": ("/accounts/oidc/none/login/", ALL_MISSING),
    "wagtaildocs_serve": ("/documents/1/none.pdf", ALL_MISSING),
    "wagtailimages_serve": ("/images/none/1/width-100/none.png", (REFUSED,) * 4),
    "wagtail_serve": ("/en/", ALL_PAGE),
}

# --- The two admins ---------------------------------------------------------------
# Nobody but editors and administrators comes in. These doors are the exceptions.
OPEN_ADMIN_DOORS = {
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
# Visiting them ends the session, or fails on purpose.
NOT_VISITED = {"admin:logout", "wagtailadmin_logout", "wagtailadmin_error_test"}


def outcome(response: HttpResponseBase) -> str:
    """Name what the answer is."""
    if 300 <= response.status_code < 400:
        is_sign_in = "/login/" in response.headers["Location"]
        return SIGN_IN if is_sign_in else AWAY
    return {200: PAGE, 400: REFUSED, 403: REFUSED, 404: MISSING, 405: METHOD}.get(
        response.status_code, str(response.status_code)
    )


@pytest.fixture
def people() -> dict[str, Client]:
    """A browser for each role."""
    make_site()
    users: dict[str, User | None] = {
        "anonymous": None,
        "member": make_user(),
        "editor": make_editor(),
        "administrator": make_administrator(),
    }
    clients = {role: Client() for role in users}
    for role, user in users.items():
        if user:
            clients[role].force_login(user)
    return clients


SITE_DOORS = [door for door in doors() if not door.is_admin and door.name]
ADMIN_DOORS = [
    door for door in doors() if door.is_admin and door.path and door.name not in NOT_VISITED
]


def test_every_door_of_the_site_has_an_entry():
    assert {door.name for door in SITE_DOORS} == TABLE.keys() | EXAMPLES.keys()


def test_each_role_gets_what_the_table_says(people):
    given = {}
    expected = {}
    for door in SITE_DOORS:
        path, outcomes = EXAMPLES.get(door.name) or (door.path, TABLE.get(door.name))
        expected[door.name] = outcomes
        given[door.name] = tuple(outcome(people[role].get(path)) for role in ROLES)

    assert given == expected


def test_nobody_without_the_right_enters_an_admin(people):
    entered = [
        (door.name, role)
        for door in ADMIN_DOORS
        if door.name not in OPEN_ADMIN_DOORS
        for role in ("anonymous", "member")
        if outcome(people[role].get(door.path)) not in {SIGN_IN, REFUSED}
    ]

    assert entered == []


# wagtail-localize pages through its translations unordered.
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
def test_editors_and_administrators_meet_no_broken_door(people):
    outcomes = {
        (door.name, role): outcome(people[role].get(door.path))
        for door in ADMIN_DOORS
        if not door.has_arguments
        for role in ("editor", "administrator")
    }

    broken = {key: value for key, value in outcomes.items() if value.startswith("5")}
    assert broken == {}
    assert outcomes["wagtailadmin_home", "editor"] == PAGE
    assert outcomes["admin:index", "administrator"] == PAGE
    assert outcomes["admin:index", "editor"] == SIGN_IN
