// --8<-- [start:throw]
static int length(String text) {
    return text.length();
}

void main() {
    for (int n = 1; n <= 1_000_000; n++) {
        try {
            length(null);
        } catch (NullPointerException e) {
            if (n == 1) {
                IO.println("first time: " + e.getMessage());
                IO.println("frames: at least " + Math.min(2, e.getStackTrace().length));
            }
            if (e.getStackTrace().length == 0) {
                IO.println("after ≈ " + n + " times: " + e.getMessage() + ", 0 frames");
                return;
            }
        }
    }
    throw new AssertionError("every exception had its trace");
}
// --8<-- [end:throw]
