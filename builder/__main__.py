"""The command line: arguments in, exit codes out (0 fine, 1 findings, 2 wrong usage or input)."""

from __future__ import annotations

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a traceback while modules load helps nobody

import sys

if __name__ == "__main__" and sys.argv[1:2] == ["plan"] and "--card" in sys.argv:
    from builder.cards import main as print_cards  # in a second, before all else is loaded
    from builder.streams import guard

    guard()
    sys.exit(print_cards())

import argparse
import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from builder.cards import show
from builder.disk.bundle import START, pack, put, unfit
from builder.disk.cache import Cache
from builder.disk.docs import differences, pages_by_hand, stage_docs
from builder.disk.edits import edits
from builder.disk.files import manifest
from builder.disk.locks import FOLDER as LOCKS
from builder.disk.locks import (
    complete_lock,
    read_findings,
    read_locks,
    redact_lock,
    write_findings,
    write_lock,
)
from builder.disk.publish import locked, publish, settle, staging
from builder.disk.readings import FOLDER as READINGS
from builder.disk.readings import breaches as changed_files
from builder.disk.readings import differences as reading_differences
from builder.disk.readings import read_otherwise, readings, to_lock
from builder.disk.sbom import SBOM, sbom
from builder.disk.seeds import adding, located, read, read_one, renamed
from builder.disk.withheld import unquoted_words, withheld_words
from builder.model import Corpus, Edition, InputError, RenderError, Seeds, SiteFile, raise_all
from builder.options import parser
from builder.pipeline import (
    diff,
    doubtful,
    editions,
    entry_faults,
    lock,
    lock_findings,
    plan,
    reading,
    redacted,
    site_files,
    snapshot_menu,
    unlocked,
    unsure,
    untold,
    wanted,
)
from builder.proof.whole import whole_proof
from builder.runner import Runner, runner
from builder.site.by_hand import misplaced
from builder.site.crawling import crawling_paths
from builder.site.printing import printed
from builder.site.serve import serve
from builder.site.settings import Settings, check_footer, settings
from builder.site.single_files import single_pages
from builder.site.snapshots import html_path
from builder.site.tree import Built, build, common_files, finish, reuse
from builder.site.verify import Job, prove, shown_though_withheld, verify
from builder.site.welcome import welcome
from builder.streams import guard

FINE, FINDINGS, WRONG = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    try:
        return _run(COMMANDS[options.command], options)
    except KeyboardInterrupt:
        print("stopped; what is published is whole", file=sys.stderr)
        return WRONG


