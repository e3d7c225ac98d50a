// The map page.
