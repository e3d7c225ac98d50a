"""Planning with the numbers: allocation by need, goals, early warning, areas that need attention."""
