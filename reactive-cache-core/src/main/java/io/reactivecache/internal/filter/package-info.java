/** Keys that certainly do not exist, known without asking anybody. */
@NullMarked
package io.reactivecache.internal.filter;

import org.jspecify.annotations.NullMarked;
