package io.reactivecache.redis;

import io.lettuce.core.cluster.SlotHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names on a cluster: the first two of the parts between colons stand in braces, {@code
 * {namespace:partition}:entity:id}, and so does the whole of what has no more than two. What belongs to a name is in
 * its slot, and so are the keys of a partition.
 */
final class TaggedKeys implements KeyForm {

    @Override
    public RedisKey key(String text) {
        int end = endOfTag(text);
        return RedisKey.of(end < 0 ? '{' + text + '}' : '{' + text.substring(0, end) + '}' + text.substring(end));
    }

    /** Where the third part begins, with its colon; -1 if there is none. */
    private static int endOfTag(String text) {
        int first = text.indexOf(':');
        return first < 0 ? -1 : text.indexOf(':', first + 1);
    }

    /** What is not named so reads as it is. */
    @Override
    public String text(byte[] name) {
        String tagged = new String(name, StandardCharsets.UTF_8);
        int end = endOfTag(tagged);
        int brace = (end < 0 ? tagged.length() : end) - 1;
        return tagged.startsWith("{") && tagged.charAt(brace) == '}'
                ? tagged.substring(1, brace) + tagged.substring(brace + 1)
                : tagged;
    }

    @Override
    public String beginning(String prefix) {
        int end = endOfTag(prefix);
        return end < 0 ? '{' + prefix : '{' + prefix.substring(0, end) + '}' + prefix.substring(end);
    }

    /** A server refuses a command for keys of several slots, also if it has them all. */
    @Override
    public Collection<List<WaitingRead<?>>> together(List<WaitingRead<?>> reads) {
        Map<Integer, List<WaitingRead<?>>> slots = reads.stream()
                .collect(Collectors.groupingBy(
                        read -> SlotHash.getSlot(read.key()), LinkedHashMap::new, Collectors.toList()));
        return slots.values();
    }

    @Override
    public byte[] life(long generation) {
        return ByteBuffer.allocate(Long.BYTES).putLong(generation).array();
    }
}
