"""A load: starts with the stamp of its node, reads the remote store or the system of record, fills both tiers.

Markers are not asked before a tier is filled. The library does so and saves work by it; nothing rests on it, as readers
judge every value, and markers outlive the loads that began before them.
"""
from world import Closed, Load, Tombstone, Value, at, ended, joins, outdated, takes, with_load, with_node


def steps(w, s):
    for j, load in enumerate(s.loads):
        i, key = w.loads[j]
        label = f'load {j} of node {i} '
        if load.stage == 'idle':
            if may_start(w, s, i, key):
                yield label + 'starts', started(w, s, j)
        elif load.stage == 'started':
            if takes(w, s, s.nodes[i], key):
                yield label + 'hits the remote store', with_load(s, j, stage='hit', value=s.remote[key])
            # a remote read that failed is a miss, so this is possible whatever is there
            value = Value(s.version, load.stamp)
            held = isinstance(s.remote[key], Closed) and s.remote[key].held and 'tx closed seen' not in w.without
            yield label + 'reads the system of record', with_load(s, j, stage='read', value=value, passing=held)
            if held and not w.starts:
                yield label + 'reads it, having missed the mark', with_load(s, j, stage='read', value=value)
        else:
            if load.stage in ('read', 'landed'):
                yield label + 'fills the remote store', filled(w, s, j)
            if load.stage in ('read', 'filled', 'hit'):
                yield label + 'lands', landed(w, s, j)


def may_start(w, s, i, key):
    node = s.nodes[i]
    hit = node.local[key] is not None and not outdated(node, key, node.local[key].stamp)
    return not hit and not any(w.loads[j] == (i, key) and joins(w, s, node, j) for j in range(len(w.loads)))


def started(w, s, j):
    """A flight that nobody may join makes room."""
    i, key = w.loads[j]
    s = detached(w, s, i, key)
    return with_load(s, j, stage='started', stamp=s.nodes[i].applied[key])


def detached(w, s, i, key):
    loads = tuple(
        load._replace(detached=True) if w.loads[j] == (i, key) and load.stage not in ('idle', 'done') else load
        for j, load in enumerate(s.loads))
    return s._replace(loads=loads)


def filled(w, s, j):
    i, key = w.loads[j]
    load = s.loads[j]
    value = load.value
    if 'stamp before' in w.without:
        value = value._replace(stamp=s.nodes[i].applied[key])
    fenced = s.nodes[i].fences[key] and 'tx fenced' not in w.without
    if yields(w, s.remote[key], value.stamp) and not fenced:
        s = s._replace(remote=at(s.remote, key, value))
    return done(s, j) if load.stage == 'landed' else with_load(s, j, stage='filled')


def yields(w, found, stamp):
    if isinstance(found, Value):
        return found.stamp <= stamp
    if isinstance(found, Tombstone):
        return found.position <= stamp or 'tombstone' in w.without
    return not isinstance(found, Closed) or 'closed key' in w.without


def landed(w, s, j):
    i, key = w.loads[j]
    node, load, local = s.nodes[i], s.loads[j], s.nodes[i].local[key]
    fenced = load.passing or node.fences[key] and 'tx fenced' not in w.without
    if not load.detached and not fenced and not (local and local.stamp > load.value.stamp):
        s = with_node(s, i, local=at(node.local, key, load.value))
    return with_load(s, j, stage='landed') if load.stage == 'read' else done(s, j)


def done(s, j):
    return ended(s._replace(loads=at(s.loads, j, Load('done'))))
