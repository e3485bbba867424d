package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions send to, read and store in is read from their classes. */
final class UseAnnotationsTest {
  @TempDir Path directory;

  private Description describe(String annotations) {
    String source =
        annotations
            + " public class F implements PortableFunction<Event<ObjectRef>, Void> {"
            + " public Void handle(Event<ObjectRef> in, Context c) { return null; } }";
    Path classes = Sources.of(source).compile(directory.resolve("classes"));
    return Description.from(Bundle.of(classes, List.of()));
  }

  @Test
  void usesAreInTheDescriptor() {
    Description described =
        describe(
            "@WritesTo({\"thumbs\", \"small\"}) @ReadsFrom(\"photos\") @SendsTo(\"to-pack\")"
                + " @ObjectCreated(\"photos\")");
    assertEquals(
        List.of(
            new Use(Use.Kind.SEND, "to-pack"),
            new Use(Use.Kind.READ, "photos"),
            new Use(Use.Kind.WRITE, "thumbs"),
            new Use(Use.Kind.WRITE, "small")),
        described.orThrow().get(0).uses());
    assertEquals(List.of(), described.warnings());
    String json = Descriptor.json(described.functions());
    assertTrue(
        json.contains(
            "\"uses\":[{\"type\":\"send\",\"queue\":\"to-pack\"},"
                + "{\"type\":\"read\",\"bucket\":\"photos\"},"
                + "{\"type\":\"write\",\"bucket\":\"thumbs\"},"
                + "{\"type\":\"write\",\"bucket\":\"small\"}]"),
        json);
  }

  @Test
  void namesAreThoseOfEveryPlatform() {
    List<String> told =
        describe("@ObjectCreated(\"photos\") @WritesTo({\"Thumbs\", \"a\", \"same\", \"same\"})")
            .problems()
            .stream()
            .map(Problem::what)
            .toList();
    assertEquals(
        List.of(
            "'Thumbs' cannot be a bucket's name on every platform",
            "'a' cannot be a bucket's name on every platform",
            "the bucket 'same' twice in one annotation"),
        told);
  }

  @Test
  void whoeverCallsItselfIsWarned() {
    Description described = describe("@ObjectCreated(\"photos\") @WritesTo(\"photos\")");
    assertEquals(1, described.functions().size());
    assertEquals(
        "stores into the bucket 'photos', which calls it again for each object",
        described.warnings().get(0).what());
  }

  @Test
  void whoeverCallsItselfByAQueueOrByRemovingIsWarnedToo() {
    assertEquals(
        "sends to the queue 'to-pack', which calls it again for each message",
        describe("@Queue(\"to-pack\") @SendsTo(\"to-pack\")").warnings().get(0).what());
    assertEquals(
        "may remove objects of the bucket 'photos', which calls it again for each",
        describe("@ObjectDeleted(\"photos\") @WritesTo(\"photos\")").warnings().get(0).what());
    assertEquals(
        List.of(), describe("@ObjectDeleted(\"photos\") @ReadsFrom(\"photos\")").warnings());
  }

  @Test
  void theyAloneMakeNoFunction() {
    Description described = describe("@SendsTo(\"to-pack\")");
    assertEquals(List.of(), described.functions());
    assertTrue(described.warnings().get(0).what().contains("nothing says what calls it"));
  }
}
