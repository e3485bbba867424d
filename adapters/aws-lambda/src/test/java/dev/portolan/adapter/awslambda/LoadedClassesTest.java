package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What events need is loaded with the first event: requests and documents start as fast as ever.
 */
final class LoadedClassesTest {

  /** Loads everything itself, and keeps the names. */
  private static final class Keeping extends URLClassLoader {
    final Set<String> names = new TreeSet<>();

    Keeping(URL[] path) {
      super(path, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      synchronized (names) {
        names.add(name);
      }
      return found;
    }

    Set<String> ofEvents() {
      synchronized (names) {
        return names.stream()
            .filter(
                name ->
                    name.matches(
                        "dev\\.portolan\\.(Event|Batch|Tick|Change|ObjectRef|KafkaRecord)(\\$.*)?"
                            + "|dev\\.portolan\\.runtime\\.(Events|Batches|Payloads|Records|Outcomes"
                            + "|KafkaEvents|LostEvent|UntoldData|EventData|Uses|Own.*|Outbound.*|Exchange|WholeBody)"
                            + "|dev\\.portolan\\.adapter\\.awslambda\\.(Lambda(Events|Records)|Record.*"
                            + "|Messages|Replies|Members|Times|DeadLetters|Aws.*|Signer|.*Calls|.*Values"
                            + "|OutboundWire|Gateway.*|(Proxy|Balancer)Wire|MultiValues|Reasons"
                            + "|(Sqs|Sns|S3|Kinesis|DynamoDb|Kafka|EventBridge|CloudEvent)Wire)"))
            .collect(Collectors.toCollection(TreeSet::new));
      }
    }
  }

  /** Takes requests. */
  public static final class Requests implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      return HttpResponse.of(204);
    }
  }

  /** Takes documents, and is called by events too. */
  public static final class Documents implements PortableFunction<Object, String> {
    @Override
    public String handle(Object document, Context context) {
      return "taken";
    }
  }

  /** Runs in a loader of its own. */
  public static final class Work implements Runnable {
    @Override
    public void run() {
      FunctionUnderTest function = FunctionUnderTest.of(Requests.class, "dev.portolan.HttpRequest");
      send(function, FakeFrontDoor.payload(HttpRequest.of("GET", "/")));
      FunctionUnderTest other = FunctionUnderTest.of(Documents.class, "java.lang.Object");
      send(other, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
      send(other.withoutRoute(), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
      send(other.withoutRoute(), "{\"$portolan\":\"probe\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void send(FunctionUnderTest function, byte[] payload) {
      try {
        new LambdaEntryPoint(function.variables(), function.loader())
            .handleRequest(
                new ByteArrayInputStream(payload),
                new ByteArrayOutputStream(),
                FakeContext.of("id"));
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** Runs in a loader of its own, as a check that classes are seen at all. */
  public static final class Event implements Runnable {
    @Override
    public void run() {
      FunctionUnderTest function = FunctionUnderTest.of(Documents.class, "java.lang.Object");
      Work.send(function.withoutRoute(), Batches.sqs("17").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Runs in a loader of its own: what a load balancer sends. */
  public static final class Balanced implements Runnable {
    @Override
    public void run() {
      FunctionUnderTest function = FunctionUnderTest.of(Requests.class, "dev.portolan.HttpRequest");
      Work.send(function, new FakeBalancer(true).payload(HttpRequest.of("GET", "/")));
    }
  }

  private static Keeping run(Class<? extends Runnable> work) throws Exception {
    String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
    URL[] urls = new URL[path.length];
    for (int i = 0; i < path.length; i++) {
      urls[i] = url(path[i]);
    }
    Keeping loader = new Keeping(urls);
    ((Runnable) loader.loadClass(work.getName()).getDeclaredConstructor().newInstance()).run();
    return loader;
  }

  private static URL url(String path) throws MalformedURLException {
    return new File(path).toURI().toURL();
  }

  @Test
  @DisplayName("a request, a document and the probe load nothing of events")
  void nothingOfEvents() throws Exception {
    try (Keeping loader = run(Work.class)) {
      assertTrue(loader.names.contains("dev.portolan.adapter.awslambda.LambdaWire"));
      assertEquals(Set.of(), loader.ofEvents());
    }
  }

  @Test
  @DisplayName("a load balancer's request loads what is for it, and nothing of other gateways")
  void onlyItsOwnGateway() throws Exception {
    try (Keeping loader = run(Balanced.class)) {
      String house = "dev.portolan.adapter.awslambda.";
      assertEquals(
          Set.of(
              house + "BalancerWire",
              house + "GatewayCall",
              house + "GatewayWire",
              house + "Gateways",
              house + "MultiValues",
              house + "Reasons"),
          loader.ofEvents());
    }
  }

  @Test
  @DisplayName("a message loads what messages need, and no other source's classes")
  void onlyWhatComes() throws Exception {
    try (Keeping loader = run(Event.class)) {
      Set<String> loaded = loader.ofEvents();
      assertTrue(loaded.contains("dev.portolan.adapter.awslambda.SqsWire"), loaded.toString());
      for (String other : new String[] {"S3Wire", "KafkaWire", "DynamoDbWire", "DeadLetters"}) {
        assertFalse(loaded.contains("dev.portolan.adapter.awslambda." + other), other);
      }
      assertFalse(loaded.contains("dev.portolan.runtime.Payloads"), loaded.toString());
    }
  }
}
