"""What the running portal writes down about itself."""

from django.db import models


class Heartbeat(models.Model):
    """When a process was last seen at work, by its kind. Written by the process itself, every ten seconds at most."""

    process = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "heartbeat"

    def __str__(self) -> str:
        return self.process
