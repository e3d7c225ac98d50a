"""One search over what a reader may see: areas, indicators, dashboards. Typing errors are forgiven, beginnings come first."""
