package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The IAM statements a function asks for itself: one, or an array of them, as JSON or in a file.
 */
final class Statements {
  private static final String KEY = "statements";

  private Statements() {}

  static List<JsonNode> read(SettingReader reader) {
    Optional<String> text = text(reader);
    if (text.isEmpty()) {
      return List.of();
    }
    Optional<JsonNode> json = Json.read(text.get()).filter(JsonNode::isContainerNode);
    if (json.isEmpty()) {
      reader.problem(KEY, "is neither a JSON statement nor an array of them");
      return List.of();
    }
    List<JsonNode> statements = new ArrayList<>();
    if (json.get().isArray()) {
      json.get().forEach(statements::add);
    } else {
      statements.add(json.get());
    }
    statements.forEach(statement -> verify(statement, reader));
    return statements;
  }

  private static void verify(JsonNode statement, SettingReader reader) {
    for (String field : List.of("Effect", "Resource")) {
      if (!statement.has(field)) {
        reader.problem(KEY, "a statement has no " + field);
      }
    }
    if (!statement.has("Action") && !statement.has("NotAction")) {
      reader.problem(KEY, "a statement has no Action");
    }
    if (statement.has("Principal")) {
      reader.problem(KEY, "a role's statement has no Principal: it speaks of the role itself");
    }
  }

  private static Optional<String> text(SettingReader reader) {
    Optional<String> given = reader.settings().get(KEY);
    if (given.isEmpty() || !given.get().startsWith("@")) {
      return given;
    }
    try {
      return Optional.of(Files.readString(Path.of(given.get().substring(1))));
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      reader.problem(KEY, "cannot read the file " + given.get().substring(1));
      return Optional.empty();
    }
  }
}
