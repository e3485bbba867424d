package dev.portolan.deploy.sandbox;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.util.Optional;

/** How one process asks another, which keeps clouds up, to have something happen there. */
final class FireWire {
  private static final ObjectMapper JSON = new ObjectMapper().addMixIn(Trigger.class, ByName.class);

  static {
    JSON.registerSubtypes(Trigger.class.getPermittedSubclasses());
  }

  private FireWire() {}

  /** A trigger's own name says which it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  private interface ByName {}

  /** What is asked of one provider's cloud. */
  record Question(String provider, Happening happening) {}

  /** What came of it, or why nothing did. */
  record Answer(Happening.Result result, Refusal refusal) {
    Happening.Result orThrow() {
      if (refusal != null) {
        throw DeployException.of(refusal.kind, refusal.message, refusal.hint);
      }
      return result;
    }
  }

  /** A {@link DeployException} on its way. */
  record Refusal(DeployException.Kind kind, String message, String hint) {
    static Refusal of(DeployException e) {
      return new Refusal(e.kind(), Optional.ofNullable(e.getMessage()).orElse(""), e.hint());
    }
  }

  static byte[] write(Object message) throws IOException {
    return JSON.writeValueAsBytes(message);
  }

  static <T> T read(byte[] message, Class<T> type) throws IOException {
    return JSON.readValue(message, type);
  }
}
