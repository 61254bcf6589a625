/** Values compressed by LZ4, by lz4-java. */
@NullMarked
package io.reactivecache.lz4;

import org.jspecify.annotations.NullMarked;
