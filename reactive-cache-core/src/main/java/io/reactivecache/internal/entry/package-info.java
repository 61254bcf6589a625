/** What the paths share: entries, addresses of keys, the positions this node has applied, records and counts. */
@NullMarked
package io.reactivecache.internal.entry;

import org.jspecify.annotations.NullMarked;
