"""Measurements that an operator can repeat. Nothing of the product imports them."""
