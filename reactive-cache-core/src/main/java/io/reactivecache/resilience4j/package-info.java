/** Circuit breakers and rate limiters of Resilience4j for calls of the remote tier and for loads. */
@NullMarked
package io.reactivecache.resilience4j;

import org.jspecify.annotations.NullMarked;
