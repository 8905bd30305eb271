"""Asks: the judge's tablet app and a driver without a screen."""
