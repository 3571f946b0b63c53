"""From the rows of somebody's list to records, questions and refusals, every row accounted for."""
