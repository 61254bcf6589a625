package io.reactivecache.internal.marker;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern in which {@code *} stands for any characters, {@code ?} for one, and {@code \} makes the next character stand for
 * itself. A text matches as a whole.
 *
 * <p>The stars divide the pattern into segments. The first and the last are where the text begins and ends; each other one is
 * looked for behind the one before it, and the first place is the right one, as any later one would only leave less for the
 * rest. So every character of the text is passed once, at a cost of one step for each 64 characters of the segment looked for.
 */
final class Glob {

    private static final char ESCAPE = '\\';

    private final List<GlobSegment> segments;
    private final int least;

    private Glob(List<GlobSegment> segments) {
        this.segments = segments;
        this.least = segments.stream().mapToInt(GlobSegment::length).sum();
    }

    /** The glob of a pattern; an escape at its end stands for itself. */
    static Glob of(String pattern) {
        List<GlobSegment> segments = new ArrayList<>();
        GlobSegment.Builder segment = new GlobSegment.Builder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                segments.add(segment.build());
                segment = new GlobSegment.Builder();
            } else if (c == '?') {
                segment.any();
            } else {
                boolean escapes = c == ESCAPE && i + 1 < pattern.length();
                segment.literal(escapes ? pattern.charAt(++i) : c);
            }
        }
        segments.add(segment.build());
        return new Glob(List.copyOf(segments));
    }

    boolean matches(CharSequence text) {
        GlobSegment first = segments.get(0);
        GlobSegment last = segments.get(segments.size() - 1);
        int end = text.length() - last.length();
        if (text.length() < least || !first.isAt(text, 0) || !last.isAt(text, end)) {
            return false;
        }
        return segments.size() == 1 ? text.length() == least : between(text, first.length(), end);
    }

    private boolean between(CharSequence text, int start, int end) {
        int from = start;
        for (int i = 1; i < segments.size() - 1 && from >= 0; i++) {
            from = segments.get(i).endIn(text, from, end);
        }
        return from >= 0;
    }
}
