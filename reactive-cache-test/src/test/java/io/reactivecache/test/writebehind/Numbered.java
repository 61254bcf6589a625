package io.reactivecache.test.writebehind;

/** Values that say which write they are of, counted from 1, and are a KiB long. */
final class Numbered {

    static final int LENGTH = 1024;

    private Numbered() {}

    static String value(int number) {
        String digits = Integer.toString(number);
        return digits + " ".repeat(LENGTH - digits.length());
    }

    static int number(String value) {
        return Integer.parseInt(value.stripTrailing());
    }
}
