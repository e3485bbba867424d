package dev.portolan.sandbox.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.worker.Datum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host does with Kafka's records where nobody tells it otherwise, and where one does. */
class KafkaTest {
  private static final Owner OWNER = Owner.of("com.acme", "shop", "test");
  private static final Trigger CLICKS = new Trigger.Kafka(List.of("clicks"), "");
  private static final String PLAIN = "{\"version\":\"2.0\",\"extensionBundle\":{}}";
  private static final String BINDING =
      "\"type\":\"kafkaTrigger\",\"direction\":\"in\",\"name\":\"record\","
          + "\"brokerList\":\"kafka.example.com:9093\",\"topic\":\"%TOPIC%\","
          + "\"consumerGroup\":\"taker\"";

  @TempDir private Path directory;
  private final List<String> heard = new ArrayList<>();
  private boolean broken;
  private AzureCloud cloud;
  private Clients clients;
  private App app;

  @BeforeEach
  void open() throws IOException {
    cloud = AzureCloud.open(Setup.inMemory(directory, new FakeTime()).with(world -> new Plane()));
    clients = Clients.of(cloud);
    app = new App(clients);
    app.plan("site1", "eastus");
    app.sites()
        .createOrUpdate(
            App.GROUP,
            "site1",
            app.wanted("site1")
                .withTags(Map.of("whose", OWNER.id(), "what", "taker"))
                .withSiteConfig(app.settings(Map.of("TOPIC", "clicks", "SECRET", "hunter2"))));
    app.assignAll();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  /** Runs all, and has records end as they say. */
  private final class Plane implements DataPlane {
    private final DataPlane all = InstantPlane.running();

    @Override
    public Standing look(AppPlan plan) {
      return all.look(plan);
    }

    @Override
    public WireResponse answer(AppPlan plan, WireRequest request) {
      return all.answer(plan, request);
    }

    @Override
    public Map<String, Boolean> fireTimers(AppPlan plan) {
      return Map.of();
    }

    @Override
    public Optional<Boolean> deliver(AppPlan plan, Arrival arrival) {
      heard.add(new String(((Datum.Bytes) arrival.value()).value(), UTF_8));
      return Optional.of(!broken);
    }

    @Override
    public void log(String site, String line) {
      // nobody reads it
    }

    @Override
    public void retain(Set<String> sites) {
      all.retain(sites);
    }

    @Override
    public void close() {
      // nothing runs
    }
  }

  private void publish(String host, String binding) {
    String function =
        "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"A.run\",\"bindings\":[{" + binding + "}]}";
    HttpRequest request =
        new HttpRequest(HttpMethod.POST, "https://site1.scm.azurewebsites.net/api/publish")
            .setBody(
                BinaryData.fromBytes(
                    Zips.of(Map.of("host.json", host, "taker/function.json", function))));
    request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/zip");
    assertTrue(
        clients.pipeline(Clients.MANAGEMENT).sendSync(request, Context.NONE).getStatusCode() < 300);
  }

  private String fire(String data) throws Exception {
    Happening.Result result =
        cloud.fire(new Happening(OWNER, "taker", CLICKS, "", "k", data.getBytes(UTF_8)));
    assertEquals(1, result.told().size(), result.told()::toString);
    return result.told().get(0).replaceFirst("^taker: ", "");
  }

  private static String kafka(String options) {
    return PLAIN.replace("{}}", "{},\"extensions\":{\"kafka\":{" + options + "}}}");
  }

  @Test
  @DisplayName("Where nobody says otherwise a record that failed is committed like any other")
  void atMostOnce() throws Exception {
    publish(PLAIN, BINDING + ",\"protocol\":\"ssl\"");
    broken = true;
    assertEquals("failed, and is passed over", fire("one"));
    broken = false;
    assertEquals("handled", fire("two"));
    assertEquals(List.of("one", "two"), heard);
  }

  @Test
  @DisplayName("Else it is tried again in place, so often, and committed then")
  void inPlace() throws Exception {
    publish(kafka("\"commitOnFailure\":false,\"maxRetries\":1"), BINDING + ",\"protocol\":\"ssl\"");
    broken = true;
    assertEquals("failed, and comes again at once", fire("one"));
    assertEquals(List.of("one"), heard);
    broken = false;
    assertEquals("handled", fire("two"));
    assertEquals(List.of("one", "one", "two"), heard);
    broken = true;
    fire("three");
    fire("four");
    broken = false;
    fire("five");
    assertEquals(1, heard.stream().filter("five"::equals).count());
    assertEquals(2, heard.stream().filter("three"::equals).count(), heard::toString);
  }

  @ParameterizedTest
  @CsvSource({"latest, 1", "earliest, 2"})
  @DisplayName("A group that has committed nothing begins where host.json says")
  void begins(String where, int most) throws Exception {
    publish(PLAIN, BINDING + ",\"protocol\":\"plaintext\"");
    assertTrue(fire("early").contains("TLS alone"), "nobody takes it");
    publish(kafka("\"autoOffsetReset\":\"" + where + "\""), BINDING + ",\"protocol\":\"ssl\"");
    assertEquals("handled", fire("late"));
    assertEquals(most, heard.size(), heard::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"brokerList\":\"\"|No `bootstrap.servers` configured",
        "\"protocol\":\"saslSsl\"|sasl.username and sasl.password must be set",
        "\"protocol\":\"saslSsl\",\"username\":\"ada\",\"password\":\"NOT_SET\"|Authentication failed",
        "\"protocol\":\"ssl\",\"sslCaPEM\":\"SECRET\"|certificate verify failed",
        "\"protocol\":\"ssl\",\"brokerList\":\"a.servicebus.windows.net:9093\"|SASL_SSL alone",
        "\"protocol\":\"saslSsl\",\"brokerList\":\"a.servicebus.windows.net:9093\",\"username\":\"ada\","
            + "\"authenticationMode\":\"scramSha512\",\"password\":\"SECRET\"|PLAIN, OAUTHBEARER"
      })
  @DisplayName("A client that cannot log in says why")
  void troubled(String more, String words) throws Exception {
    publish(PLAIN, BINDING + "," + more);
    String told = fire("one");
    assertTrue(told.contains(words), told);
    assertEquals(List.of(), heard);
  }

  @Test
  @DisplayName("What is logged in with is a setting, by its bare name or in percent signs")
  void login() throws Exception {
    publish(
        PLAIN, BINDING + ",\"protocol\":\"saslSsl\",\"username\":\"ada\",\"password\":\"SECRET\"");
    assertEquals("handled", fire("one"));
    publish(
        PLAIN,
        BINDING + ",\"protocol\":\"saslSsl\",\"username\":\"ada\",\"password\":\"%SECRET%\"");
    assertEquals("handled", fire("two"));
  }
}
