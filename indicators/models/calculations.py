"""Runs of the method before they are released, and the reasons for suppression. Sealed."""

from django.db import models

from indicators.models.results import ResultBlock


class Calculation(models.Model):
    """A run of the method: what went in (hash), what came out (hash of the manifest), by which code."""

    inputs_sha256 = models.CharField(max_length=64)
    manifest_sha256 = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    audit = models.CharField(max_length=20, default="not_audited")
    calculated_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."calculation"'

    def __str__(self) -> str:
        return self.manifest_sha256[:12]


class CalculationEntry(models.Model):
    """One block of a calculation's result. Blocks that stayed the same are there too."""

    calculation = models.ForeignKey(Calculation, models.CASCADE, related_name="entries")
    block = models.ForeignKey(ResultBlock, models.PROTECT, related_name="+")

    class Meta:
        db_table = '"sealed"."calculation_entry"'
        constraints = [models.UniqueConstraint(fields=["calculation", "block"], name="calculation_entry_once")]

    def __str__(self) -> str:
        return f"{self.calculation_id}/{self.block_id}"


class Suppression(models.Model):
    """Why positions of a block are suppressed: ``SuppressionReason`` codes in the block's area order."""

    block = models.OneToOneField(ResultBlock, models.CASCADE, primary_key=True, related_name="+")
    reasons = models.BinaryField()  # one byte a position

    class Meta:
        db_table = '"sealed"."suppression"'

    def __str__(self) -> str:
        return str(self.block_id)
