"""Everything statistical: the trained backbone and the tables that it reads."""
