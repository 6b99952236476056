# Every command of the handbook. `make` alone explains them.
PYTHON ?= python3
IN = $(PYTHON) bootstrap.py
SNIPPET ?=
SECTION ?=
ADDRESS ?= 127.0.0.1:8000
# Material prints eight lines about its own end of life at each build.
export NO_MKDOCS_2_WARNING = 1

.PHONY: help serve build check test run record accept lock
help:   ## explain the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

serve:  ## set up and serve the site at http://127.0.0.1:8000 (ADDRESS=host:port)
	@$(IN) site -- python -m mkdocs serve --dev-addr $(ADDRESS)

build:  ## build the site into site/
	@$(IN) site -- python -m mkdocs build --strict

check:  ## check prose and structure: no servers, under a minute
	@$(IN) test -- pytest tests/check -q --numprocesses 2

test:   ## set up and pass every test, on real systems
	@$(IN) test -- pytest --numprocesses 2 --dist worksteal

run:    ## run a snippet with its servers: make run SNIPPET=caching/stampede
	@$(IN) test -- python -m snippets run $(SNIPPET)

record: ## write recorded outputs anew: make record SNIPPET=caching (all without SNIPPET)
	@$(IN) test -- python -m snippets record $(SNIPPET)

accept: ## say that a section means the same in both languages: make accept SECTION=page#id
	@$(IN) test -- python -m macros.languages $(SECTION)

lock:   ## choose newest versions anew and write locks/ from pyproject.toml
	@$(IN) lock -- python locks/write.py
