package dev.portolan.sandbox.azure.wire;

import dev.portolan.sandbox.CallRecord.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls that a provider offers here. */
public final class Routes {
  private final String provider;
  private final Set<String> versions;
  private final String root;
  private final List<Route> all;

  private Routes(String provider, Set<String> versions, String root, List<Route> all) {
    this.provider = provider;
    this.versions = versions;
    this.root = root;
    this.all = all;
  }

  /** None yet, of this provider in these versions; the first is the one meant. */
  public static Routes of(String provider, String... versions) {
    return new Routes(provider, Set.of(versions), "", new ArrayList<>());
  }

  /** Adds to the same list below this path. */
  public Routes below(String path) {
    return new Routes(provider, versions, root + path, all);
  }

  public Routes get(String operation, String path, Action action) {
    return on(operation, "GET", path, Access.READ, Optional.empty(), action);
  }

  public Routes head(String operation, String path, Action action) {
    return on(operation, "HEAD", path, Access.READ, Optional.empty(), action);
  }

  /** A read that is asked for with POST, because what it tells is secret. */
  public Routes ask(String operation, String path, Action action) {
    return on(operation, "POST", path, Access.READ, Optional.empty(), action);
  }

  /** A read that is asked for with a body. */
  public Routes ask(String operation, String path, String shape, Action action) {
    return on(operation, "POST", path, Access.READ, Optional.of(JsonShape.of(shape)), action);
  }

  /** A look at something that is not done. */
  public Routes poll(String operation, String path, Action action) {
    return on(operation, "GET", path, Access.POLL, Optional.empty(), action);
  }

  public Routes put(String operation, String path, String shape, Action action) {
    return on(operation, "PUT", path, Access.MUTATION, Optional.of(JsonShape.of(shape)), action);
  }

  public Routes patch(String operation, String path, String shape, Action action) {
    return on(operation, "PATCH", path, Access.MUTATION, Optional.of(JsonShape.of(shape)), action);
  }

  public Routes post(String operation, String path, Action action) {
    return on(operation, "POST", path, Access.MUTATION, Optional.empty(), action);
  }

  public Routes delete(String operation, String path, Action action) {
    return on(operation, "DELETE", path, Access.MUTATION, Optional.empty(), action);
  }

  private Routes on(
      String operation,
      String method,
      String path,
      Access access,
      Optional<JsonShape> shape,
      Action action) {
    PathTemplate template = PathTemplate.of(root + path);
    all.add(new Route(provider, operation, method, template, versions, access, shape, action));
    return this;
  }

  public List<Route> all() {
    return List.copyOf(all);
  }
}
