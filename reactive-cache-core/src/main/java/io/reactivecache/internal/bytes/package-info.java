/** What formats of bytes have in common, and nothing of what is written in them. */
@NullMarked
package io.reactivecache.internal.bytes;

import org.jspecify.annotations.NullMarked;
