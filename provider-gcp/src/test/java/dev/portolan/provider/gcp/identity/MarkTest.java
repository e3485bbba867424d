package dev.portolan.provider.gcp.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MarkTest {
  private static final Owner SHOP = Owner.of("com.acme", "shop", "dev");
  private static final Place HERE = new Place("shop-project", "europe-west1");

  @Test
  @DisplayName("What is written down is read again: owner, function, roles, configuration")
  void comesBack() {
    Mark plain = Mark.of(SHOP, "send-receipt", HERE);
    assertEquals(
        "Deployed by Portolan for com.acme:shop:dev, function send-receipt in europe-west1",
        plain.text());
    assertEquals(Optional.of(plain), Mark.parse(plain.text()));
    Mark full =
        plain
            .and(
                List.of("roles/datastore.user", "roles/pubsub.publisher"),
                List.of("projects/shop-project/secrets/key"))
            .withConfiguration("0123456789abcdef");
    assertEquals(Optional.of(full), Mark.parse(full.text()));
    assertTrue(full.granted("roles/datastore.user"));
    assertFalse(full.granted("roles/owner"));
    assertTrue(full.holds("projects/shop-project/secrets/key"));
    Mark none = full.without(full.rightsBut(List.of()));
    assertFalse(none.holds("projects/shop-project/secrets/key"));
    assertEquals(Set.of(), full.rightsBut(List.of("projects/shop-project/secrets/key")));
    assertEquals(
        plain.withConfiguration("0123456789abcdef").and(List.of(), List.of()).text(),
        none.onlyRoles(List.of("roles/owner")).text());
  }

  @Test
  @DisplayName("An owner that is long or has blanks is a hash, and stays apart from others")
  void longOwner() {
    Owner one = Owner.of("com.acme." + "x".repeat(150), "shop", "dev");
    Owner other = Owner.of("com.acme." + "x".repeat(150), "shop", "live");
    Mark mark = Mark.of(one, "greeter", HERE);
    assertTrue(mark.text().length() <= Mark.MAX, mark.text());
    assertTrue(Mark.parse(mark.text()).orElseThrow().of(one, HERE));
    assertFalse(Mark.parse(mark.text()).orElseThrow().of(other, HERE));
    assertFalse(mark.of(one, new Place("shop-project", "us-central1")));
  }

  @Test
  @DisplayName("What somebody else wrote is no mark, and neither is nothing")
  void foreign() {
    assertEquals(Optional.empty(), Mark.parse("Compute Engine default service account"));
    assertEquals(Optional.empty(), Mark.parse(""));
    assertEquals(Optional.empty(), Mark.parse(null));
    assertFalse(Mark.parse(Mark.of(SHOP, "a", HERE).text() + " and more").isPresent());
  }

  @Test
  @DisplayName("More roles than the description holds do not fit")
  void tooMany() {
    List<String> roles = IntStream.range(0, 40).mapToObj(i -> "roles/a.b" + i).toList();
    assertFalse(Mark.of(SHOP, "greeter", HERE).and(roles, List.of()).fits());
    assertTrue(Mark.of(SHOP, "greeter", HERE).and(roles.subList(0, 12), List.of()).fits());
  }
}
