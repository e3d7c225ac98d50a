"""What stays, what goes, who did what: the audit trail, terms of retention, erasures."""
