"""Writes that depend on the value there is, where the cache is the truth: every order of every step, in small scenarios.

    python3 docs/model/compute.py          all scenarios and all guards; seconds

Modelled is one key with writes of nodes of their own: computes, which add themselves to the value; computes that change nothing
after all; puts, whose value is themselves alone; and clears, whose record means every value before it. A compute appends its
record, reads the remote store until it finds what the record before its own has left, and stores what becomes of it with its own
position. A put appends and stores. Writes crash between any two steps. A value that a clear means may be swept away at any
moment, and any value may expire: what is left is the place it had. The value is the set of those that made it, so it tells whose
effect was lost or came twice.

It must hold that

    E  what a compute goes on from is what the effective write before its record has left, in the order of the log; nothing, if
       that is gone or a clear comes in between
    F  once all is over the store has what the last effective write has left, if nobody crashed
    L  once all is over everybody is done, if nobody crashed

A line tells what was tried, how many states that were, and what is broken. Exits with 1 if that is not as expected.
"""
import sys
from typing import NamedTuple, Optional

from explore import explore

MOST_TRIES = 2


class Write(NamedTuple):
    stage: str = 'idle'  # idle, appended, read, done, lost (it gave up), crashed
    position: int = 0
    base: Optional[frozenset] = None
    tries: int = 0


class State(NamedTuple):
    log: tuple  # the write of each record, in order; positions count from 1
    stamp: int
    value: frozenset
    writes: tuple
    gone: frozenset = frozenset()  # the places of values that were swept away or have expired


class Scenario(NamedTuple):
    kinds: tuple
    crash: bool = False
    expire: bool = False
    without: frozenset = frozenset()


def steps(w, s):
    for k, write in enumerate(s.writes):
        kind = w.kinds[k]
        label = f'{kind} {k} '
        if write.stage == 'idle':
            position = len(s.log) + 1
            after = s._replace(log=s.log + (k,))
            yield label + f'appends {position}', changed(after, k, stage='appended', position=position)
        elif write.stage == 'appended' and kind == 'clear':
            yield label + 'is done', changed(s, k, stage='done')
        elif write.stage == 'appended' and kind == 'put':
            yield label + 'stores', stored(w, s, k, frozenset([k]))
        elif write.stage == 'appended' and s.stamp > write.position and 'overtaken' not in w.without:
            again = write.tries + 1 < MOST_TRIES
            yield label + 'is overtaken', changed(s, k, stage='idle' if again else 'lost', tries=write.tries + 1)
        elif write.stage == 'appended' and (s.stamp >= before(w, s, write.position) or 'predecessor' in w.without):
            yield label + 'reads', changed(s, k, stage='read', base=frozenset() if is_cleared(w, s, s.stamp) else s.value)
        elif write.stage == 'read':
            if kind == 'compute':
                yield label + 'stores', stored(w, s, k, write.base | {k})
            elif 'store again' in w.without:
                yield label + 'leaves it', changed(s, k, stage='done')
            else:
                yield label + 'stores again', stored(w, s, k, write.base)
        if w.crash and write.stage in ('appended', 'read'):
            yield label + 'crashes', changed(s, k, stage='crashed')
    if s.value and is_cleared(w, s, s.stamp):
        yield 'the value is swept away', without_value(s, 'swept' not in w.without)
    if s.value and w.expire:
        yield 'the value expires', without_value(s, 'expired' not in w.without)


def without_value(s, has_place):
    return s._replace(value=frozenset(), stamp=s.stamp if has_place else 0, gone=s.gone | {s.stamp})


def before(w, s, position):
    """The last record of the key before a position."""
    return max((p for p, k in enumerate(s.log, 1) if p < position and w.kinds[k] != 'clear'), default=0)


def is_cleared(w, s, stamp, until=sys.maxsize):
    return any(stamp < p < until and w.kinds[k] == 'clear' for p, k in enumerate(s.log, 1))


