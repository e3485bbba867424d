package dev.portolan.provider.azure.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Owner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Names that Azure takes, whatever a project is called. */
class NamesTest {
  private static final List<String> ARTIFACTS =
      List.of(
          "shop", "s", "9lives", "Shop.Core_x", "_", "a".repeat(80), "A".repeat(80), "é", "a--b");
  private static final Place PLACE = new Place("42", "shop", "westeurope");

  @Test
  @DisplayName("Each has names that Azure takes, its own")
  void valid() {
    Set<String> sites = new HashSet<>();
    Set<String> accounts = new HashSet<>();
    for (String artifact : ARTIFACTS) {
      Owner owner = Owner.of("com.acme", artifact, "t");
      for (String function : List.of("f", "x".repeat(32), "a--b")) {
        String site = Names.site(PLACE, owner, function);
        assertTrue(site.matches("(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]"), site);
        assertTrue(sites.add(site), site);
      }
      String account = Names.storageAccount(PLACE, owner);
      assertTrue(account.matches("[a-z][a-z0-9]{2,23}"), account);
      assertTrue(accounts.add(account), account);
    }
  }

  @Test
  @DisplayName("They stay the same from run to run, and are readable")
  void stable() {
    Owner owner = Owner.of("com.acme", "shop", "dev");
    assertEquals("shop-dev-hello-a3a7387d", Names.site(PLACE, owner, "hello"));
    assertEquals("shopdev614e2d5b1161c", Names.storageAccount(PLACE, owner));
    assertEquals("shop-dev", Names.resourceGroup(owner));
    assertEquals(
        Names.site(PLACE, owner, "hello"),
        Names.site(new Place("42", "SHOP", "westeurope"), owner, "hello"),
        "Azure does not tell groups apart by case");
  }

  @Test
  @DisplayName("Another subscription or group has other names of what all of Azure shares")
  void global() {
    Owner owner = Owner.of("com.acme", "shop", "dev");
    for (Place other : List.of(new Place("43", "shop", "x"), new Place("42", "other", "x"))) {
      assertNotEquals(Names.site(PLACE, owner, "f"), Names.site(other, owner, "f"));
      assertNotEquals(Names.storageAccount(PLACE, owner), Names.storageAccount(other, owner));
    }
    Owner namesake = Owner.of("org.example", "shop", "dev");
    assertNotEquals(Names.site(PLACE, owner, "f"), Names.site(PLACE, namesake, "f"));
  }

  @Test
  @DisplayName("Containers have single dashes; two functions have two")
  void containers() {
    Owner owner = Owner.of("com.acme", "shop", "dev");
    assertEquals("app-80cdaad0-hello", Names.container(owner, "hello"));
    String odd = Names.container(owner, "a--b");
    assertTrue(odd.matches("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"), odd);
    assertNotEquals(odd, Names.container(owner, "a-b"));
    assertTrue(Names.container(owner, "x".repeat(80)).length() <= 63);
    Owner other = Owner.of("org.example", "shop", "dev");
    assertNotEquals(Names.container(owner, "hello"), Names.container(other, "hello"));
    assertNotEquals(Names.shelf(owner, "hello"), Names.shelf(other, "hello"));
  }

  @Test
  @DisplayName("A tag's name is known in any case; no tags are nobody's")
  void tags() {
    Owner owner = Owner.of("com.acme", "shop", "dev");
    assertTrue(Ownership.owns(owner, Map.of("Portolan-Owner", "com.acme:shop:dev")));
    assertFalse(Ownership.owns(owner, Map.of("portolan-owner", "com.acme:shop:prod")));
    assertFalse(Ownership.owns(owner, null));
    assertTrue(Ownership.stranger("site x", Map.of()).contains("has no portolan-owner tag"));
  }

  @Test
  @DisplayName("A subscription's name has 50 characters at most, and is nobody else's")
  void subscriptions() {
    Owner owner = Owner.of("com.acme", "shop", "dev");
    String name = Names.subscription(PLACE, owner, "hello");
    assertTrue(name.matches("shop-dev-hello-[0-9a-f]{20}"), name);
    String longest = Names.subscription(PLACE, owner, "a" + "-b".repeat(40));
    assertTrue(longest.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,48}[A-Za-z0-9]"), longest);
    assertNotEquals(longest, Names.subscription(PLACE, owner, "a" + "-b".repeat(41)));
    Place elsewhere = new Place("43", "shop", "westeurope");
    assertNotEquals(name, Names.subscription(elsewhere, owner, "hello"));
    assertNotEquals(name, Names.subscription(PLACE, Owner.of("com.acme", "shop", "prod"), "hello"));
  }
}
