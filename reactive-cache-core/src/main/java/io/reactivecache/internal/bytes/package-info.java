/** What formats of bytes have in common. It knows of nothing that is written in them, so every package may use it but adapters. */
@NullMarked
package io.reactivecache.internal.bytes;

import org.jspecify.annotations.NullMarked;
