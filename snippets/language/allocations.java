// flags: -Xbatch
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Escape analysis: the object that the bytecode makes is gone once C2 has compiled. */
public class Allocations {
    record Point(long x, long y) {
        long sum() { return x + y; }
    }

    static Point kept;

    static long stays(long x) { return new Point(x, x).sum(); }

    static long leaves(long x) {
        kept = new Point(x, x);
        return kept.sum();
    }

    interface Call { long apply(long x); }

    static long perCall(Call call, int calls) {
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = bean.getCurrentThreadAllocatedBytes(), sum = 0;
        for (int i = 0; i < calls; i++) sum += call.apply(i);
        long bytes = bean.getCurrentThreadAllocatedBytes() - before;
        if (sum < 0) throw new AssertionError();
        return Math.round((double) bytes / calls);
    }

    static long stays(int calls) { return perCall(x -> stays(x), calls); }

    static long leaves(int calls) { return perCall(x -> leaves(x), calls); }

    public static void main(String[] args) {
        stays(1); // load the classes
        long interpreted = stays(100);
        for (int i = 0; i < 20; i++) stays(100_000); // C2 compiles
        long compiled = stays(100_000);
        for (int i = 0; i < 20; i++) leaves(100_000);
        long escaped = leaves(100_000);
        System.out.println("interpreted, does not escape, bytes: " + interpreted);
        System.out.println("compiled by C2, does not escape, bytes: " + compiled);
        System.out.println("compiled by C2, escapes, bytes: " + escaped);
        if (interpreted < 32 || compiled != 0 || escaped != 32)
            throw new AssertionError();
    }
}
