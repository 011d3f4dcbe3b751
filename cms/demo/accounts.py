"""One account for each role, so that a visitor of the demonstration can try them."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils.crypto import get_random_string

from accounts.actions import confirm_address
from accounts.models import User
from cms.actions.site import CONTRIBUTORS, EDITORS, FOCAL_POINTS, MODERATORS, give_country, grant
from cms.models import CountryPage, HomePage

TRANSLATORS = "Translators"
TRANSLATOR_RIGHTS = ("add_page", "change_page", "publish_page")
FOCAL_POINT_COUNTRY = "FJ"
PUBLISHED_PASSWORD = "mangroves-hold-the-shore"  # noqa: S105  (printed for everybody)


@dataclass(frozen=True, slots=True)
class Role:
    """An invented person with a role. `group` is empty when the role needs none."""

    name: str
    email: str
    first_name: str
    last_name: str
    group: str
    language: str = "en"
    is_superuser: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """An account to be printed. The password is empty when the account existed before."""

    role: Role
    password: str


ROLES = (
    Role("Administrator", "administrator@example.org", "Amara", "Tide", "", is_superuser=True),
    Role("Editor", "editor@example.org", "Elena", "Reef", EDITORS),
    Role("Moderator", "moderator@example.org", "Moana", "Shoal", MODERATORS),
    Role("National focal point", "focal-point@example.org", "Nia", "Atoll", FOCAL_POINTS),
    Role("Contributor", "contributor@example.org", "Carlos", "Lagoon", CONTRIBUTORS, "es"),
    Role("Translator", "translator@example.org", "Tomas", "Current", TRANSLATORS, "fr"),
    Role("Member", "member@example.org", "Mei", "Pandanus", "", "zh-hans"),
)  # fmt: skip


def create_accounts() -> list[Account]:
    """Create the accounts that are missing; existing ones are left as they are."""
    return [create_account(role) for role in ROLES]


def create_account(role: Role) -> Account:
    """Create one account with a confirmed mail address."""
    if User.objects.filter(email__iexact=role.email).exists():
        return Account(role, PUBLISHED_PASSWORD if settings.CHM_DEMO_ACCOUNTS else "")
    password = PUBLISHED_PASSWORD if settings.CHM_DEMO_ACCOUNTS else get_random_string(20)
    user = User.objects.create_user(
        role.email,
        password,
        first_name=role.first_name,
        last_name=role.last_name,
        language=role.language,
        is_superuser=role.is_superuser,
        is_staff=role.is_superuser,
    )
    if role.group:
        user.groups.add(Group.objects.get_or_create(name=role.group)[0])
    confirm_address(user=user)
    return Account(role, password)


def give_rights() -> None:
    """Let the translators work in every language but the source, the focal point in a country."""
    translators = Group.objects.get(name=TRANSLATORS)
    translators.permissions.add(
        *Permission.objects.filter(codename__in=("access_admin", "submit_translation"))
    )
    for home in HomePage.objects.exclude(locale__language_code=settings.LANGUAGE_CODE):
        for right in TRANSLATOR_RIGHTS:
            grant(translators, home, right)
    country = CountryPage.objects.filter(country=FOCAL_POINT_COUNTRY).first()
    if country:
        give_country(group=Group.objects.get(name=FOCAL_POINTS), page=country)
