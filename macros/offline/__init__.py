"""The handbook on a reader's device: what a browser keeps of it to read without a network,
and what it takes to install it beside other programs."""

# What a first visit fetches in all, in megabytes as a host compresses it; a test holds it
# to the built site. The runtimes of snippets come on top at their first run.
MEGABYTES = {"en": 5, "ja": 6}
