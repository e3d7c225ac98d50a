"""Files without a profile: what is proposed for one, its correction, the way into the catalogue; templates for suppliers."""
