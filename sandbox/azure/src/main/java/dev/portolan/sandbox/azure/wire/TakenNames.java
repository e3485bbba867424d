package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Names that are taken by strangers, in subscriptions of which nothing else can be seen. */
public final class TakenNames {
  private static final String PART = "takenNames";

  private TakenNames() {}

  public static void take(ObjectNode tree, String type, String name) {
    tree.withObjectProperty(PART).put(ArmId.key(type + "/" + name), true);
  }

  public static boolean has(ObjectNode tree, String type, String name) {
    return tree.path(PART).has(ArmId.key(type + "/" + name));
  }
}
