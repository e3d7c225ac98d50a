"""Pages of files without a profile, of templates and of the documentation for suppliers."""
