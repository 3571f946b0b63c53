"""Paper: one thin translation around reportlab, and the signature that the paper carries."""
