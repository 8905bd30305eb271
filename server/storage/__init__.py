"""Keeps: the ledger and, apart from it, the people. Rules of a competition must not live here."""
