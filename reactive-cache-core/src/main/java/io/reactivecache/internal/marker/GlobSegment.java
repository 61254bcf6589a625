package io.reactivecache.internal.marker;

import java.util.HashMap;
import java.util.Map;

/**
 * Characters in a row, some of which may be any. Looked for by the Shift-And method of Baeza-Yates and Gonnet ("A new approach
 * to text searching", 1992): bit i of the state says that the first i + 1 characters end here, and one shift moves all of them
 * on at once, so that nothing is ever looked at again.
 */
final class GlobSegment {

    private final int length;
    private final long[] anyMask;
    private final Map<Character, long[]> masks;

    private GlobSegment(int length, long[] anyMask, Map<Character, long[]> masks) {
        this.length = length;
        this.anyMask = anyMask;
        this.masks = masks;
    }

    int length() {
        return length;
    }

    /** True if it stands at an index of the text, which has room for it. */
    boolean isAt(CharSequence text, int index) {
        for (int i = 0; i < length; i++) {
            if ((mask(text.charAt(index + i))[i >> 6] >>> i & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Where its first occurrence in a part of the text ends, or -1 if there is none. */
    int endIn(CharSequence text, int from, int to) {
        if (length == 0) {
            return from;
        }
        long[] state = new long[anyMask.length];
        for (int i = from; i < to; i++) {
            if (isEnd(state, mask(text.charAt(i)))) {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean isEnd(long[] state, long[] mask) {
        long carry = 1;
        for (int word = 0; word < state.length; word++) {
            long shifted = state[word] << 1 | carry;
            carry = state[word] >>> 63;
            state[word] = shifted & mask[word];
        }
        return (state[state.length - 1] >>> (length - 1) & 1) != 0;
    }

    private long[] mask(char c) {
        return masks.getOrDefault(c, anyMask);
    }

    /** Takes the characters in their order. */
    static final class Builder {

        private final StringBuilder literals = new StringBuilder();
        private final StringBuilder isAny = new StringBuilder();

        void literal(char c) {
            literals.append(c);
            isAny.append(' ');
        }

        void any() {
            literals.append(' ');
            isAny.append('?');
        }

        GlobSegment build() {
            int length = literals.length();
            long[] anyMask = new long[(length + 63) / 64];
            for (int i = 0; i < length; i++) {
                anyMask[i >> 6] |= isAny.charAt(i) == '?' ? 1L << i : 0;
            }
            Map<Character, long[]> masks = new HashMap<>();
            for (int i = 0; i < length; i++) {
                if (isAny.charAt(i) != '?') {
                    masks.computeIfAbsent(literals.charAt(i), c -> anyMask.clone())[i >> 6] |= 1L << i;
                }
            }
            return new GlobSegment(length, anyMask, masks);
        }
    }
}
