package dev.portolan.provider.gcp.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Ingress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the world sees of a revision, written into its environment and read from there. */
class FaceTest {
  @Test
  @DisplayName("What is written is read")
  void roundTrip() {
    Face face =
        face(
            new Trigger.Http("/a/{id}", List.of("GET"), Trigger.Access.AUTHENTICATED),
            new Trigger.Http("/a=b;c", List.of("GET"), Trigger.Access.PUBLIC));
    assertEquals(new Face(true, true, "/a=b;c", Ingress.INTERNAL), face);
    assertEquals(face, Face.of(Map.of(Face.VARIABLE, face.text())));
    Face events = face(new Trigger.Topic("orders", List.of()));
    assertEquals(new Face(false, false, "", Ingress.INTERNAL), events);
    assertEquals(events, Face.of(Map.of(Face.VARIABLE, events.text())));
  }

  @Test
  @DisplayName("What was never written is closed")
  void unwritten() {
    assertEquals(new Face(false, false, "", Ingress.ALL), Face.of(Map.of()));
  }

  private static Face face(Trigger... triggers) {
    return Face.of(FunctionSpec.of("f", "a.F", "a.I", "a.O", List.of(triggers)), Ingress.INTERNAL);
  }
}
