"""CPCJ: the United Nations crime prevention and criminal justice programme as software."""

__version__ = "0.1.0"
