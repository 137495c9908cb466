"""Who sits in a seat: personas, and the players that answer for them."""
