"""bpffaq: questions about an FAQ in RST, answered with the document's own words and an exact citation."""

__version__ = "1.0.0"
