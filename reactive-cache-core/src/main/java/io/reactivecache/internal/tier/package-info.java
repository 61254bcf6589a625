/** The local and the remote tier, and what guards them: recently changed keys and the puts under way. */
@NullMarked
package io.reactivecache.internal.tier;

import org.jspecify.annotations.NullMarked;
