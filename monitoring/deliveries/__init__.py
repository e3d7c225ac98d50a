"""The statistics office's pages and endpoints: upload, progress, report, preview, decisions. Thin shells over actions."""
