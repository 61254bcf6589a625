/** Values as JSON, Smile or CBOR, by Jackson 3. */
@NullMarked
package io.reactivecache.jackson;

import org.jspecify.annotations.NullMarked;
