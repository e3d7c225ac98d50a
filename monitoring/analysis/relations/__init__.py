"""Two indicators side by side: a scatter that is brushed together with the map."""
