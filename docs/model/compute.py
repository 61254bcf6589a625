"""Writes that depend on the value there is, where the cache is the truth: every order of every step, in small scenarios.

    python3 docs/model/compute.py          all scenarios and all guards; seconds

Modelled is one key with writes of nodes of their own: computes, which add themselves to the value; computes that change nothing
after all; and puts, whose value is themselves alone. A compute appends its record, reads the remote store until it finds what
the record before its own has left, and stores what becomes of it with its own position. A put appends and stores. Writes crash
between any two steps. The value is the set of those that made it, so it tells whose effect was lost or came twice.

It must hold that

    E  what a compute goes on from is what all effective writes before its record make of the key, in the order of the log
    F  once all is over the store has what all effective writes make of the key, if nobody crashed
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


class Scenario(NamedTuple):
    kinds: tuple
    crash: bool = False
    without: frozenset = frozenset()


def steps(w, s):
    for k, write in enumerate(s.writes):
        kind = w.kinds[k]
        label = f'{kind} {k} '
        if write.stage == 'idle':
            position = len(s.log) + 1
            after = s._replace(log=s.log + (k,))
            yield label + f'appends {position}', changed(after, k, stage='appended', position=position)
        elif write.stage == 'appended' and kind == 'put':
            yield label + 'stores', stored(w, s, k, frozenset([k]))
        elif write.stage == 'appended' and s.stamp > write.position and 'overtaken' not in w.without:
            again = write.tries + 1 < MOST_TRIES
            yield label + 'is overtaken', changed(s, k, stage='idle' if again else 'lost', tries=write.tries + 1)
        elif write.stage == 'appended' and (s.stamp >= write.position - 1 or 'predecessor' in w.without):
            yield label + 'reads', changed(s, k, stage='read', base=s.value)
        elif write.stage == 'read':
            if kind == 'compute':
                yield label + 'stores', stored(w, s, k, write.base | {k})
            elif 'store again' in w.without:
                yield label + 'leaves it', changed(s, k, stage='done')
            else:
                yield label + 'stores again', stored(w, s, k, write.base)
        if w.crash and write.stage in ('appended', 'read'):
            yield label + 'crashes', changed(s, k, stage='crashed')


def stored(w, s, k, value):
    position = s.writes[k].position
    if s.stamp < position or 'newest' in w.without:
        s = s._replace(stamp=position, value=value)
    return changed(s, k, stage='done')


def changed(s, k, **changes):
    return s._replace(writes=s.writes[:k] + (s.writes[k]._replace(**changes),) + s.writes[k + 1:])


def made(w, s, before):
    """What the effective writes before a position make of the key; those that crashed had no effect, as a put replaces it."""
    value = frozenset()
    for k, write in sorted(enumerate(s.writes), key=lambda each: each[1].position):
        sure = write.stage in ('read', 'done') or w.kinds[k] == 'put' and write.stage == 'appended'
        if sure and write.position < before:
            value = frozenset([k]) if w.kinds[k] == 'put' else value | {k} if w.kinds[k] == 'compute' else value
    return value


def broken(w, s, is_last):
    for k, write in enumerate(s.writes):
        if write.stage in ('read', 'done') and write.base is not None and made(w, s, write.position) != write.base:
            return f'E  {k} goes on from {sorted(write.base)}'
    crashed = any(write.stage == 'crashed' for write in s.writes)
    if is_last and not crashed:
        if any(write.stage not in ('done', 'lost') for write in s.writes):
            return 'L  somebody waits for ever'
        if s.value != made(w, s, len(s.log) + 1):
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
}

GUARDS = {
    'predecessor': ('a compute waits for what the record before its own leaves', SCENARIOS['three computes']),
    'overtaken': ('a compute behind which something was stored tries again', SCENARIOS['two computes and a put']),
    'newest': ('the store keeps the newest', SCENARIOS['two computes, two puts']),
    'store again': ('what is not changed is stored again', SCENARIOS['one for nothing, two computes']),
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
