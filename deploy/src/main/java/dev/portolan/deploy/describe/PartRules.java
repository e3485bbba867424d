package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Part;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;

/**
 * Where the components of a function's input are taken from: read off the record, so that nothing
 * is looked for at run time, and held to what can be read from there on every platform.
 */
final class PartRules {
  /** A token of RFC 9110. */
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * What is said to the next server and not to the function.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, 7.6.1: fields
   *     that an intermediary removes</a>
   */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect");

  private static final Set<String> SINGLE =
      Set.of(
          "boolean",
          "byte",
          "char",
          "double",
          "float",
          "int",
          "long",
          "short",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.CharSequence",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.String",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.net.URI",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.UUID");

  /** Those that the codec makes of a text: they have a {@code parse}, or are a zone. */
  private static final Set<String> TIMES =
      Set.of(
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.LocalTime",
          "java.time.MonthDay",
          "java.time.OffsetDateTime",
          "java.time.OffsetTime",
          "java.time.Period",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.ZoneId",
          "java.time.ZoneOffset",
          "java.time.ZonedDateTime");

  private static final Set<String> MANY =
      Set.of("java.util.Collection", "java.util.List", "java.util.Set", "java.util.SortedSet");

  private final Classes classes;
  private final FunctionSpec function;
  private final String where;
  private final List<Problem> problems;

  private PartRules(Classes classes, FunctionSpec function, String where, List<Problem> problems) {
    this.classes = classes;
    this.function = function;
    this.where = where;
    this.problems = problems;
  }

  /** Where each component is taken from; empty if none says so, or what they say is a problem. */
  static List<Part> of(
      Optional<JavaType> input,
      Classes classes,
      FunctionSpec function,
      String where,
      List<Problem> problems)
      throws IOException {
    Optional<ClassFile> file =
        input.isPresent() && input.get().dimensions() == 0
            ? classes.find(input.get().name())
            : Optional.empty();
    boolean placed =
        file.isPresent()
            && file.get().components().stream().anyMatch(each -> !each.annotations().isEmpty());
    return placed ? new PartRules(classes, function, where, problems).read(file.get()) : List.of();
  }

  private List<Part> read(ClassFile file) throws IOException {
    String record = file.simpleName();
    if (!file.parameters().isEmpty()) {
      problem(record + " says where its parts are, and has type parameters", "take a plain record");
    }
    boolean http = function.triggers().stream().allMatch(Trigger.Http.class::isInstance);
    if (!http || function.triggers().isEmpty()) {
      problem(
          record + " says where its parts are in a request, but requests alone do not call it",
          "make a function of its own for the requests, at an @Http path");
    }
    List<Part> parts = new ArrayList<>();
    for (ClassFile.Component component : file.components()) {
      String name = record + "." + component.name();
      List<Part> own = Annotations.parts(component);
      if (own.size() == 1) {
        check(name, own.get(0), component.type());
        parts.add(own.get(0));
      } else {
        problem(
            own.isEmpty()
                ? name + " does not say where it is taken from, as other parts do"
                : name + " is taken from two places",
            "give it one of @Http.Path, @Http.Query, @Http.Header and @Http.Body; what the body"
                + " has several of is a record of its own");
      }
    }
    if (parts.stream().filter(part -> part.from() == Part.From.BODY).count() > 1) {
      problem(record + " takes the body twice", "make one record of both");
    }
    return parts;
  }

  private void check(String name, Part part, JavaType type) throws IOException {
    switch (part.from()) {
      case BODY -> body(name);
      case PATH -> path(name, part.name());
      case HEADER -> header(name, part.name());
      default -> {
        // any name may stand in a query
      }
    }
    if (part.from() != Part.From.BODY && !isOfText(type)) {
      problem(
          name + " is a " + type + ", which no text is",
          "make it text, a number, a boolean, an enum, a java.time value, a UUID, a URI, or an"
              + " Optional, a List or a Set of these");
    }
  }

  private void body(String name) {
    boolean none =
        function
            .triggers(Trigger.Http.class)
            .flatMap(http -> http.methods().stream())
            .allMatch(method -> Set.of("GET", "HEAD", "OPTIONS").contains(method));
    if (none && !function.triggers().isEmpty()) {
      problem(name + " is taken from the body, and no method has one", "name POST, PUT or PATCH");
    }
  }

  private void path(String name, String variable) {
    function
        .triggers(Trigger.Http.class)
        .filter(http -> !List.of(http.path().split("/")).contains("{" + variable + "}"))
        .forEach(
            http ->
                problem(
                    name + " is taken from the path, and '" + http.path() + "' has no " + variable,
                    "name a variable of the path, as in /orders/{" + variable + "}"));
  }

  private void header(String name, String header) {
    if (!HEADER.matcher(header).matches()) {
      problem(name + " is taken from the header '" + header + "', which cannot be one", "name one");
    } else if (OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT))) {
      problem(
          name + " is taken from " + header + ", which a platform's gateway keeps for itself",
          "take another header");
    }
  }

  private boolean isOfText(JavaType type) throws IOException {
    if (type.dimensions() > 0) {
      return type.dimensions() == 1
          && !type.name().equals("byte")
          && isSingle(type.withDimensions(0));
    }
    if (type.arguments().size() == 1) {
      JavaType element = type.arguments().get(0);
      return MANY.contains(type.name()) && isSingle(element)
          || type.name().equals("java.util.Optional") && isSingle(element);
    }
    return isSingle(type);
  }

  private boolean isSingle(JavaType type) throws IOException {
    if (type.dimensions() > 0 || !type.arguments().isEmpty()) {
      return false;
    }
    return SINGLE.contains(type.name())
        || TIMES.contains(type.name())
        || classes.find(type.name()).filter(file -> file.has(Opcodes.ACC_ENUM)).isPresent();
  }

  private void problem(String what, String hint) {
    problems.add(Problem.of(where, what, hint));
  }
}
