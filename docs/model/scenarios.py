"""What is tried. A scenario is small and leaves open only what one question needs; ELSEWHERE writes keep it so."""
from world import ELSEWHERE, TAG, Scenario

BOTH = dict(filled='both')  # old values everywhere
REMOTE = dict(filled='remote')  # old values in the remote store, so that loads may bring them in


def put(node):
    return ('put', node, 0)


def invalidate(node=ELSEWHERE):
    return ('invalidate', node, 0)


def transaction(node=0):
    return ('transaction', node, 0)


def wide(node=ELSEWHERE):
    return ('wide', node, TAG)


QUICK = {
    'one invalidation, two loads, crash': Scenario(2, (invalidate(0),), ((0, 0), (1, 0)), crash=True),
    'a lost close': Scenario(2, (invalidate(0),), ((1, 0),), cut=(0,), **BOTH),
    'a lost close, and two starts': Scenario(1, (invalidate(),), (), cut=(0,), starts=2, **BOTH),
    'wide, crash, a load': Scenario(2, (wide(0),), ((1, 0),), crash=True, **REMOTE),
    'wide, crash between partitions, a start': Scenario(1, (wide(),), (), partitions=2, crash=True, starts=1, **BOTH),
    'wide, a reset': Scenario(2, (wide(0),), ((1, 0),), resets=1, **BOTH),
    'wide, rows compacted': Scenario(1, (wide(),), ((0, 0),), compactions=1, **REMOTE),
    'wide, nothing stays': Scenario(2, (wide(0),), ((1, 0),), crash=True, last=True, **BOTH),
    'wide, two loads of a node, crash': Scenario(1, (wide(),), ((0, 0), (0, 0)), crash=True, **REMOTE),
    'wide, table lost, two starts': Scenario(1, (wide(),), (), evictions=1, starts=2, crash=True, **BOTH),
    'two wide, compacted, nothing stays': Scenario(1, (wide(), wide()), (), compactions=1, last=True, **BOTH),
    'wide, another epoch, a load': Scenario(1, (wide(0),), ((0, 0),), epochs=1, crash=True, **BOTH),
    'wide, table out of reach, nothing stays': Scenario(1, (wide(),), (), cut=(0,), resets=1, last=True, **BOTH),
    'put with a lost close, wide': Scenario(1, (put(0), wide()), (), cut=(0,), **BOTH),
    'wide, a start, a load': Scenario(1, (wide(),), ((0, 0),), crash=True, starts=1, **REMOTE),
    'transaction, a load beside, crash': Scenario(2, (transaction(),), ((1, 0),), crash=True, **BOTH),
    'transaction, two loads, crash': Scenario(1, (transaction(),), ((0, 0), (0, 0)), crash=True, **REMOTE),
    'transaction, a start, crash': Scenario(2, (transaction(),), ((1, 0),), crash=True, starts=1, **BOTH),
    'wide, table lost beside a node, a start': Scenario(2, (wide(),), (), crash=True, evictions=1, starts=1, **BOTH),
    'wide, two starts': Scenario(2, (wide(),), (), crash=True, starts=2, **BOTH),
}

KEYS = {
    'two invalidations, a load, crash': Scenario(2, (invalidate(0), invalidate(1)), ((0, 0),), crash=True),
    'put and invalidation, a load': Scenario(2, (put(0), invalidate(1)), ((1, 0),)),
    'transaction and put, a load, crash': Scenario(2, (transaction(), put(1)), ((1, 0),), crash=True),
    'two transactions, a load, crash': Scenario(2, (transaction(), transaction(1)), ((1, 0),), crash=True),
    'transaction and invalidation, a load, crash': Scenario(2, (transaction(), invalidate(1)), ((1, 0),), crash=True),
    'two puts, a load': Scenario(2, (put(0), put(1)), ((1, 0),)),
    'two puts of a node, a load, crash': Scenario(2, (put(0), put(0)), ((1, 0),), crash=True),
    'put, lost close of an invalidation': Scenario(2, (put(0), invalidate()), ((1, 0),), cut=(1,)),
    'put, lost close of an invalidation, a start': Scenario(1, (put(0), invalidate()), (), cut=(1,), starts=1, **BOTH),
    'lost close of a put, a reset': Scenario(2, (put(0),), ((1, 0),), cut=(0,), resets=1, **REMOTE),
    'a lost close, a start': Scenario(2, (invalidate(0),), ((1, 0),), cut=(0,), starts=1, **BOTH),
    'a lost close, a start, a reset': Scenario(1, (invalidate(),), ((0, 0),), cut=(0,), starts=1, resets=1, **REMOTE),
}

