package dev.portolan.provider.azure.cosmos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is the same at Cosmos DB, and what only looks so. */
class DataRightTest {
  private static final String ACCOUNT =
      "/subscriptions/s/resourceGroups/Data/providers/Microsoft.DocumentDB/databaseAccounts/Acme";
  private static final String PEOPLE = ACCOUNT + "/sqlDatabases/Shop/containers/People";

  private static DataRight.Held held(DataRight right) {
    return DataRight.Held.of(
        Map.of("id", right.id(), "properties", right.body().get("properties")));
  }

  @Test
  @DisplayName(
      "Names of databases and containers differ by case, those of accounts and groups do not")
  void rights() {
    DataRight right = new DataRight(PEOPLE, DataRight.READER, "me");
    String spelled = PEOPLE.replace("Acme", "acme").replace("/Data/", "/DATA/");
    DataRight same = new DataRight(spelled, DataRight.READER, "ME");
    assertTrue(right.is(held(same)));
    assertTrue(right.in(List.of(held(same))));
    assertTrue(held(same).made());
    for (String other :
        List.of(PEOPLE.replace("People", "people"), PEOPLE.replace("Shop", "shop"))) {
      DataRight another = new DataRight(other, DataRight.READER, "me");
      assertNotEquals(right.id(), another.id(), "both can be there");
      assertFalse(right.in(List.of(held(another))), other);
    }
  }

  @Test
  @DisplayName("Leases in databases that differ by case are others, and are remembered apart")
  void leases() {
    Leases own = new Leases(PEOPLE);
    Leases spelled = new Leases(PEOPLE.replace("Acme", "acme"));
    Leases other = new Leases(PEOPLE.replace("Shop", "shop"));
    assertTrue(own.is(spelled));
    assertEquals(own.tag().keySet(), spelled.tag().keySet());
    assertFalse(own.is(other));
    assertNotEquals(own.tag().keySet(), other.tag().keySet());
  }
}
