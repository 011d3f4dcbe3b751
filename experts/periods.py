"""After how long people are asked about their profile, in days: the same in every month."""

from datetime import timedelta

FIRST_REMINDER = timedelta(days=334)  # eleven months
SECOND_REMINDER = timedelta(days=365)
OUTDATED = timedelta(days=396)  # thirteen months
