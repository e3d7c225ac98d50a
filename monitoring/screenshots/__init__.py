"""Pictures of the portal as its users see it, taken from a running trial instance."""
