# The heap that the JVM allows itself on a machine of so much memory.
allowed() { # memory, further flags
    java -XX:MaxRAM="$1" "${@:2}" \
        -XX:+PrintFlagsFinal -version 2>/dev/null |
        awk -v memory="$1" -v flags="${*:2}" '
            $2 == "MaxHeapSize" {
                printf "%-8s%6d MiB  %s\n", memory, $4 / 1048576, flags
            }'
}

echo "memory      heap" # (2)!
allowed 200m # (1)!
allowed 512m
allowed 2g
allowed 2g -XX:MaxRAMPercentage=75
for flag in MaxRAMPercentage MinRAMPercentage ThreadStackSize MaxDirectMemorySize; do
    java -XX:+PrintFlagsFinal -version 2>/dev/null |
        awk -v flag="$flag" '$2 == flag { print flag ": " $4 }'
done
