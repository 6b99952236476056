// flags: -Xmx64m -XX:MaxDirectMemorySize=32m
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory outside the heap: who limits it, and who frees it. */
public class OffHeap {
    static final int MIB = 1 << 20;

    static int residentMiB() throws Exception {
        for (var line : Files.readAllLines(Path.of("/proc/self/status")))
            if (line.startsWith("VmRSS:"))
                return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024;
        return 0;
    }

    public static void main(String[] args) throws Exception {
        System.out.println("-Xmx, MiB: " + Runtime.getRuntime().maxMemory() / MIB);
        int before = residentMiB();
        var kept = ValueLayout.JAVA_LONG;
        var arena = Arena.ofConfined();
        var segment = arena.allocate(200L * MIB); // (1)!
        segment.fill((byte) 1);
        int grown = residentMiB() - before;
        System.out.printf("resident memory grew by: ≈ %d MiB%n", grown);
        arena.close(); // (2)!
        int left = residentMiB() - before;
        System.out.printf("after close: ≈ %d MiB%n", left);
        try {
            segment.get(kept, 0);
        } catch (IllegalStateException e) {
            System.out.println("read after close: " + e.getMessage());
        }
        try {
            segment.get(kept, 300L * MIB);
        } catch (IndexOutOfBoundsException e) {
            System.out.println("read past the end: IndexOutOfBoundsException");
        }
        var buffers = new ByteBuffer[64];
        try {
            for (int i = 0; i < buffers.length; i++)
                buffers[i] = ByteBuffer.allocateDirect(MIB); // (3)!
        } catch (OutOfMemoryError e) {
            System.out.println(e);
        }
        if (grown < 180 || left > 60) throw new AssertionError(grown + " " + left);
    }
}
