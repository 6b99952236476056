// flags: -Djdk.virtualThreadScheduler.parallelism=1
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;

/** One carrier: a virtual thread waits in synchronized, then in an initializer. */
public class BlockingCall {
    static final Object MONITOR = new Object();
    static final CountDownLatch INSIDE = new CountDownLatch(1);
    static final CountDownLatch GO = new CountDownLatch(1);
    static volatile boolean answered;

    static class Slow {
        static int value;
        static { // runs below a frame of the VM: pinned, still
            try { Thread.sleep(600); } catch (InterruptedException e) { }
            value = 1;
        }
    }

    static double other() throws Exception { // ms until another thread has run
        long asked = System.nanoTime();
        var thread = Thread.ofVirtual().start(() -> answered = true);
        boolean free = thread.join(Duration.ofSeconds(10));
        return free ? (System.nanoTime() - asked) / 1e6 : Double.NaN;
    }

    public static void main(String[] args) throws Exception {
        other(); // load the classes
        try (var events = new RecordingStream()) {
            var seen = new CountDownLatch(1);
            events.enable("jdk.VirtualThreadPinned").withoutThreshold();
            events.onEvent("jdk.VirtualThreadPinned", event -> seen.countDown());
            events.startAsync();

            var holder = Thread.ofVirtual().start(() -> {
                synchronized (MONITOR) { // pinned its carrier before JDK 24
                    INSIDE.countDown();
                    try { GO.await(); } catch (InterruptedException e) { }
                }
            });
            INSIDE.await();
            double monitor = other();
            GO.countDown();
            holder.join();
            System.out.println("waits in synchronized: carrier free " + (monitor > 0));
            System.out.printf("another thread answers after: ≈ %.1f ms%n", monitor);

            var loading = new CountDownLatch(1);
            var loader = Thread.ofVirtual().start(() -> {
                loading.countDown();
                Slow.value++;
            });
            loading.await();
            double initializer = other();
            loader.join();
            System.out.printf("waits in an initializer: ≈ %.0f ms%n", initializer);
            boolean recorded = seen.await(20, TimeUnit.SECONDS);
            System.out.println("JFR saw jdk.VirtualThreadPinned: " + recorded);
            if (!(monitor < 300) || !(initializer > 200)) throw new AssertionError();
        }
    }
}
