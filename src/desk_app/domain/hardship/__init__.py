"""困难认定 and 零就业家庭 (domain.md §2.2, §3.2): records, steps, clocks, refusals, papers."""
