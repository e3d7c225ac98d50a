"""The two addresses: the portal's and the statistics office's."""
