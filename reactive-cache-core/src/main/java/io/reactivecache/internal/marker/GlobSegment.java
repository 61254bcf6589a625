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
        int lastStart = to - from - length;
        for (int i = 0; lastStart >= 0 && i < to - from; i++) {
            int low = Math.max(0, i - lastStart) >> 6;
            int high = Math.min(i, length - 1) >> 6;
            if (isEnd(state, mask(text.charAt(from + i)), low, high)) {
                return from + i + 1;
            }
        }
        return -1;
    }

    /**
     * Takes a character. Only those words of the state are looked at that occurrences have reached by now which the text has room
     * for; a bit that comes from a word left behind is one of an occurrence without room, whose last bit is never reached.
     */
    private boolean isEnd(long[] state, long[] mask, int low, int high) {
        long carry = low == 0 ? 1 : state[low - 1] >>> 63;
        for (int word = low; word <= high; word++) {
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
