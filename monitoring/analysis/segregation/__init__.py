"""Is the city growing apart? How unevenly groups live over the areas."""
