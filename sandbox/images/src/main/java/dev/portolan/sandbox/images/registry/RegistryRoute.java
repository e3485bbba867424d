package dev.portolan.sandbox.images.registry;

import dev.portolan.sandbox.CallRecord.Access;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request to the registry is about.
 *
 * @param operation as fault points name it
 * @param name of the repository; empty where there is none
 * @param reference digest, tag or upload; empty where there is none
 */
record RegistryRoute(String operation, Access access, String name, String reference) {
  private static final String NAME =
      "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*";
  private static final Pattern PATH =
      Pattern.compile("/v2/(" + NAME + ")/(blobs/uploads|blobs|manifests|tags)/([^/]*)");

  static Optional<RegistryRoute> from(String method, String path) {
    if (path.equals("/v2/") || path.equals("/v2")) {
      return Optional.of(new RegistryRoute("ping", Access.READ, "", ""));
    }
    if (path.equals("/v2/_catalog")) {
      return Optional.of(new RegistryRoute("list repositories", Access.READ, "", ""));
    }
    Matcher match = PATH.matcher(path);
    if (!match.matches()) {
      return Optional.empty();
    }
    String what = match.group(2);
    String reference = match.group(3);
    String operation =
        switch (what + " " + method) {
          case "blobs GET" -> "get blob";
          case "blobs HEAD" -> "head blob";
          case "blobs DELETE" -> "delete blob";
          case "blobs/uploads POST" -> "start upload";
          case "blobs/uploads GET" -> "look at upload";
          case "blobs/uploads PATCH" -> "upload chunk";
          case "blobs/uploads PUT" -> "finish upload";
          case "blobs/uploads DELETE" -> "cancel upload";
          case "manifests GET" -> "get manifest";
          case "manifests HEAD" -> "head manifest";
          case "manifests PUT" -> "put manifest";
          case "manifests DELETE" -> "delete manifest";
          case "tags GET" -> "list tags";
          default -> "";
        };
    if (operation.isEmpty() || what.equals("tags") && !reference.equals("list")) {
      return Optional.empty();
    }
    boolean read = method.equals("GET") || method.equals("HEAD");
    return Optional.of(
        new RegistryRoute(
            operation, read ? Access.READ : Access.MUTATION, match.group(1), reference));
  }
}
