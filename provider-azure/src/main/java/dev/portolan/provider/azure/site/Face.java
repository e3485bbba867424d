package dev.portolan.provider.azure.site;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;

/**
 * What the world sees of a release that serves. It stands on the site, so that it can be told
 * without a look into the release.
 *
 * @param http whether it has callers over HTTP
 * @param path one that it answers; empty if there is none to name
 * @param probe the path that this release alone answers
 */
public record Face(boolean http, String path, String probe) {
  private static final String NONE = "none";
  private static final int MOST_TAG = 256;

  public static Face of(FunctionSpec spec, String probe) {
    boolean http = false;
    String path = "";
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.Http each) {
        http = true;
        path = path.isEmpty() && !each.path().contains("{") ? each.path() : path;
      }
    }
    return new Face(http, path, probe);
  }

  /** Reads what {@link #text()} has written; what was never written has no callers. */
  public static Face parse(String text) {
    String[] parts = text.split(" ", 3);
    String path = parts.length > 2 ? parts[2] : "";
    return new Face(parts.length > 1 && !parts[1].equals(NONE), path, parts[0]);
  }

  /** As it stands in a tag. */
  public String text() {
    String text = probe + " " + (http ? "http" : NONE) + (path.isEmpty() ? "" : " " + path);
    return text.length() <= MOST_TAG ? text : new Face(http, "", probe).text();
  }
}
