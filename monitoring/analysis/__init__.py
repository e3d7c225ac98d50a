"""Analyses that planners read and statisticians compose: indices, types of areas, segregation, relations."""
