"""Capacity against demand, gaps both ways, the what-if."""
