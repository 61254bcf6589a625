package io.reactivecache.internal.entry;

import io.reactivecache.Effect;
import io.reactivecache.EntryPredicate;
import io.reactivecache.EntryPredicate.Kind;

/**
 * What a marker says, without up to where: which entries, and what becomes of them. As text it is one letter for the effect,
 * {@code R} or {@code X}, one for the kind, {@code T}, {@code P}, {@code G} or {@code A}, and the text of the predicate.
 *
 * @param effect what becomes of the entries
 * @param predicate which ones
 */
public record MarkerId(Effect effect, EntryPredicate predicate) {

    private static final String EFFECTS = "RX";
    private static final String KINDS = "TPGA";
    private static final Effect[] ALL_EFFECTS = {Effect.REMOVE, Effect.EXPIRE};
    private static final Kind[] ALL_KINDS = {Kind.TAG, Kind.PREFIX, Kind.PATTERN, Kind.ALL};

    /** The marker that means every entry. */
    public static MarkerId all(Effect effect) {
        return new MarkerId(effect, EntryPredicate.all());
    }

    /** The text of this marker. */
    public String encoded() {
        char effectLetter = effect == Effect.REMOVE ? 'R' : 'X';
        char kindLetter =
                switch (predicate.kind()) {
                    case TAG -> 'T';
                    case PREFIX -> 'P';
                    case PATTERN -> 'G';
                    case ALL -> 'A';
                };
        return "" + effectLetter + kindLetter + predicate.text();
    }

    /**
     * The marker of a text.
     *
     * @throws IllegalArgumentException if it is not the text of one
     * @throws io.reactivecache.InvalidPredicateException if it is one of a text that is none of a predicate
     */
    public static MarkerId parse(String text) {
        int effect = text.length() < 2 ? -1 : EFFECTS.indexOf(text.charAt(0));
        int kind = text.length() < 2 ? -1 : KINDS.indexOf(text.charAt(1));
        if (effect < 0 || kind < 0) {
            throw new IllegalArgumentException(
                    "record: marker of " + text.length() + " characters (expected: a marker)");
        }
        return new MarkerId(ALL_EFFECTS[effect], new EntryPredicate(ALL_KINDS[kind], text.substring(2)));
    }
}
