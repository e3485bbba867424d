package dev.portolan.provider.aws;

import static dev.portolan.provider.aws.EventScene.hello;
import static dev.portolan.provider.aws.EventScene.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stage in two regions of one account, whose roles are not a region's but have its name. */
class TwoRegionsTest {
  private static final Map<String, String> THERE = Map.of("region", "eu-central-1");
  private static final String ROLE = "shop-dev-hello.us-east-1";
  private static final String ITS = "shop-dev-hello.eu-central-1";

  @TempDir private Path directory;
  private EventScene scene;

  @BeforeEach
  void open() {
    scene = new EventScene(directory);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private JsonNode roles() {
    return scene.aws.state().at("/iam/roles");
  }

  private String policy(String role) {
    return roles().path(role).path("_inline").path(Policies.INLINE).asText();
  }

  @Test
  void eachHasARoleThatMayWriteItsLogAlone() throws Exception {
    scene.deployed(hello());
    verified(scene.deploy(THERE, hello()));
    assertTrue(policy(ROLE).contains(":logs:us-east-1:"), policy(ROLE));
    assertTrue(policy(ITS).contains(":logs:eu-central-1:"), policy(ITS));
    assertTrue(scene.deployed(hello()).plan().orElseThrow().isEmpty());
    assertTrue(verified(scene.deploy(THERE, hello())).plan().orElseThrow().isEmpty());
  }

  @Test
  void whatGoesInOneStaysInTheOther() throws Exception {
    scene.deployed(hello());
    verified(scene.deploy(THERE, hello()));
    JsonNode before = roles().path(ROLE).deepCopy();
    verified(scene.with(THERE, portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(before, roles().path(ROLE));
    assertFalse(roles().has(ITS));
    assertTrue(scene.deployed(hello()).plan().orElseThrow().isEmpty());
  }

  @Test
  void aRoleThatIsAllThatIsLeftOfAFunctionGoesFromItsOwnRegion() throws Exception {
    scene.deployed(hello());
    scene.clients.lambda().get().deleteFunction(f -> f.functionName("shop-dev-hello"));
    String group = Place.logGroup("shop-dev-hello");
    scene.clients.logs().get().deleteLogGroup(l -> l.logGroupName(group));
    verified(scene.with(THERE, portolan -> portolan.destroy(Samples.OWNER)));
    assertTrue(roles().has(ROLE));
    verified(scene.with(Map.of(), portolan -> portolan.destroy(Samples.OWNER)));
    assertEquals(0, roles().size());
  }

  @Test
  void aRoleOfAnyLengthIsOneRegions() {
    Place here = Clouds.place();
    Place there = new Place(here.owner(), here.partition(), here.account(), "eu-central-1");
    String longest = "f".repeat(64);
    assertTrue(here.role(longest).length() <= 64);
    assertNotEquals(here.role(longest), there.role(longest));
    assertNotEquals(here.role(longest), here.role("f".repeat(63) + "g"));
    assertNotEquals(here.role(longest), here.scheduleRole(longest));
  }
}
