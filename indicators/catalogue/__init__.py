"""The catalogue: sources, measures, indicators, indices and import profiles as files, one thing a file. Pure.

``specs`` says what there is. ``schemas`` is the format, as tables of keys that read, validate, write and document;
``reading`` takes a folder, ``references`` what files say about each other, ``documents`` the canonical form and its hash.
"""
