"""What a reader takes away: each page as Markdown, and llms.txt, which lists them for an
assistant. The books are made in macros/books/."""
