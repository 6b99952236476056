"""What every AI gateway of this project promises."""
