"""The acts of a text: what the body does in each operative paragraph, by the annotation guide."""

from cpcj.resolutions.acts.find import acts_in, find_acts
from cpcj.resolutions.acts.texts import acts_of, acts_of_text

__all__ = ["acts_in", "acts_of", "acts_of_text", "find_acts"]
