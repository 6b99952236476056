// flags: -Xbatch
import java.lang.management.ManagementFactory;

// --8<-- [start:flag]
static boolean plain;
static volatile boolean visible;

void main() throws Exception {
    var first = Thread.ofPlatform().daemon().start(() -> {
        while (!plain) { // the JIT compiler makes it: if (!plain) while (true) (1)!
        }
    });
    var second = Thread.ofPlatform().daemon().start(() -> {
        while (!visible) {
        }
    });
    burn(first, 300); // milliseconds of CPU: enough for the compiler to take over
    plain = visible = true;
    second.join(20_000);
    burn(first, 200);
    IO.println("volatile flag: " + (second.isAlive() ? "still spinning" : "stopped"));
    IO.println("plain flag: " + (first.isAlive() ? "still spinning" : "stopped"));
    if (second.isAlive() || !first.isAlive()) {
        throw new AssertionError("the claim does not hold");
    }
}
// --8<-- [end:flag]

static void burn(Thread thread, long milliseconds) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long until = threads.getThreadCpuTime(thread.threadId()) + milliseconds * 1_000_000;
    while (thread.isAlive() && threads.getThreadCpuTime(thread.threadId()) < until) {
        Thread.sleep(10);
    }
}
