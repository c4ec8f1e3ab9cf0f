"""The parser of the command line: the commands, what each takes, and what it does."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return the parser; in its result `command` is the name of a command, the rest its options."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root",
        type=lambda path: Path(path).resolve(),
        default=Path.cwd(),
        metavar="DIR",
        help="the folder that holds mkdocs.yml, seeds/ and docs/ (default: the current one)",
    )
    common.add_argument("--quiet", action="store_true", help="print findings and errors only")
    program = argparse.ArgumentParser(
        prog="python -m builder",
        description="seeds/ → a reading site; exit codes: 0 fine, 1 findings, 2 wrong use or input",
    )
    commands = program.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, what: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common], help=what, description=what)

    build = add("build", "seeds/ → docs/ → site/ and site/data/; publishes only what is proven")
    build.add_argument("--watch", action="store_true", help="stay, and build after each edit")
    add("bundle", "build, and pack the proven site into one zip in dist/ to hand over")
    printing = add("print", "make PDF files in dist/pdf/ of the single files in site/one/")
    printing.add_argument(
        "names", nargs="*", metavar="NAME", help="as science; default: all of them"
    )
    add("pages", "seeds/ → docs/")
    add("check", "say where docs/ is not what seeds/ say, or an editor's file is in error")
    verify = add("verify", "read the seeds again and prove the built site against them")
    verify.add_argument("site", nargs="?", type=Path, metavar="SITE", help="default: ROOT/site")
    add("lock", "keep the words, facts and ids of each snapshot as they are, once published")
    plan = add("plan", "say what adding files would change; writes nothing")
    plan.add_argument("files", nargs="+", type=Path, metavar="FILE", help="as received")
    plan.add_argument(
        "--card",
        action="store_true",
        help="print the cards alone: what was understood",
    )
    plan.add_argument(
        "--markdown", action="store_true", help="with --card: as Markdown, for a review"
    )
    plan.add_argument(
        "--snapshot", metavar="ID", help="the update that brings them (default: the newest)"
    )
    reading = add("read", "print the reading of a received file, its lines numbered")
    reading.add_argument(
        "file", metavar="FILE", help="as received; or the name or the id of a listed source"
    )
    diff = add("diff", "say what changed between two snapshots; nothing where nothing did")
    diff.add_argument("before", metavar="A", help="id of the earlier snapshot")
    diff.add_argument("after", metavar="B", help="id of the later snapshot")
    serve = add("serve", "live preview: an edit in seeds/ shows in the browser")
    serve.add_argument(
        "--address",
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="where it serves (default: %(default)s)",
    )
    return program
