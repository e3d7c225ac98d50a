"""The statistics office's only door for reading: deliveries, reports of problems, candidates against what is live.

Importable by ``monitoring.deliveries`` and management commands alone; what stands behind it lies in the sealed room.
"""
