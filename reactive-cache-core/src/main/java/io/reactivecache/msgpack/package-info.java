/** Values as MessagePack, by msgpack-core and two functions of yours. */
@NullMarked
package io.reactivecache.msgpack;

import org.jspecify.annotations.NullMarked;
