package dev.portolan.provider.aws;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;

/**
 * One method and path of an HTTP API.
 *
 * @param open whether anyone may call it; otherwise callers sign as IAM knows them
 */
record Route(String method, String path, boolean open) {
  static List<Route> of(FunctionSpec spec) {
    List<Route> routes = new ArrayList<>();
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.Http http) {
        boolean open = http.access() == Trigger.Access.PUBLIC;
        http.methods().forEach(method -> routes.add(new Route(method, http.path(), open)));
        if (http.cors().isPresent() && !http.methods().contains("OPTIONS")) {
          routes.add(new Route("OPTIONS", http.path(), open));
        }
      }
    }
    return routes;
  }

  /** As API Gateway spells it: {@code GET /hello}. */
  String key() {
    return method + " " + path;
  }

  /** The path up to its first parameter, which nobody could guess. */
  String plainPath() {
    return path.contains("{") ? path.substring(0, path.indexOf('{')) : path;
  }

  /** For people, with who may call it. */
  String shown() {
    return key() + (open ? " (open to anyone)" : " (IAM callers)");
  }

  String authorization() {
    return open ? "NONE" : "AWS_IAM";
  }
}
