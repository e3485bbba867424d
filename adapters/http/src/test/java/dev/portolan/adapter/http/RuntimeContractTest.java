package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Knative's runtime contract asks of a container (knative/specs, runtime-contract.md). */
final class RuntimeContractTest {
  private static final String GET = "GET /echo HTTP/1.1\r\nHost: hello.example.com\r\n";

  @TempDir private Path directory;

  @Test
  void itListensOnThePortItIsTold() throws Exception {
    String port = freePort();
    try (Forked process = Forked.start(Witness.function(), directory, "PORT", port)) {
      assertEquals(port, Integer.toString(process.port()));
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return Integer.toString(free.getLocalPort());
    }
  }

  @Test
  void itListensOnlyWhenTheFunctionIsStarted() throws Exception {
    try (Forked process = Forked.start(Early.function(), directory, "PORT", freePort());
        RawCaller caller = process.caller()) {
      String request = GET.replace("/echo", "/") + "\r\n";
      assertEquals("nobody listened", caller.send(request).answer().text());
    }
  }

  @Test
  void itListensOnAllAddressesUnlessToldOtherwise() throws Exception {
    Optional<InetAddress> outside = outsideAddress();
    Assumptions.assumeTrue(outside.isPresent(), "this machine has no address but the loopback");
    try (Forked open = Forked.start(Witness.function(), directory, "PORTOLAN_BIND", "0.0.0.0");
        Forked closed = Forked.start(Witness.function(), directory)) {
      assertTrue(connects(outside.get(), open.port()));
      assertFalse(connects(outside.get(), closed.port()));
    }
  }

  private static Optional<InetAddress> outsideAddress() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
        .findFirst();
  }

  private static boolean connects(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 5000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void whoAsksForARevisionIsAnsweredByThatOneAlone() throws Exception {
    String ready = "GET /.well-known/portolan/ready%s HTTP/1.1\r\nHost: a\r\n\r\n";
    try (Forked process = Forked.start(Witness.function(), directory, "K_REVISION", "hello-00002");
        RawCaller caller = process.caller()) {
      assertEquals(200, caller.send(ready.formatted("")).answer().status());
      String itself = ready.formatted("?revision=hello-00002");
      assertEquals(200, caller.send(itself).answer().status());
      RawAnswer other = caller.send(ready.formatted("?revision=hello-00001")).answer();
      assertEquals(421, other.status());
      assertFalse(other.text().contains("hello-00002"), other.text());
    }
  }

  @Test
  void proxyHeadersReachTheFunctionAsTheyAre() throws Exception {
    try (Forked process =
            Forked.start(
                Witness.function(), directory, "K_SERVICE", "hello", "K_REVISION", "hello-1");
        RawCaller caller = process.caller()) {
      String sent = "for=192.0.2.60;proto=http;by=203.0.113.43";
      caller.send(GET + "Forwarded: " + sent + "\r\nX-Sent: a\r\nX-Sent: b, c\r\n\r\n");
      RawAnswer answer = caller.answer();
      assertEquals(200, answer.status());
      assertEquals("a|b, c", answer.field("x-sent"));
    }
  }

  @Test
  void anUpgradeThatIsNotSpokenIsLetPass() throws Exception {
    try (Forked process = Forked.start(Witness.function(), directory);
        RawCaller caller = process.caller()) {
      caller.send(
          GET
              + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n");
      assertEquals(200, caller.answer().status());
    }
  }

  @Test
  void itNeedsNoInputNoHomeAndWritesNothing() throws Exception {
    String stranger =
        "-Duser.name=? -Duser.home=/nonexistent -Djava.io.tmpdir=/nonexistent -XX:-UsePerfData";
    try (Forked process =
            Forked.start(Witness.function(), directory, "JDK_JAVA_OPTIONS", stranger);
        RawCaller caller = process.caller()) {
      assertEquals(
          200, caller.send(GET + "\r\n").answer().status(), "standard input is at its end");
      process.terminate();
      assertEquals(0, process.code());
      try (Stream<Path> files = Files.list(directory)) {
        assertEquals(0, files.count(), "the file system may be read-only");
      }
    }
  }

  @Test
  void itSaysInOneLineWhyItDoesNotStart() throws Exception {
    String said =
        Forked.failed(
            Witness.function(),
            directory,
            "PORT",
            "eighty",
            "PORTOLAN_CONCURRENCY",
            "0",
            "PORTOLAN_THREADS",
            "many");
    assertTrue(said.startsWith("1 "), said);
    for (String key : new String[] {"PORT ", "PORTOLAN_CONCURRENCY ", "PORTOLAN_THREADS "}) {
      assertTrue(said.contains(key + "must be"), said);
    }
    String other = Forked.failed(Witness.function(), directory, "PORTOLAN_FUNCTION", "other");
    assertTrue(other.startsWith("1 ") && other.contains("no function \"other\""), other);
    assertFalse(other.contains("\tat "), other);
  }

  @Test
  void secretsAreHadFromFilesAndFromTheCluster() throws Exception {
    Path secret = Files.createDirectories(directory.resolve("secrets/db"));
    Files.writeString(secret.resolve("3"), "from a file");
    String secrets = directory.resolve("secrets").toString();
    for (String[] variables :
        new String[][] {
          {"DB_PASSWORD", "secret://db#3", "PORTOLAN_SECRETS", secrets, "from a file"},
          {"DB_PASSWORD", "resolved", "PORTOLAN_SECRET_KEYS", "DB_PASSWORD,OTHER", "resolved"}
        }) {
      String[] environment = Arrays.copyOf(variables, 4);
      try (Forked process = Forked.start(Held.function(), directory, environment);
          RawCaller caller = process.caller()) {
        caller.send("GET /?secret HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(variables[4], caller.answer().text());
      }
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String said = Forked.failed(Witness.function(), directory, "PORT", port);
      assertTrue(said.startsWith("1 ") && said.contains(port), said);
      assertFalse(said.contains("\tat "), said);
    }
  }
}
