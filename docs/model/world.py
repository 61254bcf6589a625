"""What there is: the system of record, the log, the remote store with its table of markers, and the nodes.

There is one key in each partition, so that a key and its partition have the same number. A value is the version of the
system of record it was read at. A position is the epoch times EPOCH plus the number of the record, from 1.

Time is not counted. What is "older than the fence" is what happened before every load and every write that runs now
began; so each mark carries the set of those that ran when it was made (a bit each), and those that end leave it.
"""
from typing import NamedTuple, Optional

EPOCH = 10
ELSEWHERE = -1  # the node of a write, but of a put, whose own reads are not looked at
TAG, ALL = 0, 1  # the predicates; the tag matches both keys


class Scenario(NamedTuple):
    """What may happen."""

    nodes: int
    writes: tuple = ()  # ('put' | 'invalidate' | 'transaction', node, key) or ('wide', node, predicate); see ELSEWHERE
    loads: tuple = ()  # (node, key)
    partitions: int = 1
    cut: tuple = ()  # the writes whose calls of the remote store may be lost
    crash: bool = False  # writes may end between any two steps
    starts: int = 0  # how often a node may be started anew
    resets: int = 0  # how often a node may lose the records it has not read
    evictions: int = 0  # how often the table may be lost
    compactions: int = 0
    epochs: int = 0  # how often the log may be made anew
    last: bool = False  # the last state is looked at too: nothing may be left for ever
    filled: str = ''  # what holds values in the beginning: 'remote', or 'both' the remote store and the nodes
    without: frozenset = frozenset()  # the guards left out


class Marker(NamedTuple):
    """In the memory of a node."""

    offsets: tuple
    seen: Optional[int]  # the seal of the table that had a row for it
    since: int  # what ran when it last grew


class Row(NamedTuple):
    """An open marker in the table."""

    offsets: tuple
    since: int


class Mark(NamedTuple):
    """A closed marker in the table."""

    token: int
    predicate: int
    since: int


class Table(NamedTuple):
    seal: int  # drawn when it was made
    closed: tuple
    rows: tuple  # by predicate
    checkpoint: Optional[tuple]  # every unclosed record up to here is settled


class Value(NamedTuple):
    version: int
    stamp: int


class Closed(NamedTuple):
    token: int
    contended: bool
    since: int
    held: bool = False  # by a transaction


class Tombstone(NamedTuple):
    position: int
    since: int


class Recent(NamedTuple):
    position: int
    since: int


class Fence(NamedTuple):
    """Of a transaction: nothing of the key is kept."""

    token: int
    since: int


class Node(NamedTuple):
    applied: tuple
    local: tuple  # by key, a Value or None
    recent: tuple  # by key, a Recent or None
    markers: tuple  # by predicate, a Marker or None
    floor: Optional[tuple]  # remote values older than this are refused
    loaded: bool  # the table was read since the node started
    due: tuple  # by key, the position of an unclosed record still to be settled, or 0
    owed: tuple  # by predicate, the offsets of unclosed records still to be merged into the table, or None
    late: Optional[tuple]  # without 'marker first': predicate and offsets still to be merged
    fences: tuple  # by key, the Fences there are


class Load(NamedTuple):
    stage: str  # idle, started, read, filled (the remote tier), landed (in the local tier), hit, done
    stamp: int = 0
    value: Optional[Value] = None
    detached: bool = False
    passing: bool = False  # not to be kept


class Write(NamedTuple):
    stage: str  # idle, begun, committed, removed, closed, appended, done, crashed
    began: int = 0
    version: int = 0
    positions: tuple = ()
    unclosed: bool = False
    abandoned: bool = False


class Sweep(NamedTuple):
    rows: tuple  # by predicate, the offsets noted or None
    changed: tuple  # by predicate
    next: int  # the key looked at next
    looked: bool  # without 'compare value': the key was found older and is removed whatever it is by now


class State(NamedTuple):
    version: int  # of the system of record
    epoch: int
    before: int  # the newest version announced in earlier epochs
    log: tuple  # by partition, tuples of (write, unclosed)
    remote: tuple  # by key
    table: Optional[Table]
    nodes: tuple
    loads: tuple
    writes: tuple
    sweep: Optional[Sweep]
    starts: int
    resets: int
    evictions: int
    compactions: int


def first(w):
    none, zero = (None,) * w.partitions, (EPOCH,) * w.partitions
    old = (Value(0, EPOCH),) * w.partitions if w.filled else none
    local = old if w.filled == 'both' else none
    node = Node(zero, local, none, (None, None), None, True, (0,) * w.partitions, (None, None), None, ((),) * w.partitions)
    return State(0, 1, 0, ((),) * w.partitions, old, Table(0, (), (None, None), zero), (node,) * w.nodes,
                 (Load('idle'),) * len(w.loads), (Write('idle'),) * len(w.writes), None, 0, 0, 0, 0)


def named(i):
    return 'another node' if i == ELSEWHERE else f'node {i}'


def at(items, index, item):
    return items[:index] + (item,) + items[index + 1:]


def with_node(s, i, **changes):
    return s._replace(nodes=at(s.nodes, i, s.nodes[i]._replace(**changes)))


def with_load(s, j, **changes):
    return s._replace(loads=at(s.loads, j, s.loads[j]._replace(**changes)))


def with_write(s, k, **changes):
    return s._replace(writes=at(s.writes, k, s.writes[k]._replace(**changes)))


def number(s, position):
    """Which record of its partition it is, from 1; 0 is before the first."""
    return position - s.epoch * EPOCH


def later(one, other):
    return tuple(map(max, one, other))


def reaches(one, other):
    return all(a >= b for a, b in zip(one, other))


def end(s):
    return tuple(s.epoch * EPOCH + len(records) for records in s.log)


def record(s, partition, position):
    return s.log[partition][number(s, position) - 1]


def running(s):
    """The loads and writes under way, a bit each."""
    bits = 0
    for j, load in enumerate(s.loads + s.writes):
        if load.stage not in ('idle', 'done', 'crashed', 'dead'):
            bits |= 1 << j
    return bits


def ended(s):
    """Takes what ended out of what marks remember."""
    now = running(s)

    def aged(mark):
        over = getattr(mark, 'since', 0) & ~now
        return mark._replace(since=mark.since & now) if over else mark

    table = s.table and s.table._replace(
        closed=tuple(sorted(map(aged, s.table.closed))), rows=tuple(map(aged, s.table.rows)))
    nodes = tuple(n._replace(markers=tuple(map(aged, n.markers)), recent=tuple(map(aged, n.recent)),
                             fences=tuple(tuple(sorted(map(aged, each))) for each in n.fences)) for n in s.nodes)
    return s._replace(remote=tuple(map(aged, s.remote)), table=table, nodes=nodes)


def outdated(node, key, stamp):
    """A marker in memory makes a value of this stamp invalid."""
    return any(m is not None and stamp < m.offsets[key] for m in node.markers)


def takes(w, s, node, key):
    """The node takes what the remote store has."""
    found = s.remote[key]
    return (isinstance(found, Value) and found.stamp >= s.epoch * EPOCH and not outdated(node, key, found.stamp)
            and not (node.recent[key] and found.stamp < node.recent[key].position)
            and ('floor' in w.without or not (node.floor and found.stamp < node.floor[key])))


def joins(w, s, node, j):
    """A reader who comes now would wait for this load."""
    load, key = s.loads[j], w.loads[j][1]
    return (load.stage in ('started', 'read', 'filled', 'hit') and not load.detached
            and ('join' in w.without or not outdated(node, key, load.stamp)))
