"""The questions of all pages as one bank: read, held to a form, given to the reader."""
