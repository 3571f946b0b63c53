"""今日工作 (today's work): what is due, by kind of work in a room of its own, and the four figures beside it."""
