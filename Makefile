# Every command of the handbook. `make` alone explains them.
PYTHON ?= python3
IN = $(PYTHON) bootstrap.py
SNIPPET ?=
SECTION ?=
PROJECT ?=
URL ?= http://127.0.0.1:8080
NAME ?=
ON ?=
INTO ?=
ADDRESS ?= 127.0.0.1:8000
# What stands beside run or record without SNIPPET= would be a goal of make.
STRAY = $(filter-out run record,$(MAKECMDGOALS))
NAMED = $(error name one snippet or folder: make $@ SNIPPET=$(or $(firstword $(STRAY)),caching/stampede))
# Material prints eight lines about its own end of life at each build.
export NO_MKDOCS_2_WARNING = 1

.PHONY: help serve build prose check test soak audit run record start accept page benchmark due links holes lock books
help:   ## explain the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

serve:  ## set up and serve the site at http://127.0.0.1:8000 (ADDRESS=host:port)
	@$(IN) site -- python -m macros.serving "$(ADDRESS)"

build:  ## build the site into site/
	@$(IN) site -- python -m mkdocs build --strict

books:  ## make an EPUB and a PDF of each language and a zip of the site, into books/
	@WITH="$(sort $(WITH) browser)" $(IN) test -- python -m macros.books

prose:  ## check words, terms, languages and structure of the pages: within a minute
	@$(IN) test -- pytest tests/check -q -m prose --numprocesses 2

check:  ## check prose and structure, build the site: no servers, two minutes
	@$(IN) test -- pytest tests/check -q --numprocesses 2

test:   ## set up and pass every test, on real systems
	@$(IN) test -- pytest --numprocesses 3 --dist worksteal

soak:   ## run what takes many minutes: kills and loads of the projects
	@$(IN) test -- pytest tests/run/test_snippets.py -m soak

audit:  ## axe on every page, in both languages and palettes (WITH=browser)
	@AUDIT=1 $(IN) test -- pytest tests/browser/test_look.py --numprocesses 2

run:    ## run a snippet with its servers: make run SNIPPET=caching/stampede
	$(if $(SNIPPET),,$(NAMED))@$(IN) test -- python -m snippets run $(SNIPPET)

record: ## write recorded outputs anew: make record SNIPPET=caching (all without SNIPPET)
	$(if $(STRAY),$(NAMED))@$(IN) test -- python -m snippets record $(SNIPPET)

start:  ## run a project with its systems at port 8080: make start PROJECT=payments
	@$(IN) test -- python -m snippets.projects.kit start $(PROJECT)

accept: ## PROJECT=payments URL=...: try its promises; SECTION=page#id: both languages mean the same
	@$(IN) test -- python -m $(if $(PROJECT),snippets.projects.kit accept $(PROJECT) $(URL),macros.languages $(SECTION))

page:   ## write a new page to be filled in, in both languages: make page NAME=topics/x
	@$(IN) site -- python -m macros.skeleton "$(NAME)"

benchmark: ## time what a benchmark measures: make benchmark NAME=prose
	@$(IN) test -- python -m benchmarks.$(or $(NAME),prose)

due:    ## list the facts to check today: make due ON=2027-03-01 (INTO=file)
	@$(IN) site -- python -m macros.ageing due $(if $(ON),--on $(ON)) $(if $(INTO),--into $(INTO))

links:  ## try every outside link of the pages, for many minutes (INTO=file)
	@$(IN) site -- python -m macros.links $(if $(INTO),--into $(INTO))

holes:  ## list the known holes of the packages that are pinned (INTO=file)
	@$(IN) audit -- python -m locks.advisories $(if $(INTO),--into $(INTO))

lock:   ## write locks/ from pyproject.toml with newest versions (KEEP=1: only what is new)
	@$(IN) lock -- python locks/write.py $(if $(KEEP),--keep)
	@$(IN) test -- python -m locks.jars $(if $(KEEP),--keep)