MARKERS = {
    'wide, a load in each partition': Scenario(1, (wide(),), ((0, 0), (0, 1)), partitions=2, **REMOTE),
    'two wide of two nodes': Scenario(2, (wide(0), wide(1)), ((1, 0),), **BOTH),
    'two wide, two partitions, a start': Scenario(1, (wide(), wide()), (), partitions=2, starts=1, **BOTH),
    'two wide, compacted, a load': Scenario(1, (wide(), wide()), ((0, 0),), compactions=1, **REMOTE),
    'two wide, compacted, a start': Scenario(1, (wide(), wide()), (), compactions=1, starts=1, **BOTH),
    'wide and put': Scenario(2, (wide(), put(0)), ((1, 0),), **BOTH),
    'wide and invalidation': Scenario(1, (wide(), invalidate()), ((0, 0),), **REMOTE),
    'wide, table lost, a start, a load': Scenario(1, (wide(),), ((0, 0),), evictions=1, starts=1, **REMOTE),
    'wide, table out of reach, two starts': Scenario(1, (wide(),), (), cut=(0,), starts=2, **BOTH),
    'wide, table out of reach, a start beside': Scenario(2, (wide(),), (), cut=(0,), starts=1, **BOTH),
    'wide, table out of reach, then lost, a start': Scenario(1, (wide(),), (), cut=(0,), evictions=1, starts=1, **BOTH),
    'wide, table out of reach, then lost, a reset': Scenario(1, (wide(),), (), cut=(0,), evictions=1, resets=1, **BOTH),
    'put, wide with the table out of reach': Scenario(1, (put(0), wide()), ((0, 0),), cut=(1,), **BOTH),
    'two wide, another epoch': Scenario(2, (wide(0), wide(0)), (), epochs=1, **BOTH),
    'wide, table lost, nothing stays': Scenario(1, (wide(),), (), evictions=1, starts=1, crash=True, last=True, **BOTH),
    'two partitions, a start, nothing stays': Scenario(
        1, (wide(),), (), partitions=2, starts=1, crash=True, last=True, **BOTH),
}

LARGE = {
    'put and invalidation, two loads': Scenario(2, (put(0), invalidate(1)), ((0, 0), (1, 0))),
    'wide, table out of reach, two partitions': Scenario(2, (wide(0),), ((1, 0),), partitions=2, cut=(0,), **BOTH),
    'wide, table out of reach, a start, a load': Scenario(2, (wide(0),), ((1, 0),), cut=(0,), starts=1, **BOTH),
    'wide, table lost, a start, a load beside': Scenario(2, (wide(),), ((0, 0),), evictions=1, starts=1, **REMOTE),
    'two wide, two partitions, a start, crash': Scenario(
        1, (wide(), wide()), (), partitions=2, starts=1, crash=True, **BOTH),
    'wide and invalidation of nodes': Scenario(2, (wide(0), invalidate(1)), ((1, 0),), crash=True, **BOTH),
    'wide, table out of reach, then lost beside a node': Scenario(
        2, (wide(),), (), cut=(0,), evictions=1, starts=1, **BOTH),
    'wide, table lost twice beside a node, a start': Scenario(
        2, (wide(),), (), crash=True, evictions=2, starts=1, **BOTH),
}
