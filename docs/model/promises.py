"""What must hold in every state."""
from transactions import FENCE
from world import Value, end, joins, number, outdated, takes


def broken(w, s, is_last):
    for i, node in enumerate(s.nodes):
        for key in range(w.partitions):
            wrong = of_node(w, s, i, node, key, needed(w, s, i, node, key))
            if wrong:
                return wrong
    return of_end(w, s, is_last)


def needed(w, s, i, node, key):
    """The newest version that this node has been told of, or has told of itself."""
    told = max(node.applied[key], node.floor[key] if node.floor else 0)
    versions = [s.writes[k].version for k, flag in s.log[key][:number(s, told)] if flag != FENCE]
    for k, (kind, writer, target) in enumerate(w.writes):
        if writer == i and s.writes[k].stage in ('appended', 'done') and (kind == 'wide' or target == key):
            versions.append(s.writes[k].version)
    return max(versions, default=s.before)


def of_node(w, s, i, node, key, need):
    local, found = node.local[key], s.remote[key]
    if local and not outdated(node, key, local.stamp) and local.version < need:
        return f'I1 node {i} answers {local} from its local tier after version {need}'
    if isinstance(found, Value) and found.version < need and takes(w, s, node, key):
        return f'I2 node {i} takes {found} from the remote store after version {need}'
    for j, load in enumerate(s.loads):
        if load.value and load.value.version < need and w.loads[j] == (i, key) and joins(w, s, node, j):
            return f'I4 a reader at node {i} gets {load.value} from load {j} after version {need}'
    if any(m is not None and m.offsets[key] > end(s)[key] for m in node.markers):
        return f'U  node {i} has a marker ahead of the log'
    return ''


def of_end(w, s, is_last):
    still = all(x.stage in ('idle', 'done', 'dead') for x in s.loads + s.writes)
    if still and all(node.applied == end(s) and not node.floor and node.late is None for node in s.nodes):
        for i, node in enumerate(s.nodes):
            for key in range(w.partitions):
                wrong = of_node(w, s, i, node, key, newest(w, s, key))
                if wrong:
                    return 'I3 at rest, ' + wrong
    if is_last and w.last:
        return left(s)
    return ''


def newest(w, s, key):
    return max((s.writes[k].version for k, (kind, _, target) in enumerate(w.writes) if kind == 'wide' or target == key),
               default=0)


def left(s):
    """Nothing stays for ever."""
    if any(m is not None for node in s.nodes for m in node.markers):
        return 'L  a marker stays in memory'
    if s.table and (s.table.closed or any(s.table.rows)):
        return 'L  a marker stays in the table'
    return ''
