package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Whether JSON can be made of what a function answers, and what it takes of JSON, as the codec of
 * the function side does it: what would fail there with each request, or be read as an empty
 * object, is refused here. What is not known for sure is let pass. Another codec has other rules,
 * so that these are for projects with that of the house.
 */
final class TypeRules {
  private static final Map<String, String> INSTEAD_OF_SCALA =
      Map.of(
          "scala.Option", "java.util.Optional",
          "scala.collection.immutable.Map", "java.util.Map",
          "scala.collection.immutable.Set", "java.util.Set",
          "scala.math.BigDecimal", "java.math.BigDecimal",
          "scala.math.BigInt", "java.math.BigInteger",
          "scala.runtime.BoxedUnit", "Void");

  /** How often a class may stand in itself with other arguments. */
  private static final int AGAIN = 3;

  private final Classes classes;
  private final String where;
  private final List<Problem> problems;
  private final Set<String> seen = new HashSet<>();

  /** The classes from the function to where it looks, by their names without arguments. */
  private final List<String> way = new ArrayList<>();

  private TypeRules(Classes classes, String where, List<Problem> problems) {
    this.classes = classes;
    this.where = where;
    this.problems = problems;
  }

  /** All that is wrong with what a function takes and answers. */
  static List<Problem> check(ClassFile file, Handler handler, Classes classes) throws IOException {
    List<Problem> problems = new ArrayList<>();
    boolean scala =
        classes.type(file.name()).map(TypeFile::language).orElse(TypeFile.Language.JAVA)
            == TypeFile.Language.SCALA;
    JavaType input = handler.input().orElseThrow();
    new TypeRules(classes, file.where(), problems).read(input, "takes " + input, scala);
    JavaType output = handler.output().orElseThrow();
    if (!isNothing(output.name())) {
      new TypeRules(classes, file.where(), problems).write(output, "answers " + output);
    }
    return problems;
  }

  private static boolean isNothing(String name) {
    return name.equals("kotlin.Unit") || name.equals("scala.runtime.BoxedUnit");
  }

  /**
   * @param what begins the message, with the way from the function to the type
   * @param scala whether Scala names it, to which a number in a list is an {@code Object}
   */
  private void read(JavaType type, String what, boolean scala) throws IOException {
    if (type.variable() || !type.name().contains(".") || !seen.add(type.toString() + scala)) {
      return;
    }
    if (isForeign(type, what) || isScalaEnum(type, what)) {
      return;
    }
    for (JavaType argument : type.arguments()) {
      if (scala && argument.equals(JavaType.OBJECT)) {
        tell(
            what + ", whose elements have no type in class files, as Scala's own numbers have none",
            "name a class: java.lang.Integer in place of Int");
      } else if (isContainer(type.name())) {
        read(argument, what, scala);
      }
    }
    Optional<TypeFile> found = shape(type.name());
    if (found.isPresent() && enter(type)) {
      read(found.get(), bindings(found.get(), type), what);
      way.remove(way.size() - 1);
    }
  }

  private void read(TypeFile file, Map<String, JavaType> bound, String what) throws IOException {
    boolean scala = file.language() == TypeFile.Language.SCALA;
    if (file.isRecord()) {
      for (TypeFile.Member component : file.components()) {
        read(component.type().bind(bound), of(what, file, component.name()), scala);
      }
      return;
    }
    if (file.has(Opcodes.ACC_INTERFACE) || file.has(Opcodes.ACC_ABSTRACT)) {
      tell(
          what
              + ": JSON does not say which class to make of "
              + file.name()
              + ", which is abstract",
          "take a record, a data class or a case class");
      return;
    }
    Optional<TypeFile.Method> made = file.made();
    boolean changeable = file.emptyConstructor() && isSettable(file);
    if (made.isPresent() && (!changeable || file.language() != TypeFile.Language.JAVA)) {
      for (int i = 0; i < made.get().takes().size(); i++) {
        JavaType taken = made.get().takes().get(i).bind(bound);
        read(taken, of(what, file, made.get().names().get(i)), scala);
      }
    } else if (!changeable) {
      unreadable(file, what);
    }
  }

