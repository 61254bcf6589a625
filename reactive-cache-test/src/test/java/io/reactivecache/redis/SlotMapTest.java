package io.reactivecache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has which slot, by what the servers of a cluster answer. */
class SlotMapTest {

    private static final ClusterNode ASKED = new ClusterNode("", "seed", 1);
    private static final ClusterNode A = new ClusterNode("a", "10.0.0.1", 7000);
    private static final ClusterNode B = new ClusterNode("b", "10.0.0.2", 7000);
    private static final ClusterNode C = new ClusterNode("c", "10.0.0.3", 7000);

    private static final String SEEN_BY_A = """
            a 10.0.0.1:7000@17000 myself,master - 0 0 1 connected 0-8191
            b 10.0.0.2:7000@17000 master - 0 0 2 connected 8192-16382 16383
            c 10.0.0.3:7000@17000 slave b 0 0 2 connected
            """;
    private static final String SEEN_BY_C_LATER = """
            a 10.0.0.1:7000@17000 master - 0 0 1 connected 0-8191
            b 10.0.0.2:7000@17000 master,fail - 0 0 2 disconnected
            c 10.0.0.3:7000@17000 myself,master - 0 0 3 connected 8192-16383
            """;

    @Test
    void everySlotHasThePrimaryThatClaimsIt() {
        SlotMap map = map(SEEN_BY_A);

        assertThat(List.of(map.owner(0), map.owner(8191))).containsOnly(A);
        assertThat(List.of(map.owner(8192), map.owner(16_382), map.owner(16_383)))
                .containsOnly(B);
        assertThat(map.primaries()).containsExactly(A, B);
        assertThat(map.isSettled()).isTrue();
    }

    /** Whoever is asked first. */
    @Test
    void theNewestClaimOfASlotIsTheRightOne() {
        assertThat(map(SEEN_BY_A, SEEN_BY_C_LATER)).isEqualTo(map(SEEN_BY_C_LATER, SEEN_BY_A));
        assertThat(map(SEEN_BY_A, SEEN_BY_C_LATER).owner(9_000)).isEqualTo(C);
        assertThat(map(SEEN_BY_A, SEEN_BY_C_LATER).primaries()).containsExactly(A, C);
    }

    @Test
    void moreThanHalfOfThePrimariesConfirmIt() {
        ClusterView byA = view(SEEN_BY_A);
        ClusterView byB = view(
                SEEN_BY_A.replace("myself,", "").replace("7000@17000 master - 0 0 2", "7000 myself,master - 0 0 2"));
        SlotMap map = SlotMap.of(List.of(byA));

        assertThat(byB.self()).isEqualTo("b");
        assertThat(map.isConfirmedBy(List.of(byA))).isFalse();
        assertThat(map.isConfirmedBy(List.of(byA, byA, view(SEEN_BY_C_LATER)))).isFalse();
        assertThat(map.isConfirmedBy(List.of(byA, byB))).isTrue();
        assertThat(SlotMap.NONE.isConfirmedBy(List.of())).isFalse();
    }

    @Test
    void aSlotWithoutAPrimaryShows() {
        SlotMap map = map(SEEN_BY_A.replace("16383", "16382"));

        assertThat(map.owner(16_383)).isNull();
        assertThat(map.isWhole()).isFalse();
        assertThat(map.isSettled()).isFalse();
    }

    @Test
    void aSlotOnItsWayShowsAndStaysWhereItIs() {
        SlotMap map = map(SEEN_BY_A.replace("0-8191", "0-8191 [5->-b] [9-<-b]"));

        assertThat(map.owner(5)).isEqualTo(A);
        assertThat(map.isWhole()).isTrue();
        assertThat(map.isSettled()).isFalse();
        assertThat(map).isNotEqualTo(map(SEEN_BY_A));
    }

    @Test
    void aServerMayNotKnowItsAddressAndIsCalledByItsNameIfAskedTo() {
        String unknown = SEEN_BY_A.replace("10.0.0.1:7000@17000", ":7000@17000,one.example");

        assertThat(ClusterView.parse(unknown, ASKED, false).claims().get(0).node())
                .isEqualTo(new ClusterNode("a", "seed", 7000));
        assertThat(ClusterView.parse(unknown, ASKED, true).claims().get(0).node())
                .isEqualTo(new ClusterNode("a", "one.example", 7000));
        assertThat(ClusterView.parse(unknown, ASKED, true).claims().get(1).node())
                .isEqualTo(B);
    }

    @Test
    void oneThatNobodyCanReachYetIsLeftOut() {
        assertThat(view(SEEN_BY_A.replace("7000@17000 master", "7000@17000 master,handshake"))
                        .claims())
                .hasSize(1);
        assertThat(view(SEEN_BY_A.replace("10.0.0.2:7000@17000 master", ":0@0 master,noaddr"))
                        .claims())
                .hasSize(1);
    }

    @Test
    void anAnswerOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> view("a 10.0.0.1:7000@17000 myself,master"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view(SEEN_BY_A.replace("0-8191", "some")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SlotMap map(String... answers) {
        return SlotMap.of(List.of(answers).stream().map(SlotMapTest::view).toList());
    }

    private static ClusterView view(String answer) {
        return ClusterView.parse(answer, ASKED, false);
    }
}
