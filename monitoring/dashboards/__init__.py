"""Dashboards: panels of several kinds on a grid of twelve columns, shared between departments.

``kinds`` says what a panel can be; ``models`` keeps dashboards; ``actions`` changes them; ``answering`` computes what a
reader gets, always with that reader's own rights.
"""