  /**
   * Whether an object is told anything after it was made; also if one of its ancestors is not
   * there. What that is is not looked at: the codec asks for it only where a document has its name.
   */
  private boolean isSettable(TypeFile file) throws IOException {
    for (TypeFile each : withAncestors(file)) {
      boolean setter =
          each.methods().stream()
              .anyMatch(method -> method.name().matches("set.+") && method.takes().size() == 1);
      boolean open =
          each.fields().stream()
              .filter(field -> field.has(Opcodes.ACC_PUBLIC))
              .anyMatch(field -> !field.has(Opcodes.ACC_FINAL) && !field.has(Opcodes.ACC_STATIC));
      if (setter || open) {
        return true;
      }
    }
    return !isWhole(file);
  }

  private void unreadable(TypeFile file, String what) {
    boolean unnamed = file.isUnnamed();
    boolean kotlin = file.language() == TypeFile.Language.KOTLIN;
    String why =
        unnamed
            ? "the class file of " + file.name() + " does not name its constructor's parameters"
            : "nothing says how to make a " + file.name();
    String hint = "make it a record, or give it a constructor without parameters and setters";
    if (file.name().startsWith("kotlin.")) {
      hint = "make a data class of your own in its place";
    } else if (kotlin && unnamed) {
      hint =
          "compile with -java-parameters: <javaParameters>true</javaParameters> in the"
              + " configuration of kotlin-maven-plugin";
    } else if (kotlin) {
      hint =
          "make it a data class whose constructor is public and takes no value class (UInt is one)";
    } else if (file.language() == TypeFile.Language.SCALA) {
      hint = "make it a case class that stands in no other class";
    } else if (unnamed) {
      hint = "make it a record, or compile it with -parameters";
    }
    tell(what + ": " + why, hint);
  }

  private void write(JavaType type, String what) throws IOException {
    if (type.variable() || !type.name().contains(".") || !seen.add(type.toString())) {
      return;
    }
    if (isForeign(type, what) || isScalaEnum(type, what)) {
      return;
    }
    if (isContainer(type.name())) {
      for (JavaType argument : type.arguments()) {
        write(argument, what);
      }
    }
    Optional<TypeFile> found = shape(type.name());
    if (found.isPresent() && enter(type)) {
      write(found.get(), bindings(found.get(), type), what);
      way.remove(way.size() - 1);
    }
  }

  /** Whether to look into it: not for ever, where a class has itself with more arguments. */
  private boolean enter(JavaType type) {
    return way.stream().filter(type.name()::equals).count() < AGAIN && way.add(type.name());
  }

  private void write(TypeFile file, Map<String, JavaType> bound, String what) throws IOException {
    if (file.isRecord()) {
      for (TypeFile.Member component : file.components()) {
        write(component.type().bind(bound), of(what, file, component.name()));
      }
      return;
    }
    Map<String, JavaType> properties = new HashMap<>();
    for (TypeFile each : withAncestors(file)) {
      collect(each, properties);
    }
    for (Map.Entry<String, JavaType> each : properties.entrySet()) {
      write(each.getValue().bind(bound), of(what, file, each.getKey()));
    }
    if (properties.isEmpty() && isWhole(file) && isPlain(file)) {
      tell(
          what + ": a " + file.name() + " has no properties, so nothing of it would be told",
          "make it a record, a data class or a case class, or answer Void");
    } else if (isMisread(file)) {
      unreadable(file, what);
    }
  }

  private static void collect(TypeFile file, Map<String, JavaType> properties) {
    List<String> made = file.made().map(TypeFile.Method::names).orElse(List.of());
    for (TypeFile.Method method : file.methods()) {
      boolean bool = method.returns().toString().equals("boolean");
      boolean getter = method.name().matches("get.+") || bool && method.name().matches("is.+");
      if (method.takes().isEmpty()
          && !method.returns().toString().equals("void")
          && (getter || made.contains(method.name()))) {
        properties.put(method.name(), method.returns());
      }
    }
    file.fields().stream()
        .filter(field -> field.has(Opcodes.ACC_PUBLIC) && !field.has(Opcodes.ACC_STATIC))
        .forEach(field -> properties.put(field.name(), field.type()));
  }

