package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventAnnotationsTest {
  @TempDir Path directory;

  private Description describe(String... sources) {
    Path classes = Sources.of(sources).compile(directory.resolve("classes"));
    return Description.from(Bundle.of(classes, List.of()));
  }

  private static String function(String annotations, String name, String input, String output) {
    return "%s public class %s implements PortableFunction<%s, %s> { public %4$s handle(%3$s in, Context c) { return null; } }"
        .formatted(annotations, name, input, output);
  }

  @Test
  @DisplayName("What calls a function is read with the defaults, whatever the order in the source")
  void read() {
    List<FunctionSpec> functions =
        describe(
                function(
                    "@Kafka(\"clicks\") @Topic(\"orders\") @Schedule(\"0 2 * * *\") @Http(path = \"/a\")",
                    "All",
                    "String",
                    "Void"),
                function(
                    "@Schedule(value = \"0 2 * * *\", timezone = \"Europe/Rome\")",
                    "Nightly",
                    "Void",
                    "Void"),
                function(
                    "@Topic(value = \"orders\", types = {\"b\", \"a\"})",
                    "Ship",
                    "Event<String>",
                    "Void"),
                function(
                    "@Queue(\"to-pack\") @ObjectCreated(\"photos\") @ObjectDeleted(\"scans\")"
                        + " @RecordChanged(\"parcels\")",
                    "Store",
                    "Event<Object>",
                    "Void"),
                function("@Queue(value = \"to-pack\", batch = 3)", "Pack", "String", "Void"),
                function(
                    "@Kafka(value = {\"b\", \"a\"}, group = \"g\")",
                    "Take",
                    "Batch<String>",
                    "Batch.Result"))
            .orThrow();
    assertEquals(
        List.of(
            List.of(
                new Trigger.Http("/a", List.of("GET", "POST"), Trigger.Access.AUTHENTICATED),
                new Trigger.Schedule("0 2 * * *", "UTC"),
                new Trigger.Topic("orders", List.of()),
                new Trigger.Kafka(List.of("clicks"), "")),
            List.of(new Trigger.Schedule("0 2 * * *", "Europe/Rome")),
            List.of(new Trigger.Queue("to-pack", 3)),
            List.of(new Trigger.Topic("orders", List.of("b", "a"))),
            List.of(
                new Trigger.Queue("to-pack", 10),
                new Trigger.ObjectCreated("photos"),
                new Trigger.ObjectDeleted("scans"),
                new Trigger.RecordChanged("parcels")),
            List.of(new Trigger.Kafka(List.of("b", "a"), "g"))),
        functions.stream().map(FunctionSpec::triggers).toList());
    assertEquals(
        List.of("all", "nightly", "pack", "ship", "store", "take"),
        functions.stream().map(FunctionSpec::name).toList());
  }

  @Test
  @DisplayName("The descriptor tells adapters what calls the function")
  void descriptor() {
    FunctionSpec all =
        FunctionSpec.of(
            "f",
            "a.F",
            "i",
            "o",
            List.of(
                new Trigger.Schedule("0 2 * * *", "UTC"),
                new Trigger.Topic("orders", List.of("a", "b")),
                new Trigger.Queue("to-pack", 3),
                new Trigger.ObjectCreated("photos"),
                new Trigger.ObjectDeleted("scans"),
                new Trigger.RecordChanged("parcels"),
                new Trigger.Kafka(List.of("clicks"), "")));
    assertEquals(
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\"a.F\",\"input\":\"i\","
            + "\"output\":\"o\",\"triggers\":["
            + "{\"type\":\"schedule\",\"cron\":\"0 2 * * *\",\"timezone\":\"UTC\"},"
            + "{\"type\":\"topic\",\"topic\":\"orders\",\"types\":[\"a\",\"b\"]},"
            + "{\"type\":\"queue\",\"queue\":\"to-pack\"},"
            + "{\"type\":\"object-created\",\"bucket\":\"photos\"},"
            + "{\"type\":\"object-deleted\",\"bucket\":\"scans\"},"
            + "{\"type\":\"record-changed\",\"table\":\"parcels\"},"
            + "{\"type\":\"kafka\",\"topics\":[\"clicks\"],\"group\":\"\"}]}]}",
        Descriptor.json(List.of(all)));
  }

  @Test
  @DisplayName("All that is wrong with events is told at once, with class and line")
  void problems() {
    Description description =
        describe(
            function(
                "@Schedule(value = \"@daily\", timezone = \"CET\") @Kafka({})",
                "Lost",
                "String",
                "Void"),
            function("@Topic(\"Orders\")", "Web", "HttpRequest", "HttpResponse"),
            function(
                "@Http(path = \"/\") @Topic(\"orders\")", "Both", "HttpRequest", "HttpResponse"),
            "@Topic(value = \"orders\", types = \"\") public class Plain {}");
    assertEquals(
        """
        shop.Both (Both.java:3): takes HttpRequest, but events call it too
        shop.Lost (Lost.java:3): cron '@daily' is no list of five fields
        shop.Lost (Lost.java:3): no time zone 'CET'
        shop.Lost (Lost.java:3): no Kafka topic
        shop.Plain (Plain.java:3): is annotated as a function but is no dev.portolan.PortableFunction
        shop.Plain (Plain.java:3): an event type without a name
        shop.Web (Web.java:3): 'Orders' cannot be a topic's name on every platform
        shop.Web (Web.java:3): takes HttpRequest, but events call it
        shop.Web (Web.java:3): answers HttpResponse, but only events call it: nobody reads that
        """
            .strip(),
        String.join(
            "\n", description.problems().stream().map(p -> p.where() + ": " + p.what()).toList()));
  }

  @Test
  @DisplayName("Several functions may have the same schedule, topic and Kafka topic")
  void shared() {
    String all = "@Schedule(\"0 2 * * *\") @Topic(\"orders\") @Kafka(value = \"a\", group = \"g\")";
    Description description =
        describe(function(all, "One", "String", "Void"), function(all, "Two", "String", "Void"));
    assertEquals(List.of(), description.problems());
    assertEquals(2, description.functions().size());
  }

  @Test
  @DisplayName("A function that nothing calls is told of all the annotations there are")
  void unannotated() {
    Description description = describe(function("", "Bare", "String", "String"));
    String hint = description.warnings().get(0).hint();
    String events =
        "@Schedule, @Topic, @Queue, @ObjectCreated, @ObjectDeleted, @RecordChanged or @Kafka";
    assertTrue(hint.contains("with " + events + " for events"), hint);
    hint = description.problems().get(0).hint();
    assertTrue(hint.contains("@Http, @Function, " + events), hint);
  }
}
