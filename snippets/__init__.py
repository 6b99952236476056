"""Every program that a page shows, the servers they need, and what runs them."""
