"""一人一岗: one real post for each person who needs work."""
