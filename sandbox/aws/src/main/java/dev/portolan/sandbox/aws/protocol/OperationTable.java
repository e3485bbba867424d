package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.CallRecord.Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The operations a service offers here. Read from a text: a line {@code Name access METHOD path
 * status} begins an operation, lines indented by two spaces a level name its members.
 */
public final class OperationTable {
  private final Map<String, Operation> byName;

  private OperationTable(Map<String, Operation> byName) {
    this.byName = byName;
  }

  public static OperationTable read(String resource) {
    try (InputStream text = OperationTable.class.getResourceAsStream(resource)) {
      return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OperationTable parse(List<String> text) {
    List<String> lines =
        text.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    Map<String, Operation> operations = new LinkedHashMap<>();
    int at = 0;
    while (at < lines.size()) {
      int end = blockEnd(lines, at, 0);
      String[] head = lines.get(at).split(" ");
      Operation operation =
          new Operation(
              head[0],
              Access.valueOf(head[1].toUpperCase(Locale.ROOT)),
              head[2],
              head[3],
              Integer.parseInt(head[4]),
              members(lines.subList(at + 1, end), 2));
      operations.put(operation.name(), operation);
      at = end;
    }
    return new OperationTable(operations);
  }

  private static List<Member> members(List<String> lines, int depth) {
    List<Member> members = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = blockEnd(lines, at, depth);
      members.add(MemberLine.read(lines.get(at), members(lines.subList(at + 1, end), depth + 2)));
      at = end;
    }
    return members;
  }

  private static int blockEnd(List<String> lines, int start, int depth) {
    int end = start + 1;
    while (end < lines.size() && lines.get(end).charAt(depth) == ' ') {
      end++;
    }
    return end;
  }

  /** An operation that a path and method address, with the decoded places of the path. */
  record Match(Operation operation, Map<String, String> places) {}

  Optional<Match> match(String method, String path) {
    for (Operation operation : byName.values()) {
      Optional<Map<String, String>> places = operation.match(method, path);
      if (places.isPresent()) {
        return Optional.of(new Match(operation, places.get()));
      }
    }
    return Optional.empty();
  }

  /** The operation of this name. */
  public Optional<Operation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
