/** The contracts of codecs and compressions, for those of the library. */
@NullMarked
package io.reactivecache.test.codec;

import org.jspecify.annotations.NullMarked;
