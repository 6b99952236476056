// How long the JDK's HttpClient waits when nobody configured anything.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

class ClientDefaults {
    public static void main(String[] arguments) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/")).build();
        var client = HttpClient.newHttpClient();
        System.out.println("connectTimeout: " + client.connectTimeout());
        System.out.println("request.timeout: " + request.timeout());
        System.exit(0);
    }
}
