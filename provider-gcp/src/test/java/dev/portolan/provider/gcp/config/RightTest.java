package dev.portolan.provider.gcp.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.deploy.model.Use;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights at single things, by their names. */
class RightTest {
  private static final Place PLACE = new Place("shop-project", "europe-west1");

  @ParameterizedTest
  @ValueSource(strings = {"topics", "secrets", "read", "write", "buckets", "acme-labels"})
  @DisplayName("Whatever a bucket is called, it is a bucket; so is each thing what it is")
  void kinds(String name) {
    Right read = Right.of(Use.Kind.READ, name, PLACE);
    assertEquals("roles/storage.objectViewer", read.role());
    assertEquals("read-" + name, read.step());
    Right write = Right.parse(Right.of(Use.Kind.WRITE, name, PLACE).text());
    assertEquals("roles/storage.legacyBucketWriter", write.role());
    assertEquals("writers to bucket " + name, write.holders());
    assertEquals(List.of(read, write), Right.ofBucket(name));
    Right send = Right.of(Use.Kind.SEND, name, PLACE);
    assertEquals("roles/pubsub.publisher", send.role());
    Right secret = Right.parse(Right.ofSecret(name, PLACE).text());
    assertEquals("roles/secretmanager.secretAccessor", secret.role());
    for (Right each : List.of(read, write, send, secret)) {
      assertEquals(name, each.name());
      assertEquals(each, Right.parse(each.text()));
    }
    assertEquals(name, write.place());
    assertEquals("projects/shop-project/topics/" + name, send.place());
  }

  @Test
  @DisplayName("What is no right of ours is none, and is no harm in a revision's variables")
  void others() {
    assertThrows(IllegalArgumentException.class, () -> Right.parse("tables/orders/read"));
    assertThrows(IllegalArgumentException.class, () -> Right.parse("x/projects/p/topics/t"));
    assertEquals(
        Set.of("buckets/b/read"),
        Right.noted(Map.of(Right.VARIABLE, "tables/orders/read,buckets/b/read,")));
    assertEquals(Set.of(), Right.noted(Map.of()));
  }
}
