"""Practice data: an invented township and the messy lists an office would get about it."""
