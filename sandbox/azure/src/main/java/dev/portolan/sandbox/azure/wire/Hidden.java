package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What a resource remembers and does not tell: its members that begin with a dollar. */
public final class Hidden {
  /** Before this moment reads do not find it. */
  public static final String APPEARS = "$appears";

  private Hidden() {}

  /** A copy without what is hidden. */
  public static ObjectNode without(ObjectNode resource) {
    ObjectNode told = resource.objectNode();
    resource
        .properties()
        .forEach(
            member -> {
              if (!member.getKey().startsWith("$")) {
                told.set(member.getKey(), member.getValue().deepCopy());
              }
            });
    return told;
  }

  /** Whether the moment that stands in this member is there. */
  public static boolean isDue(ObjectNode resource, String member, Instant now) {
    String from = resource.path(member).asText();
    return from.isEmpty() || !Instant.parse(from).isAfter(now);
  }
}