def stored(w, s, k, value):
    position = s.writes[k].position
    if s.stamp < position or 'newest' in w.without:
        s = s._replace(stamp=position, value=value)
    return changed(s, k, stage='done')


def changed(s, k, **changes):
    return s._replace(writes=s.writes[:k] + (s.writes[k]._replace(**changes),) + s.writes[k + 1:])


def left(w, s, until):
    """What the last effective write before a position may have left; those that crashed had no effect, as a put replaces it."""
    value, place = frozenset(), 0
    for k, write in sorted(enumerate(s.writes), key=lambda each: each[1].position):
        sure = write.stage in ('read', 'done') or w.kinds[k] == 'put' and write.stage == 'appended'
        if sure and write.position < until and w.kinds[k] != 'clear':
            value, place = made(w, write, k), write.position
    if is_cleared(w, s, place, until):
        return [frozenset()]
    return [value, frozenset()] if place in s.gone or is_cleared(w, s, place) else [value]


def made(w, write, k):
    return frozenset([k]) if w.kinds[k] == 'put' else write.base | {k} if w.kinds[k] == 'compute' else write.base


def broken(w, s, is_last):
    for k, write in enumerate(s.writes):
        if write.stage in ('read', 'done') and write.base is not None and write.base not in left(w, s, write.position):
            return f'E  {k} goes on from {sorted(write.base)}'
    crashed = any(write.stage == 'crashed' for write in s.writes)
    if is_last and not crashed:
        if any(write.stage not in ('done', 'lost') for write in s.writes):
            return 'L  somebody waits for ever'
        if s.value not in left(w, s, len(s.log) + 1) and not is_cleared(w, s, s.stamp):
            return f'F  the store has {sorted(s.value)}'
    return ''


SCENARIOS = {
    'three computes': Scenario(('compute',) * 3),
    'four computes': Scenario(('compute',) * 4),
    'three computes, crash': Scenario(('compute',) * 3, crash=True),
    'two computes and a put': Scenario(('compute', 'compute', 'put')),
    'two computes, two puts': Scenario(('compute', 'put', 'compute', 'put')),
    'two computes, one for nothing, a put, crash': Scenario(('compute', 'compute', 'nothing', 'put'), crash=True),
    'one for nothing, two computes': Scenario(('nothing', 'compute', 'compute')),
    'two computes, a put and a clear': Scenario(('compute', 'compute', 'put', 'clear')),
    'two computes, one for nothing, and a clear, crash': Scenario(('compute', 'compute', 'nothing', 'clear'), crash=True),
    'two computes and a put that expire': Scenario(('compute', 'compute', 'put'), expire=True),
}

GUARDS = {
    'predecessor': ('a compute waits for what the record before its own leaves', SCENARIOS['three computes']),
    'overtaken': ('a compute behind which something was stored tries again', SCENARIOS['two computes and a put']),
    'newest': ('the store keeps the newest', SCENARIOS['two computes, two puts']),
    'store again': ('what is not changed is stored again', SCENARIOS['one for nothing, two computes']),
    'swept': ('what is swept away leaves its place', SCENARIOS['two computes, a put and a clear']),
    'expired': ('what expires leaves its place', SCENARIOS['two computes and a put that expire']),
}


def run(name, scenario, expected):
    first = State((), 0, frozenset(), (Write(),) * len(scenario.kinds))
    result = explore(first, lambda s: steps(scenario, s), lambda s, last: broken(scenario, s, last), 1_000_000)
    right = bool(result.broken) == expected and result.complete
    print(f"{'ok  ' if right else 'FAIL'} {name}: {result.states} states{', ' + result.broken if result.broken else ''}")
    if result.broken and not expected:
        print(''.join(f'       {step}\n' for step in result.path), end='')
    return right


if __name__ == '__main__':
    results = [run(name, scenario, False) for name, scenario in SCENARIOS.items()]
    results += [run(f'without {name} ({rule})', scenario._replace(without=frozenset([name])), True)
                for name, (rule, scenario) in GUARDS.items()]
    sys.exit(0 if all(results) else 1)
