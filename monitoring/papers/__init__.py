"""Papers for committees: tagged PDF (PDF/UA-1) set by Typst in the portal's own typeface, with data and never with markup.

``setting.paper`` sets a template of this room; ``fonts`` finds the typeface and says so where it is missing.
"""
