"""What the proofs share: producers in a process of their own, and a network to cut."""
