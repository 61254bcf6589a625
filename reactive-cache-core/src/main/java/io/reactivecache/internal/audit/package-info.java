/** Compares what the tiers keep with each other and with the system of record. */
@NullMarked
package io.reactivecache.internal.audit;

import org.jspecify.annotations.NullMarked;
