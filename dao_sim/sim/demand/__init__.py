"""Demand: an audience in groups that chooses among works, each epoch anew.

`parameters` is how it chooses, `market` who chooses among what, `choice` the choosing.
"""