  /**
   * Whether {@code isFormal} of Kotlin would be written as {@code formal}, or a value class as what
   * it holds, {@code UInt} as a negative number.
   */
  private static boolean isMisread(TypeFile file) {
    if (file.language() != TypeFile.Language.KOTLIN) {
      return false;
    }
    return file.methods().stream().anyMatch(each -> each.name().matches("get[^-]+-.+"))
        || file.isUnnamed()
            && file.fields().stream()
                .anyMatch(
                    field ->
                        field.name().matches("is[A-Z].*")
                            && file.methods().stream()
                                .anyMatch(method -> method.name().equals(field.name())));
  }

  /** Whether nothing but its properties can tell how it is written. */
  private boolean isPlain(TypeFile file) throws IOException {
    boolean open = file.has(Opcodes.ACC_INTERFACE) || file.has(Opcodes.ACC_ABSTRACT);
    return !open
        && withAncestors(file).stream()
            .flatMap(each -> each.interfaces().stream())
            .allMatch(each -> each.equals("java.io.Serializable") || each.startsWith("scala."));
  }

  /** It and its superclasses, as far as they are there, without those of the JDK. */
  private List<TypeFile> withAncestors(TypeFile file) throws IOException {
    List<TypeFile> all = new ArrayList<>();
    Optional<TypeFile> next = Optional.of(file);
    while (next.isPresent() && all.size() < 100) {
      all.add(next.get());
      Optional<JavaType> above = next.get().superclass();
      next = above.isEmpty() ? Optional.empty() : shape(above.get().name());
    }
    return all;
  }

  /** Whether its superclasses are all there, up to {@code Object}. */
  private boolean isWhole(TypeFile file) throws IOException {
    List<TypeFile> all = withAncestors(file);
    Optional<JavaType> last = all.get(all.size() - 1).superclass();
    return last.isEmpty() || last.get().name().equals("java.lang.Object");
  }

  private Optional<TypeFile> shape(String name) throws IOException {
    return isContainer(name)
        ? Optional.empty()
        : classes.type(name).filter(file -> !file.has(Opcodes.ACC_ENUM));
  }

  /** What the codec knows by itself, or hands over as it is. */
  private static boolean isContainer(String name) {
    return name.startsWith("java.") || name.matches("dev\\.portolan\\.[A-Z].*");
  }

  /** Types of a language's own library, of which no JSON is made. */
  private boolean isForeign(JavaType type, String what) {
    String name = type.name();
    if (name.equals("kotlin.Unit")) {
      tell(what + ": a kotlin.Unit is nothing that JSON could say", "take Void");
    } else if (name.startsWith("scala.")) {
      String other = name.contains("collection") ? "java.util.List" : "one of java.util";
      tell(
          what + ": JSON is not made of a " + name + ", nor read into one",
          "use "
              + INSTEAD_OF_SCALA.getOrDefault(name, other)
              + "; scala.jdk.javaapi and scala.jdk.CollectionConverters turn one into the other");
    } else {
      return false;
    }
    return true;
  }

  /** Whether it is an enum of Scala 3's that is none of Java's. */
  private boolean isScalaEnum(JavaType type, String what) throws IOException {
    boolean found =
        shape(type.name())
            .filter(file -> file.interfaces().contains("scala.reflect.Enum"))
            .isPresent();
    if (found) {
      tell(
          what + ": " + type.name() + " is an enum to Scala alone",
          "let it extend java.lang.Enum: enum Size extends java.lang.Enum[Size]");
    }
    return found;
  }

  private static Map<String, JavaType> bindings(TypeFile file, JavaType type) {
    Map<String, JavaType> bound = new HashMap<>();
    for (int i = 0; i < file.parameters().size(); i++) {
      boolean named = i < type.arguments().size();
      bound.put(file.parameters().get(i), named ? type.arguments().get(i) : JavaType.OBJECT);
    }
    return bound;
  }

  private static String of(String what, TypeFile file, String member) {
    return what.replaceFirst(", in .*", "") + ", in " + file.name() + "." + member;
  }

  private void tell(String what, String hint) {
    problems.add(Problem.of(where, what, hint));
  }
}
