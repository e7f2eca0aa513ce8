"""What a message says, apart from the fact that it was sent."""

from django.db import models

from portal.tenancy import Wall


class MessageText(models.Model):
    """What a message says. Kept apart: who may see that somebody was told may not see the link inside."""

    message = models.OneToOneField("portal.Message", models.PROTECT, primary_key=True, related_name="words")
    text = models.TextField()
    html = models.TextField(blank=True)
    is_secret = models.BooleanField(default=False)
    """Holds a link that signs in or joins: wiped once sent."""

    class Meta:
        constraints = [
            Wall(
                name="message_text_wall",
                secret=["text", "html"],
                app="insert",
                partner="insert",
                office="insert",
                oarm="insert",
                eousa="insert",
                operator="insert",
                intake="insert",
                jobs="select insert update:text,html",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
