"""Decides and remembers: the rules of the competition, the ledger and everything around them."""
