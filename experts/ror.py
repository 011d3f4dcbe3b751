"""Identifiers of the Research Organization Registry (https://ror.readme.io/docs/identifier)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FORM = re.compile(r"0[0-9abcdefghjkmnpqrstvwxyz]{6}\d\d")
# Crockford's base 32: no i, l, o and u.
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
PREFIXES = ("https://ror.org/", "http://ror.org/", "ror.org/")


def cleaned_ror(text: str) -> str:
    """Return the nine characters of an identifier that was written or copied; "" for "".

    ValidationError when it is none, or its check digits (ISO 7064, MOD 97-10) are wrong.
    """
    ror = text.strip().lower()
    for prefix in PREFIXES:
        ror = ror.removeprefix(prefix)
    if not ror:
        return ""
    if not FORM.fullmatch(ror):
        raise ValidationError(
            _("A ROR identifier looks like https://ror.org/05dxps055. Copy it from ror.org.")
        )
    number = 0
    for digit in ror[1:7]:
        number = number * 32 + DIGITS.index(digit)
    if 98 - number * 100 % 97 != int(ror[7:]):
        raise ValidationError(
            _("This ROR identifier has a slip: its last two digits do not fit the others.")
        )
    return ror
