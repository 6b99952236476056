"""An emulator of a card processor: it stands for the company that moves the money."""
