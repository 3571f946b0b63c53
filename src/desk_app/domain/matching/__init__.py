"""One real post for each person: who may go where and why, the best plan under the seats, and its proof."""
