"""The figures: each printed with the machine it was measured on and a peer in the same run; nothing is asserted."""
