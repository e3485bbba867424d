package dev.portolan.provider.gcp.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Owner;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Names that Google takes, whatever a project is called. */
class NamesTest {
  private static final List<String> ARTIFACTS =
      List.of("shop", "s", "9lives", "Shop.Core_x", "-", "a".repeat(80), "A".repeat(80), "é");

  @Test
  @DisplayName("Services and accounts have names that Google takes, each its own")
  void valid() {
    for (String artifact : ARTIFACTS) {
      Owner owner = Owner.of("com.acme", artifact, "t");
      String service = Names.service(owner, "f");
      assertTrue(service.length() + Names.TAG.length() <= 46, service);
      assertTrue(service.matches("[a-z]([a-z0-9-]{0,40}[a-z0-9])?"), service);
      String account = Names.account(owner, "f", "europe-west1");
      assertTrue(account.matches("[a-z][a-z0-9-]{4,28}[a-z0-9]"), account);
    }
    assertEquals(
        ARTIFACTS.size(),
        ARTIFACTS.stream()
            .map(artifact -> Names.service(Owner.of("com.acme", artifact, "t"), "f"))
            .distinct()
            .count());
    Owner shop = Owner.of("com.acme", "shop", "dev");
    assertEquals("shop-dev-hello", Names.service(shop, "hello"));
    assertNotEquals(
        Names.account(shop, "hello", "europe-west1"), Names.account(shop, "hello", "us-central1"));
  }

  @Test
  @DisplayName("Labels are such as Google takes, and tell owners of equal names apart")
  void labels() {
    Owner one = Owner.of("com.acme", "shop", "dev");
    Owner other = Owner.of("com.rival", "shop", "dev");
    Ownership.labels(one, "hello")
        .forEach(
            (key, value) -> {
              assertTrue(key.matches("[a-z][a-z0-9_-]{0,62}"), key);
              assertTrue(value.matches("[a-z0-9_-]{0,63}"), value);
            });
    assertNotEquals(Ownership.digest(one), Ownership.digest(other));
    assertTrue(Ownership.owns(one, Ownership.labels(one, "hello")));
    String hint = Ownership.refusal(one, List.of("service hello")).hint();
    Ownership.labels(one, "hello").keySet().stream()
        .filter(label -> !label.equals(Ownership.MANAGED_BY))
        .forEach(label -> assertTrue(hint.contains(label + "="), hint));
  }

  @Test
  @DisplayName("A project of a domain has accounts under both names, turned round")
  void domains() {
    assertEquals(
        "a@shop.example.com.iam.gserviceaccount.com",
        new Place("example.com:shop", "europe-west1").email("a"));
  }
}
