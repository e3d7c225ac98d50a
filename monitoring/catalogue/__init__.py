"""The catalogue as readers see it: lists with search and filters, a page per source, every entry as the file that it is."""
