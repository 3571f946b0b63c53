"""What can be due today, asked by small indexes, so that it does not grow with the number of persons."""
