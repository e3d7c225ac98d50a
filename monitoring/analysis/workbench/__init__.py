"""The index workbench: compose an index, see at once what it says and how it stands, keep it, hand it in."""
