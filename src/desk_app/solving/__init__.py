"""The solver's door: min-cost flow by OR-Tools, in a process of its own."""
