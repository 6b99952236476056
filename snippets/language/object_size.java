import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/** Bytes that the heap gives to one object, measured, with both kinds of header. */
public class ObjectSize {
    record Order(boolean paid, long amount, boolean late) { }
    record Point(int x, int y) { }

    static long bytes(IntFunction<Object> make) {
        var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var kept = new Object[1_000];
        for (int i = 0; i < kept.length; i++) kept[i] = make.apply(i);
        long before = bean.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < kept.length; i++) kept[i] = make.apply(i);
        return Math.round((bean.getCurrentThreadAllocatedBytes() - before) / 1000.0);
    }

    static void table(String header) {
        System.out.println(header + ", Object: " + bytes(i -> new Object()));
        System.out.println(header + ", int, int: " + bytes(i -> new Point(i, i)));
        System.out.println(header + ", boolean, long, boolean: "
            + bytes(i -> new Order(true, i, true)));
        System.out.println(header + ", Integer: " + bytes(i -> (Integer) (1_000 + i)));
        System.out.println(header + ", byte[0]: " + bytes(i -> new byte[0]));
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            table(args[0]);
            return;
        }
        var java = ProcessHandle.current().info();
        var words = java.arguments().orElseThrow(); // the last one is this file
        for (var flag : new String[] {"-", "+"})
            new ProcessBuilder(java.command().orElseThrow(),
                "-XX:" + flag + "UseCompactObjectHeaders",
                words[words.length - 1],
                flag.equals("+") ? "compact" : "default").inheritIO().start().waitFor();
    }
}
