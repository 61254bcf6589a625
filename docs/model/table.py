"""The table of markers in the remote store: resolving, compacting, sweeping, and what nodes see in it."""
from world import ALL, EPOCH, TAG, Mark, Row, Sweep, Table, Value, at, end, later, reaches, running, with_node

OF_ALL = -1  # the token of the mark a table is made with


def joined(known, new, by_maximum=True):
    return later(known, new) if by_maximum else tuple(n or k for k, n in zip(known, new))


def touched(w, s):
    """A table that is not there is made by whoever needs it, with a mark that says that it may lack something."""
    if s.table is not None:
        return s
    closed = () if 'seal' in w.without else (Mark(OF_ALL, ALL, running(s)),)
    return s._replace(table=Table(s.evictions, closed, (None, None), None))


def closed(w, s, token, predicate):
    s = touched(w, s)
    others = tuple(mark for mark in s.table.closed if mark.token != token)
    return s._replace(table=s.table._replace(closed=tuple(sorted(others + (Mark(token, predicate, running(s)),)))))


def merged(w, s, predicate, offsets):
    s = touched(w, s)
    row = s.table.rows[predicate]
    since = running(s)
    if row is not None:
        if 'row epoch' in w.without:
            row = row._replace(offsets=tuple(o % EPOCH + s.epoch * EPOCH for o in row.offsets))
        offsets = joined(row.offsets, offsets, 'max-merge' not in w.without)
        since = row.since if 'refresh' in w.without else since
    s = s._replace(table=s.table._replace(rows=at(s.table.rows, predicate, Row(offsets, since))))
    return changed(s, predicate)


def changed(s, *predicates):
    if s.sweep is None:
        return s
    marks = tuple(now or p in predicates for p, now in enumerate(s.sweep.changed))
    return s._replace(sweep=s.sweep._replace(changed=marks))


def opened(w, s, token, predicate, offsets):
    s = merged(w, s, predicate, offsets)
    rest = tuple(mark for mark in s.table.closed if mark.token != token)
    return s._replace(table=s.table._replace(closed=rest))


def steps(w, s):
    if s.table is not None:
        yield from resolving(w, s)
        yield from compacting(w, s)
        for i in range(len(s.nodes)):
            yield from seeing(w, s, i)
        if s.evictions < w.evictions:
            yield 'the table is lost', changed(s._replace(table=None, evictions=s.evictions + 1), TAG, ALL)
    else:
        yield 'the table is made anew', touched(w, s)
    yield from sweeping(w, s)


def resolving(w, s):
    """The writer is dead: everything up to an end of the log asked for after that was seen."""
    for mark in s.table.closed:
        if mark.token == OF_ALL:
            yield from completing(w, s, mark)
        elif 'fresh end' not in w.without and (not mark.since or 'resolve late' in w.without):
            after = opened(w, s, mark.token, mark.predicate, end(s))
            if 'resolve' in w.without:
                after = after._replace(table=after.table._replace(rows=s.table.rows))
            yield f'mark {mark.token} is resolved', after


def completing(w, s, mark):
    """The writes that were marked in the table of before have ended: whoever has heard of all they announced tells it."""
    for i, node in enumerate(s.nodes):
        knows = not node.floor or 'completed knowing' in w.without
        heard = node.applied == end(s) and node.late is None or 'completed heard' in w.without
        if knows and heard and (not mark.since or 'completed late' in w.without):
            after = s if 'completed told' in w.without else brought(w, s, i)
            rest = tuple(each for each in after.table.closed if each.token != OF_ALL)
            yield f'node {i} completes the table', after._replace(table=after.table._replace(closed=rest))


def is_made(s):
    """It may lack something still."""
    return any(mark.token == OF_ALL for mark in s.table.closed)


def brought(w, s, i):
    """The table is told of all markers of a node."""
    for predicate, marker in enumerate(s.nodes[i].markers):
        s = merged(w, s, predicate, marker.offsets) if marker else s
    return s


def compacting(w, s):
    row = s.table.rows[TAG]
    if s.compactions < w.compactions and row is not None:
        after = merged(w, s._replace(compactions=s.compactions + 1), ALL, row.offsets)
        after = changed(after, TAG)
        yield 'rows are compacted', after._replace(table=after.table._replace(rows=at(after.table.rows, TAG, None)))


def seeing(w, s, i):
    """A node looks at the table: sees a row for its marker, misses it after it was seen, or brings it there itself."""
    node, table = s.nodes[i], s.table
    for predicate, marker in enumerate(node.markers):
        if marker is None:
            continue
        seen = marker.seen == table.seal
        rows = (table.rows[predicate], table.rows[ALL])
        covered = any(row and reaches(row.offsets, marker.offsets) for row in rows)
        if 'seal drawn' in w.without:
            seen = marker.seen is not None
        if not seen and covered:
            marker = marker._replace(seen=table.seal)
            yield f'node {i} sees marker {predicate}', with_marker(s, i, predicate, marker)
        gone = not covered if 'compaction' not in w.without else not table.rows[predicate]
        if gone and (seen or 'seen' in w.without) and (not marker.since or 'own fence' in w.without):
            yield f'node {i} drops marker {predicate}', dropped(s, i, predicate)
        if w.last and 'brought' not in w.without and not seen and not covered and not marker.since:
            yield f'node {i} brings marker {predicate} into the table', merged(w, s, predicate, marker.offsets)


def with_marker(s, i, predicate, marker):
    return with_node(s, i, markers=at(s.nodes[i].markers, predicate, marker))


def dropped(s, i, predicate):
    """The local sweep comes first."""
    node = s.nodes[i]
    offsets = node.markers[predicate].offsets
    local = tuple(v if v and v.stamp >= offsets[key] else None for key, v in enumerate(node.local))
    return with_marker(with_node(s, i, local=local), i, predicate, None)


def sweeping(w, s):
    sweep = s.sweep
    if sweep is None:
        rows = s.table.rows if s.table else (None, None)
        noted = tuple(r.offsets if r and (not r.since or 'fence' in w.without) else None for r in rows)
        if any(noted):
            yield 'the sweep notes rows', s._replace(sweep=Sweep(noted, (False, False), 0, False))
    elif sweep.next < w.partitions:
        yield from removing(w, s)
    else:
        yield 'the sweep deletes rows', deleted(w, s)


def removing(w, s):
    """Removes a value that is older than a noted row, if it still is."""
    key, found = s.sweep.next, s.remote[s.sweep.next]
    rows = s.sweep.rows
    if 'noted rows' in w.without:
        rows = tuple(m and m.offsets for m in s.nodes[-1].markers)
    old = isinstance(found, Value) and any(o is not None and found.stamp < o[key] for o in rows)
    after = s._replace(sweep=s.sweep._replace(next=key + 1, looked=False))
    if 'compare value' in w.without and not s.sweep.looked and old:
        yield f'the sweep finds key {key}', s._replace(sweep=s.sweep._replace(looked=True))
    elif old or s.sweep.looked:
        yield f'the sweep removes key {key}', after._replace(remote=at(s.remote, key, None))
    else:
        yield f'the sweep passes key {key}', after


def deleted(w, s):
    sweep = s.sweep
    s = s._replace(sweep=None)
    if s.table is None:
        return s
    rows = tuple(
        None if noted and (not sweep.changed[p] or 'compare' in w.without) else s.table.rows[p]
        for p, noted in enumerate(sweep.rows))
    return s._replace(table=s.table._replace(rows=rows))
