"""The handbook to take along: an EPUB and a PDF of each language and the site as a zip,
made from the built site by `make books`."""

# Their files, by kind; the braces are for the language.
NAMES = {
    "epub": "handbook-{}.epub",
    "pdf": "handbook-{}.pdf",
    "zip": "handbook-site.zip",
}
