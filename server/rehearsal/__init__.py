"""A rehearsed competition: invented people, simulated judges, and the hands of an organiser, all through the public API."""
