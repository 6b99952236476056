// How long this JVM remembers that a name did not resolve.
import java.security.Security;

class JvmDnsCache {
    public static void main(String[] arguments) {
        var name = "networkaddress.cache.negative.ttl";
        System.out.println(name + ": " + Security.getProperty(name));
    }
}
