package io.reactivecache.test.server;

/** The process of a test, as a JVM that it has forked sees it. */
public final class ParentProcess {

    /** A kill may cut a line; one without this is not whole. */
    static final String END = ";";

    private ParentProcess() {}

    /** Ends this JVM, at once, when its parent has ended. */
    public static void endWithIt() {
        ProcessHandle.current()
                .parent()
                .orElseThrow()
                .onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1));
    }

    /** Tells it a line; once this returns, no kill can take it back. */
    public static synchronized void tell(String line) {
        System.out.print(line + END + '\n');
        System.out.flush();
    }
}
