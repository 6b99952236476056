// memory: 100000000
// flags: -Xmx512m
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/** Ten thousand virtual threads wait 1 s each, then a tenth as many platform ones. */
public class Waits {
    static int status(String name) throws Exception {
        for (var line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith(name + ":"))
                return Integer.parseInt(line.replaceAll("[^0-9]", ""));
        return 0;
    }

    static void run(String kind, int tasks, Thread.Builder builder) throws Exception {
        int threads = status("Threads");
        long started = System.nanoTime();
        var done = new CountDownLatch(tasks);
        var all = new ArrayList<Thread>();
        for (int i = 0; i < tasks; i++)
            all.add(builder.start(() -> {
                try { Thread.sleep(1_000); } // (1)!
                catch (InterruptedException e) { }
                done.countDown();
            }));
        int extra = status("Threads") - threads;
        done.await();
        for (var thread : all) thread.join();
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("%s, tasks: %d%n", kind, tasks);
        System.out.printf("%s, more OS threads: ≈ %d%n", kind, extra);
        System.out.printf("%s, all done after: ≈ %.2f s%n", kind, seconds);
        boolean few = extra < 100;
        if (few != kind.equals("virtual")) throw new AssertionError(kind + " " + extra);
    }

    public static void main(String[] args) throws Exception {
        run("virtual", 10_000, Thread.ofVirtual());
        run("platform", 1_000, Thread.ofPlatform().stackSize(256 * 1024));
    }
}
