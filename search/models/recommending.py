"""What people said about what the site recommends to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class RecommendationChoice(models.Model):
    """Whether somebody wants recommendations; without a row they do."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recommendation_choice"
    )
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.is_on}"


class DismissedRecommendation(models.Model):
    """A thing that somebody does not want to be recommended again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dismissed_recommendations"
    )
    uid = models.UUIDField()
    dismissed = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "uid"], name="search_dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.uid}"
