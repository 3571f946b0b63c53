"""隐私: who may see what, the papers and records that prove it, and when data must go."""
