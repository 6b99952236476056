// flags: --enable-preview --source 25
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.FailedException;

// --8<-- [start:scope]
static String load(String id) throws InterruptedException {
    try (var scope = StructuredTaskScope.open()) { // (1)!
        var customer = scope.fork(() -> customer(id));
        var orders = scope.fork(() -> orders(id));
        scope.join(); // (2)!
        return customer.get() + " has " + orders.get() + " orders";
    } // (3)!
}
// --8<-- [end:scope]

static volatile String slow = "not started";

static String customer(String id) throws InterruptedException {
    Thread.sleep(50);
    if (id.equals("c-2")) {
        throw new IllegalStateException("no customer " + id);
    }
    return "Ada";
}

static int orders(String id) throws InterruptedException {
    try {
        Thread.sleep(id.equals("c-2") ? 60_000 : 10);
        slow = "finished";
    } catch (InterruptedException e) {
        slow = "interrupted";
        throw e;
    }
    return 3;
}

void main() throws InterruptedException {
    IO.println(load("c-1"));
    try {
        load("c-2");
    } catch (FailedException e) {
        IO.println("failed: " + e.getCause().getMessage());
    }
    IO.println("the 60-second query of c-2: " + slow);
    if (!slow.equals("interrupted")) {
        throw new AssertionError(slow);
    }
}
