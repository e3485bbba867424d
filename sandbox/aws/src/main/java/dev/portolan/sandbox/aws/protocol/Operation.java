package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.CallRecord.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One operation of a service as its published model names it.
 *
 * @param path template with places in braces
 * @param status answered on success
 */
public record Operation(
    String name, Access access, String method, String path, int status, List<Member> input) {

  public Operation {
    input = List.copyOf(input);
  }

  /** The decoded places of the path, when the method and the path are this operation's. */
  Optional<Map<String, String>> match(String requestMethod, String requestPath) {
    if (!method.equals(requestMethod)) {
      return Optional.empty();
    }
    String[] template = path.split("/", -1);
    List<String> given = new ArrayList<>(List.of(requestPath.split("/", -1)));
    boolean trailingSlash =
        given.size() == template.length + 1 && given.get(given.size() - 1).isEmpty();
    if (trailingSlash) {
      given.remove(given.size() - 1);
    }
    if (given.size() != template.length) {
      return Optional.empty();
    }
    Map<String, String> places = new TreeMap<>();
    for (int i = 0; i < template.length; i++) {
      if (template[i].startsWith("{")) {
        places.put(
            template[i].substring(1, template[i].length() - 1), PathText.decoded(given.get(i)));
      } else if (!template[i].equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(places);
  }
}
