import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

// --8<-- [start:causes]
record Order(String id, String total) {}

static final Map<String, Order> ORDERS = Map.of("a-2", new Order("a-2", "12,50"));

static int cents(Order order) {
    return Integer.parseInt(order.total());
}

static int charge(String id) {
    try {
        return cents(ORDERS.get(id));
    } catch (NumberFormatException e) {
        throw new IllegalStateException("cannot charge order " + id, e); // keeps e
    }
}

void main() throws InterruptedException {
    try {
        CompletableFuture.supplyAsync(() -> charge("a-2")).get();
    } catch (ExecutionException e) {
        print(e);
    }
    try {
        charge("a-3");
    } catch (NullPointerException e) {
        IO.println("");
        print(e);
    }
}
// --8<-- [end:causes]

// Lines of the JDK lose their numbers, the launcher's frames go, long lines are broken.
static void print(Throwable thrown) {
    var text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    text.toString().lines()
        .filter(line -> !line.matches("\\s+at (java.base/.*reflect|jdk.compiler).*"))
        .map(line -> line.replaceAll("(java\\.base/.*)\\(.*\\)", "$1(…)"))
        .map(line -> line.replace("\t", "    "))
        .map(line -> line.replaceAll("(.{40,76}:|Cannot invoke) ", "$1\n  "))
        .forEach(IO::println);
}
