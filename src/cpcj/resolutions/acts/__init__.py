"""The acts of a text: what the body does in each operative paragraph, by the annotation guide."""

from cpcj.resolutions.acts.find import acts_in, find_acts

__all__ = ["acts_in", "find_acts"]
