package dev.portolan.provider.aws;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One method and path of an HTTP API, and whom it lets through. */
record Route(String method, String path, Guard guard) {
  /** Whom a route lets through. */
  enum Guard {
    OPEN("NONE", '+', "open to anyone"),
    /** Callers sign as IAM knows them. */
    IAM("AWS_IAM", '-', "IAM callers"),
    /** Callers bring a token, which the function's authorizer checks. */
    TOKEN("JWT", '*', "callers with a token");

    private final String authorization;
    private final char mark;
    private final String shown;

    Guard(String authorization, char mark, String shown) {
      this.authorization = authorization;
      this.mark = mark;
      this.shown = shown;
    }

    /** As a release's text spells it. */
    char mark() {
      return mark;
    }

    static Optional<Guard> marked(String text) {
      return Arrays.stream(values()).filter(each -> text.equals("" + each.mark)).findFirst();
    }
  }

  static List<Route> of(FunctionSpec spec) {
    List<Route> routes = new ArrayList<>();
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.Http http) {
        Guard guard = guard(http);
        http.methods().forEach(method -> routes.add(new Route(method, http.path(), guard)));
        if (http.cors().isPresent() && !http.methods().contains("OPTIONS")) {
          routes.add(new Route("OPTIONS", http.path(), guard));
        }
      }
    }
    return routes;
  }

  private static Guard guard(Trigger.Http http) {
    if (http.access() == Trigger.Access.PUBLIC) {
      return Guard.OPEN;
    }
    return http.jwt().isPresent() ? Guard.TOKEN : Guard.IAM;
  }

  boolean open() {
    return guard == Guard.OPEN;
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
    return key() + " (" + guard.shown + ")";
  }

  String authorization() {
    return guard.authorization;
  }
}
