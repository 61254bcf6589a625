"""What a node does with what it is told: applies records, settles unclosed ones, forgets, notes the checkpoint."""
import transactions
from reads import detached
from table import brought, is_made, joined, merged, touched
from transactions import FENCE
from wide import grown
from world import (Closed, Recent, Tombstone, Value, at, end, later, number, reaches, record, running, with_node)
from writes import older, overlapped


def steps(w, s):
    for i, node in enumerate(s.nodes):
        if node.late:
            yield f'node {i} merges late', merged_late(w, s, i)
        for p in range(w.partitions):
            if node.late is None and node.applied[p] < end(s)[p]:
                yield f'node {i} applies {node.applied[p] + 1} of partition {p}', applied(w, s, i, p)
            if node.due[p]:
                yield from settling(w, s, i, p)
            if forgets(w, node, p):
                yield f'node {i} forgets key {p}', with_node(s, i, recent=at(node.recent, p, None))
        for predicate, offsets in enumerate(node.owed):
            if offsets:
                paid = with_node(s, i, owed=at(node.owed, predicate, None))
                yield f'node {i} merges unclosed marker {predicate}', merged(w, paid, predicate, offsets)
        if node.floor and node.loaded and reaches(node.applied, node.floor):
            yield f'node {i} lifts the floor', with_node(s, i, floor=None)
        if may_note(w, s, node):
            yield f'node {i} notes the checkpoint', noted(w, s, node)
        if may_tell(w, s, node):
            yield f'node {i} tells a new table all, and notes the checkpoint', noted(w, brought(w, s, i), node)
    for key, there in enumerate(s.remote):
        if isinstance(there, (Closed, Tombstone)) and not there.since:
            yield f'the mark of key {key} expires', s._replace(remote=at(s.remote, key, None))


def applied(w, s, i, p):
    position = s.nodes[i].applied[p] + 1
    k, unclosed = record(s, p, position)
    if unclosed == FENCE:
        s = transactions.applied(key_applied(w, s, i, p, position, k, False), i, p, k)
    elif w.writes[k][0] == 'wide':
        s = wide_applied(w, s, i, p, position, w.writes[k][2], unclosed)
    else:
        s = transactions.without(key_applied(w, s, i, p, position, k, unclosed), i, p, k)
    return with_node(s, i, applied=at(s.nodes[i].applied, p, position))


def wide_applied(w, s, i, p, position, predicate, unclosed):
    offsets = at((0,) * w.partitions, p, position)
    if 'marker first' in w.without:
        return with_node(s, i, late=(predicate, offsets))
    s = s._replace(nodes=at(s.nodes, i, grown(w, s, s.nodes[i], predicate, offsets)))
    if unclosed:
        owed = s.nodes[i].owed
        s = with_node(s, i, owed=at(owed, predicate, joined(owed[predicate] or offsets, offsets)))
    return s


def merged_late(w, s, i):
    predicate, offsets = s.nodes[i].late
    s = with_node(s, i, late=None)
    return s._replace(nodes=at(s.nodes, i, grown(w, s, s.nodes[i], predicate, offsets)))


def key_applied(w, s, i, p, position, k, unclosed):
    if 'detach' not in w.without:
        s = detached(w, s, i, p)
    node, local = s.nodes[i], s.nodes[i].local[p]
    local = local if local and local.stamp >= position else None
    if not local and keeps(w, s, i, p, position, k):
        local = Value(s.writes[k].version, position)
    s = with_node(s, i, local=at(node.local, p, local))
    known = node.recent[p] and node.recent[p].position >= position
    if not known and 'recent' not in w.without:
        s = with_node(s, i, recent=at(node.recent, p, Recent(position, running(s))))
    return with_node(s, i, due=at(node.due, p, position)) if unclosed else s


def keeps(w, s, i, p, position, k):
    """The record is of a put of this node that nobody overlapped, and no later write of this node is known."""
    write, after = s.writes[k], s.log[p][number(s, position):]
    superseded = any(w.writes[j][0] != 'wide' and w.writes[j][1] == i for j, _ in after)
    return (w.writes[k][:2] == ('put', i) and write.stage == 'appended' and not write.abandoned
            and not superseded and not overlapped(w, s, k)
            and (not s.nodes[i].fences[p] or 'tx fenced put' in w.without))


def settling(w, s, i, p):
    """An unclosed record leaves a tombstone. While the mark of another write is there, it is tried again later."""
    position, there = s.nodes[i].due[p], s.remote[p]
    k, _ = record(s, p, position)
    after = with_node(s, i, due=at(s.nodes[i].due, p, 0))
    if isinstance(there, Closed) and there.token != k:
        if 'retry' in w.without:
            yield f'node {i} settles key {p}, in vain', after
    elif older(w, there, k, position):
        yield f'node {i} settles key {p}', after._replace(remote=at(s.remote, p, Tombstone(position, running(s))))
    else:
        yield f'node {i} finds key {p} settled', after


def forgets(w, node, p):
    return node.recent[p] and not node.recent[p].since and (not node.due[p] or 'forget settled' in w.without)


def may_note(w, s, node):
    """All that it applied is settled, and it has been told of all there is. Without lost calls nobody asks for it."""
    matters = w.cut and w.starts + w.resets and 'checkpoint' not in w.without
    return (matters or is_new(s)) and is_settled(w, s, node) and (s.table is not None and not is_made(s) or unheld(w, s))


def unheld(w, s):
    """Without one of these guards it is noted in a new table as it is in any other."""
    return 'checkpoint told' in w.without or 'checkpoint held' in w.without and s.table and s.table.checkpoint


def may_tell(w, s, node):
    """While the table may lack something, what comes after the checkpoint may have been marked in the table of before."""
    return is_new(s) and is_settled(w, s, node)


def is_new(s):
    return s.table is not None and is_made(s)


def is_settled(w, s, node):
    settled = not any(node.due) and not any(node.owed) or 'checkpoint settled' in w.without
    known = s.table and s.table.checkpoint and reaches(s.table.checkpoint, node.applied)
    return settled and node.loaded and not node.floor and not known


def noted(w, s, node):
    s = touched(w, s)
    known = s.table.checkpoint
    return s._replace(table=s.table._replace(checkpoint=later(known, node.applied) if known else node.applied))