def _run(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command and return its exit code; print the errors that stopped it."""
    try:
        if not options.root.is_dir():
            raise InputError(
                str(options.root), "no such folder", remedy="give --root the folder with mkdocs.yml"
            )
        settle(options.root)
        code = command(options)
        sys.stdout.flush()
        return code
    except* (InputError, RenderError) as errors:
        print(*_leaves(errors), sep="\n", file=sys.stderr)
    except* OSError as errors:
        print(*(_told(error, options.root) for error in _leaves(errors)), sep="\n", file=sys.stderr)
    return WRONG


def _told(error: BaseException, root: Path) -> InputError:
    """Return what the system refused as an error with its place and what to do."""
    assert isinstance(error, OSError)
    place, remedy = _REFUSED.get(error.errno or 0, ("", "mend this, then run the command again"))
    return InputError(
        str(error.filename or place or root), error.strerror or str(error), remedy=remedy
    )


_ROOM = "make room on that disk, then run the command again; what is published stays"
_RIGHTS = "let it be writable for you (chmod, chown, mount), or work in a copy of the project"
_REFUSED = {
    errno.ENOSPC: ("", _ROOM),
    errno.EDQUOT: ("", _ROOM),
    errno.EROFS: ("", _RIGHTS),
    errno.EACCES: ("", _RIGHTS),
    errno.EPERM: ("", _RIGHTS),
    errno.EADDRINUSE: ("--address", "give another port, as --address 127.0.0.1:8001"),
}
"""Error number → the place where the system names none, '' for the root, and what to do."""


def _leaves(error: BaseException) -> list[BaseException]:
    """Return the errors in a group, at any depth."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for part in error.exceptions for leaf in _leaves(part)]
    return [error]


# ---------------------------------------------------------------- build, bundle, pages, print


def _build(options: argparse.Namespace) -> int:
    return _watch(options) if options.watch else _build_site(options)


def _watch(options: argparse.Namespace) -> int:
    """Build now and after each edit, until interrupted."""
    with suppress(KeyboardInterrupt):
        for _ in edits(options.root):
            _run(_build_site, options)
            if not options.quiet:
                print("Waiting for the next edit; Ctrl-C ends it", file=sys.stderr)
    return FINE


def _bundle(options: argparse.Namespace) -> int:
    return _build_site(options, bundled=True)


def _build_site(options: argparse.Namespace, *, bundled: bool = False) -> int:
    """Build, prove and publish the site; pack it into a bundle as well."""
    root: Path = options.root
    progress = _progress(options)
    zipped = None
    with locked(root), staging(root) as stage, runner(Cache(root)) as run:
        progress("reading seeds")
        seeds = read(root)
        progress("reading texts, making pages")
        made = _made(root, seeds, run)
        if code := _report(_breaches(root, made), "what is published stays; nothing was built"):
            return code
        progress("rendering and proving each snapshot")
        site, said = stage / "site", _settings(root, made[-1])
        common, added = _common(made, root, said), _added(made, said)
        proofs = [built.proof for built in _built(_jobs(made, root, said, site), root, stage, run)]
        progress("proving the whole")
        finish(made, common, site)
        found = (
            *verify(made, common, added, proofs, site),
            *whole_proof(root, site, seeds),
            *_shown_though_withheld(root, made[-1], site, stage / "docs" / READINGS),
        )
        if code := _report(found, "the site was not published"):
            return code
        if bundled:
            progress("packing")
            hashes = manifest(site, ())
            if code := _report(unfit(hashes), "nothing was published"):
                return code
            title = f"{seeds.framework.title}-{made[-1].snapshot.id}"
            zipped = pack(site, hashes, added, title, stage)
        publish(stage, root, "site", "docs")
        if zipped:
            zipped = put(zipped, root / "dist")
    if not options.quiet:
        for line in doubtful(made[-1].corpus):
            print(line, file=sys.stderr)
        home = root / "site" / "index.html"
        print(zipped or f"{home}\nOpen it in a browser, or at {home.as_uri()}")
    return FINE


def _settings(root: Path, newest: Edition) -> Settings:
    """Return what mkdocs.yml says of the site. Raises `InputError`."""
    said = settings(root)
    pages = (*newest.pages, *pages_by_hand(root))
    check_footer(root, said, {*single_pages(newest), *(html_path(page.path) for page in pages)})
    return said


def _common(made: Sequence[Edition], root: Path, said: Settings) -> tuple[SiteFile, ...]:
    return common_files(made, snapshot_menu(made), root, said)


def _added(made: Sequence[Edition], said: Settings) -> dict[str, bytes]:
    """Return path → content of what a bundle has besides the site and its manifest."""
    newest = made[-1]
    title = newest.corpus.seeds.framework.title
    return {START: welcome(made, said), SBOM: sbom(title, newest.snapshot.id)}


def _built(every: Sequence[Job], root: Path, stage: Path, run: Runner) -> Iterator[Built]:
    """Build each edition into the stage, or copy an older one from the published site.

    The newest is begun first, because it is the largest.
    """
    jobs: list[Job] = []
    for job in reversed(every):
        built = None if job.newest else run.recall("tree", job.edition.corpus.seeds)
        if isinstance(built, Built) and reuse(built, job, root / "site"):
            yield built
        else:
            jobs.append(job)
    for job, built in zip(jobs, run.each(partial(build, stage=stage), jobs), strict=True):
        if not built.proof.findings:
            run.keep("tree", job.edition.corpus.seeds, built)
        yield built


def _jobs(made: Sequence[Edition], root: Path, said: Settings, site: Path) -> list[Job]:
    """Return what is to be built or proven of each edition, oldest first."""
    return [Job(edition, edition is made[-1], site_files, root, said, site) for edition in made]


def _pages(options: argparse.Namespace) -> int:
    with locked(options.root), staging(options.root) as stage:
        made = _editions(options.root)
        if code := _report(_breaches(options.root, made), "what is published stays; docs/ as well"):
            return code
        raise_all([*misplaced(options.root, made[-1].pages)])
        stage_docs(options.root, made[-1].pages, stage / "docs", _readings(options.root, made[-1]))
        publish(stage, options.root, "docs")
    return FINE


def _editions(root: Path) -> tuple[Edition, ...]:
    with runner() as run:
        return _made(root, read(root), run)


def _made(root: Path, seeds: Seeds, run: Runner) -> tuple[Edition, ...]:
    """Return the editions. Raises `InputError` for what an editor says and no article bears."""
    made = editions(seeds, run, read_findings(root))
    raise_all(located(root, entry_faults(made[-1].corpus)))
    return made


def _readings(root: Path, newest: Edition) -> Iterator[SiteFile]:
    """Yield the readings that `docs/` must hold."""
    return readings(root, newest.corpus.seeds.received, read_locks(root))


def _shown_though_withheld(root: Path, newest: Edition, *folders: Path) -> Iterator[str]:
    """Yield where words stand that an editor withholds, or that may not be shown."""
    seeds = newest.corpus.seeds
    site, *_ = folders
    yield from shown_though_withheld(withheld_words(root, seeds.received), folders)
    yield from shown_though_withheld(unquoted_words(seeds.sources), (site,))


def _reading_differences(root: Path, newest: Edition) -> Iterator[str]:
    """Yield where `docs/` does not hold the readings that it must."""
    yield from reading_differences(root, _readings(root, newest), read_locks(root))


def _breaches(root: Path, made: Iterable[Edition]) -> Iterator[InputError]:
    """Yield where a published snapshot would no longer say what it said, or show it otherwise."""
    corpora = [edition.corpus for edition in made]
    locks = read_locks(root)
    seeds = corpora[-1].seeds
    yield from changed_files(root, seeds.received, locks, seeds.files)
    yield from unlocked(locks, corpora)
    yield from untold(read_findings(root), corpora)


def _print(options: argparse.Namespace) -> int:
    root: Path = options.root
    with locked(root), staging(root) as stage:
        singles = {file.stem: file for file in sorted((root / "site" / "one").glob("*.html"))}
        if not singles:
            raise InputError("site/one", "no such folder", remedy="build the site first: make site")
        for name in options.names:
            if name not in singles:
                known = ", ".join(singles)
                raise InputError(name, "no single file has this name", remedy=f"one of {known}")
        names = [*dict.fromkeys(options.names or singles)]
        with runner() as run:
            contents = run.each(printed, [singles[name] for name in names])
            for name, content in zip(names, contents, strict=True):
                (stage / f"{name}.pdf").write_bytes(content)
        for name in names:
            file = put(stage / f"{name}.pdf", root / "dist" / "pdf")
            if not options.quiet:
                print(file)
    return FINE


# ---------------------------------------------------------------- check, verify, lock


def _check(options: argparse.Namespace) -> int:
    made = _editions(options.root)
    taken = crawling_paths(_settings(options.root, made[-1]))
    code = max(
        _report(_breaches(options.root, made), "what is published stays"),
        _report(misplaced(options.root, made[-1].pages, taken), "nothing would be published"),
        _report(
            _unredacted(options.root, made[-1]), "run `python -m builder lock` and commit docs/"
        ),
        _report(
            (
                *differences(options.root, made[-1].pages),
                *_reading_differences(options.root, made[-1]),
            ),
            "run `python -m builder pages` and commit docs/",
        ),
    )
    if not options.quiet:
        for line in (
            *renamed(options.root),
            *doubtful(made[-1].corpus),
            *unsure(made[-1].corpus),
        ):
            print(line)
        for line in read_otherwise(
            options.root, made[-1].corpus.seeds.received, read_locks(options.root)
        ):
            print(line)
        for line in wanted(made[-1].corpus, date.today()):
            print(line)
        _list_doubts(made[-1].corpus)
        _list_unlocked(options.root, made)
    return code


def _unredacted(root: Path, newest: Edition) -> Iterator[str]:
    """Yield the locks that hold words which editors withhold since."""
    for held in read_locks(root):
        if redacted(held, newest.corpus.seeds.received) != held:
            yield f"{LOCKS}/{held.snapshot}.json: holds words that are withheld"


def _list_doubts(corpus: Corpus) -> None:
    """Print the passages that an editor should look at; they are not errors."""
    files = {source.entry.id: source.entry.file for source in corpus.seeds.sources}
    paragraphs = {paragraph.id: paragraph for text in corpus.texts for paragraph in text.paragraphs}
    for doubt in corpus.doubts:
        paragraph = paragraphs[doubt.paragraph]
        place = f"seeds/sources/{files[paragraph.source]}:{paragraph.ranges[0][0]}"
        ground = "the heading " if doubt.heading else ""
        why = (
            f"`{doubt.label}` rests on {ground}“{doubt.words}” alone"
            if doubt.label
            else "has no label"
        )
        print(f"{place}: {paragraph.id} {why}: {paragraph.text[:30]}")
    if corpus.doubts:
        print(f"{len(corpus.doubts)} to look at; say otherwise in seeds/filing.yml")


def _list_unlocked(root: Path, made: Sequence[Edition]) -> None:
    """Print the snapshots and changes of rules that have no lock yet; they are not errors."""
    known = {lock.snapshot: lock for lock in read_locks(root)}
    for edition in made:
        id_ = edition.snapshot.id
        if id_ not in known:
            print(f"{id_} is not locked: once published, `python -m builder lock`")
        elif known[id_].files is None:
            print(f"{id_} is locked without its received files: `python -m builder lock`")
    for change in made[-1].corpus.rules[len(read_findings(root).rules) :]:
        for rule in change.rules:
            print(f"the rule of {rule.on} is not locked: once published, `python -m builder lock`")


def _verify(options: argparse.Namespace) -> int:
    site: Path = options.site or options.root / "site"
    if not site.is_dir():
        raise InputError(str(site), "no such folder", remedy="build the site first: make site")
    findings = dict.fromkeys(_findings(options.root, site))
    code = _report(findings, "mend the seeds, or build the site again: make site")
    if code == FINE and not options.quiet:
        print(f"{site}: every page and every row is what the seeds say")
    return code


def _findings(root: Path, site: Path) -> Iterator[str]:
    """Yield what is wrong with the seeds, and with the site as far as the seeds can be read."""
    try:
        read(root)
    except InputError as error:
        yield str(error)
    try:
        seeds = read(root, hashes=False)
        with runner() as run:
            made = _made(root, seeds, run)
            yield from map(str, _breaches(root, made))
            said = _settings(root, made[-1])
            proofs = run.each(prove, _jobs(made, root, said, site))
            yield from whole_proof(root, site, seeds)
            yield from _reading_differences(root, made[-1])
            yield from verify(made, _common(made, root, said), _added(made, said), proofs, site)
            yield from _shown_though_withheld(root, made[-1], site, root / "docs" / READINGS)
    except InputError as error:
        yield str(error)


def _lock(options: argparse.Namespace) -> int:
    root: Path = options.root
    with locked(root):
        made = _editions(root)
        if code := _report(_breaches(root, made), "mend this first; nothing was locked"):
            return code
        locks = read_locks(root)
        known = {lock.snapshot: lock for lock in locks}
        for edition in made:
            files = to_lock(root, edition.corpus.seeds.received, locks)
            new = replace(lock(edition.corpus), files=files)
            there = known.get(new.snapshot)
            if there is None:
                file = write_lock(root, new)
                if not options.quiet:
                    print(f"{file}: {len(new.texts)} texts as of {new.snapshot} are locked")
            elif there.files is None:
                held = tuple(one for one in files if one.id in there.sources)
                file = complete_lock(root, there, held)
                if not options.quiet:
                    print(f"{file}: {len(held)} received files as of {new.snapshot} are locked")
        for before in read_locks(root):
            after = redacted(before, made[-1].corpus.seeds.received)
            if after != before:
                file = redact_lock(root, after)
                if not options.quiet:
                    print(f"{file}: words that are withheld since are taken out")
        _lock_findings(root, [edition.corpus for edition in made], quiet=options.quiet)
    return FINE


def _lock_findings(root: Path, corpora: Sequence[Corpus], *, quiet: bool) -> None:
    """Record what the rules find in the published snapshots, and which changes of rules it has."""
    before = read_findings(root)
    after = lock_findings(before, read_locks(root), corpora)
    if after == before:
        return
    file = write_findings(root, after)
    for change in after.rules[len(before.rules) :]:
        for rule in change.rules:
            if not quiet:
                print(f"{file}: the change of {rule.on} is locked: {rule.what}")


# ---------------------------------------------------------------- plan, read, diff, serve


def _plan(options: argparse.Namespace) -> int:
    if options.card:
        return show(options)
    if options.markdown:
        raise InputError("--markdown", "it prints cards alone", remedy="add --card, or take it out")
    root: Path = options.root
    added = adding(root, options.files, options.snapshot)
    with runner() as run:
        made = plan(added.seeds, added.sources, read_locks(root), run, date.today().isoformat())
    if not options.quiet:
        print(*made.cards, "", sep="\n")
    raise_all(located(root, made.faults))
    for line in made.doubts:
        print(line, file=sys.stderr)
    for line in made.changes:
        print(line)
    for line in (*made.personal, *made.missing):
        print(line)
    if added.entries and not options.quiet:
        print("→ to add: put what you received into seeds/sources/, and this into sources.yml")
        print(added.entries)
    return _report(made.broken, "what is published stays: so it would not be built")


def _read(options: argparse.Namespace) -> int:
    for line in reading(read_one(options.root, options.file)):
        print(line)
    return FINE


def _diff(options: argparse.Namespace) -> int:
    with runner() as run:
        for line in diff(read(options.root), options.before, options.after, run):
            print(line)
    return FINE


def _serve(options: argparse.Namespace) -> int:
    """Serve the preview; where nothing was built yet, first build the snapshots that it shows."""
    if not (options.root / "site").is_dir() and (code := _build_site(options)):
        return code
    serve(options.root, options.address, quiet=options.quiet)
    return FINE


def _report(findings: Iterable[object], remedy: str) -> int:
    """Print findings, and what to do; return the exit code."""
    found = False
    for finding in findings:
        found = True
        print(finding)
    if found:
        print(f"→ {remedy}")
    return FINDINGS if found else FINE


def _progress(options: argparse.Namespace) -> Callable[[str], None]:
    """Return a function that prints a step's name on a terminal and is silent elsewhere."""
    if options.quiet or not sys.stderr.isatty():
        return lambda step: None
    return lambda step: print(f"… {step}", file=sys.stderr)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "bundle": _bundle,
    "print": _print,
    "pages": _pages,
    "check": _check,
    "verify": _verify,
    "lock": _lock,
    "plan": _plan,
    "read": _read,
    "diff": _diff,
    "serve": _serve,
}
"""Name → what runs it."""


if __name__ == "__main__":
    guard()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    code = main()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is left that could be stopped
    sys.exit(code)
