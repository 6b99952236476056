// flags: -Xmx256m
// memory: 8192
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

static final int EACH = 1_000_000;

// --8<-- [start:race]
static int plain = 4 * EACH;
static volatile int visible = 4 * EACH;
static final AtomicInteger atomically = new AtomicInteger();
static int guarded;

static synchronized void locked() {
    guarded++;
}

static void race() throws Exception {
    while (plain == 4 * EACH) { // until the race shows (1)!
        plain = 0;
        together(() -> plain++);
    }
    while (visible == 4 * EACH) {
        visible = 0;
        together(() -> visible++); // volatile: seen at once, and still three steps
    }
    together(() -> atomically.incrementAndGet()); // (2)!
    together(() -> locked());
}
// --8<-- [end:race]

static void together(Runnable step) throws Exception {
    var begin = new CountDownLatch(1);
    var threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
        threads[i] = Thread.ofPlatform().start(() -> {
            try {
                begin.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            for (int n = 0; n < EACH; n++) {
                step.run();
            }
        });
    }
    begin.countDown();
    for (var thread : threads) {
        thread.join();
    }
}

void main() throws Exception {
    race();
    IO.println("increments: " + 4 * EACH);
    IO.println("plain, lost: ≈ " + (4 * EACH - plain));
    IO.println("volatile, lost: ≈ " + (4 * EACH - visible));
    IO.println("AtomicInteger, lost: " + (4 * EACH - atomically.get()));
    IO.println("synchronized, lost: " + (4 * EACH - guarded));
    if (atomically.get() != 4 * EACH || guarded != 4 * EACH) {
        throw new AssertionError("the claim does not hold");
    }
}
