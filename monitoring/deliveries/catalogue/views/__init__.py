"""Pages of the catalogue's workshop: lists, one entry, the editor, proposals and decisions."""
