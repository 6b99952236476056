"""What must hold: `check` needs no server, `run` real systems, `browser` a Chromium."""
