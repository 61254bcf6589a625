package io.reactivecache;

/** Which of the writes that wait to be applied come first. None waits for ever: each lane gets its share. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW
}
