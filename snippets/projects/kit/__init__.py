"""What the four services share, and what starts, accepts and breaks them."""
