/** Keeps this node coherent with the others: follows the log and applies its records to the local tier. */
@NullMarked
package io.reactivecache.internal.coherence;

import org.jspecify.annotations.NullMarked;
