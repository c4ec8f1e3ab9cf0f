"""Makes faults, one at a time, and tells what was missed: `python -m benchmarks.faults`.

Into a built site, into what editors write, and into the program: see the modules beside this one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.faults import inputs, program, project, site
from benchmarks.faults.clean import alarms, copied
from benchmarks.faults.outcome import Outcome, lines, table
from benchmarks.faults.record import record, record_alarms
from benchmarks.faults.tree import Kind
from benchmarks.real import CHECKOUT, git
from builder.__main__ import FINE
from builder.__main__ import main as builder

SETS = ("site", "inputs", "program")
"""Where faults are put."""


LINES = 320
"""How many wrong lines of the program are drawn; a third of them is harmless."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make faults and print what was missed; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--only", choices=SETS, help="where faults are put")
    parser.add_argument("--project", type=Path, default=CHECKOUT, help="has mkdocs.yml and seeds/")
    parser.add_argument("--real", type=Path, help="a folder of real files, for false alarms")
    parser.add_argument("--sample", type=int, help="how many kinds, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--filter", default="", help="only kinds whose names hold this")
    parser.add_argument("--together", type=int, default=1, help="faults in a site at a time")
    parser.add_argument("--record", action="store_true", help="write builder/measure/faults.yml")
    parser.add_argument("--verbose", action="store_true", help="tell what was said of each")
    options = parser.parse_args(arguments)
    good = True
    if not options.only:
        with TemporaryDirectory(prefix="faults-") as made:
            found = dict(alarms(Path(made), options.real))
        for name, told in found.items():
            print(f"---- {name}, without any fault: {len(told)} findings", *told, sep="\n")
            good = good and not told
        if options.record:
            record_alarms(found)
    for name in [options.only] if options.only else SETS:
        with TemporaryDirectory(prefix="faults-") as made:
            root = copied(options.project, Path(made) / "root")
            outcomes = _OUTCOMES[name](root, options)
        print(f"---- {name}")
        for one in outcomes:
            for line in lines(one, verbose=options.verbose):
                print(line)
        print(*table(outcomes), sep="\n", flush=True)
        if options.record:
            record(name, outcomes, git("log", "-1", "--format=%h"))
        good = good and all(one.caught or one.harmless for one in outcomes)
    return 0 if good else 1


def _site(root: Path, options: argparse.Namespace) -> list[Outcome]:
    if builder(["build", "--quiet", "--root", str(root)]) != FINE:
        raise SystemExit("a project without any fault is refused")
    kinds = _drawn(site.KINDS, options)
    return site.site_outcomes(root, kinds, options.seed, together=options.together)


def _inputs(root: Path, options: argparse.Namespace) -> list[Outcome]:
    project.published(root)
    return project.input_outcomes(root, _drawn(inputs.KINDS, options), options.seed)


def _program(root: Path, options: argparse.Namespace) -> list[Outcome]:
    program.merged(root)
    many = LINES if options.sample is None else options.sample
    found = program.program_outcomes(root, root.with_name("work"), many, options.seed)
    return sorted(found, key=lambda one: (one.area, one.where, one.name))


_OUTCOMES = {"site": _site, "inputs": _inputs, "program": _program}


def _drawn(kinds: Sequence[Kind], options: argparse.Namespace) -> list[int]:
    """Return the places of the kinds that are asked for."""
    named = [at for at, one in enumerate(kinds) if options.filter in f"{one.area}: {one.name}"]
    if options.sample is None:
        return named
    return Random(options.seed).sample(named, min(options.sample, len(named)))


if __name__ == "__main__":
    raise SystemExit(main())
