"""Typed reading of the environment.

Every variable that configures the site is read here, through one `Environment`.
`Environment.close()` raises one error that names all variables that are missing or
malformed, so that an operator mends them in one go.
"""

import os
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class Environment:
    """Reads variables and remembers what was wrong with them."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables
        self.problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """Return the variable; without a default it is required."""
        value = self.variables.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.problems.append(f"{name} is required")
            return ""
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a switch: 1/true/yes/on or 0/false/no/off."""
        value = self.variables.get(name, "").strip().lower()
        if not value:
            return default
        if value in TRUE | FALSE:
            return value in TRUE
        self.problems.append(f"{name} must be true or false, not {value!r}")
        return default

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        value = self.variables.get(name, "").strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            self.problems.append(f"{name} must be a whole number, not {value!r}")
            return default

    def words(self, name: str, default: str = "") -> list[str]:
        """Return a list separated by commas."""
        value = self.variables.get(name, "").strip() or default
        return [word.strip() for word in value.split(",") if word.strip()]

    def close(self) -> None:
        """Raise `ImproperlyConfigured` when a variable was missing or malformed."""
        if self.problems:
            raise ImproperlyConfigured(
                "Mend these environment variables (docs/settings.md explains each): "
                + "; ".join(self.problems)
            )
