"""The pure middle: rules, marks, results and workflows as plain functions over plain data.

Standard library only; no input or output, no clock, no chance, no logging.
"""
