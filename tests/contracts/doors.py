"""Every address of the site, and an example of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

EXAMPLES = {
    "int": "1",
    "slug": "example",
    "str": "example",
    "path": "example",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
GROUP = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
ADMIN_PREFIXES = ("admin/", "django-admin/")


@dataclass(frozen=True)
class Door:
    """A URL pattern. `path` is an example of it, None for a regular expression."""

    name: str
    pattern: str
    path: str | None

    @property
    def is_admin(self) -> bool:
        """Whether it belongs to one of the two admins."""
        return self.pattern.startswith(ADMIN_PREFIXES)

    @property
    def has_arguments(self) -> bool:
        """Whether the address carries values."""
        return self.path != f"/{self.pattern}"


def doors() -> Iterator[Door]:
    """Yield every URL pattern of the site, in its order."""
    yield from _below(get_resolver(), (), "", is_regex=False)


def _below(
    resolver: URLResolver, namespaces: tuple[str, ...], prefix: str, *, is_regex: bool
) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        regex = is_regex or (
            isinstance(entry.pattern, RegexPattern) and entry.pattern.regex.groups > 0
        )
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _below(entry, inner, pattern, is_regex=regex)
        elif isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name or ""))
            yield Door(name, pattern, None if regex else _example(pattern))


def _example(pattern: str) -> str:
    plain = re.sub(r"[\^$]|\\Z", "", pattern)
    return "/" + GROUP.sub(lambda match: EXAMPLES.get(match["converter"] or "str", "1"), plain)
