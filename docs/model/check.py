"""The stamp protocol and wide invalidation as an explicit-state model: every order of every step, in small scenarios.

    python3 docs/model/check.py            all scenarios and all guards; some minutes
    python3 docs/model/check.py --quick    the small ones; seconds, for every build
    python3 docs/model/check.py --large    larger scenarios as well; a quarter of an hour
    python3 docs/model/check.py 'a lost close' floor    by name, with the steps to what is broken

Modelled are one key in each of one or two partitions, loads, puts and invalidations of a key (`reads`, `writes`), wide
invalidations (`wide`), the table of markers with its sweep (`table`), nodes that apply the log, lag, and settle what a
writer cut off from the remote store could not (`nodes`), and nodes that start anew, lose records, or meet another
epoch (`starts`). Writers crash between any two steps; calls of the remote store are lost, or done and thought lost.
`world` is the state, `scenarios` and `guards` are what is tried.

In every state it must hold (`promises`) that

    I1 a node answers nothing from its local tier that is older than what it was told of, or has told of itself
    I2 a node takes nothing older from the remote store
    I3 once all is over nothing is older than the system of record (except what a writer that crashed told nobody)
    I4 a reader who joins a load gets nothing older than what his node was told of before
    U  no marker is ahead of the log: it would make invalid what is not old
    L  where nothing more can happen no marker is left (where a scenario asks for it)

A line tells what was tried, how many states that were, and what is broken: nothing, except where a guard is left out,
which must break something. Exits with 1 if that is not so.

Not modelled: time (see `world`), nodes that are in different epochs at the same time, invalidations that keep values as
stale, and repetitions of a write, which are writes.
"""
import sys
from time import monotonic

import nodes
import reads
import starts
import table
import transactions
import wide
import writes
from explore import explore
from guards import GUARDS, SLOW_GUARDS
from promises import broken
from scenarios import KEYS, LARGE, MARKERS, QUICK
from world import first

LIMIT = 3_000_000
PARTS = (nodes, starts, reads, writes, transactions, wide, table)


def run(scenario):
    def steps(state):
        for part in PARTS:
            yield from part.steps(scenario, state)

    return explore(first(scenario), steps, lambda state, is_last: broken(scenario, state, is_last), LIMIT)


def check(name, scenario, expected, is_told):
    """True if it went as expected: broken or not, and nothing left unseen."""
    began = monotonic()
    result = run(scenario)
    right = bool(result.broken) == expected and result.complete
    print(f"{'ok  ' if right else 'FAIL'} {name}: {result.states} states, {monotonic() - began:.1f} s"
          f"{'' if result.complete else ', not all'}{', ' + result.broken if result.broken else ''}", flush=True)
    if result.broken and (is_told or not expected):
        print(''.join(f'       {step}\n' for step in result.path), end='')
    return right


def trials(arguments):
    """Name, scenario, and whether something is to break."""
    small = {'--quick', '--large'}
    for kind, scenarios in ((small, QUICK), ({'--large'}, KEYS), ({'--large'}, MARKERS), ({'--large'}, LARGE)):
        for name, scenario in scenarios.items():
            if is_asked(name, arguments, kind, scenarios is not LARGE):
                yield name, scenario, False
    for kind, guards in ((small, GUARDS), ({'--large'}, SLOW_GUARDS)):
        for name, (rule, scenario) in guards.items():
            if is_asked(name, arguments, kind, True):
                yield f'without {name} ({rule})', scenario._replace(without=frozenset([name])), True


def is_asked(name, arguments, kind, by_default):
    return name in arguments or bool(kind & arguments) or not arguments and by_default


if __name__ == '__main__':
    asked = frozenset(sys.argv[1:])
    results = [check(*trial, not asked <= {'--quick', '--large'}) for trial in trials(asked)]
    print(f'{sum(results)} of {len(results)} as expected')
    sys.exit(0 if results and all(results) else 1)
