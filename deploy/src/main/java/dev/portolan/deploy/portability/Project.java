package dev.portolan.deploy.portability;

import dev.portolan.deploy.describe.ClassSource;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.ClassPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The code of a project: the classes of its jar and of those libraries that are of its own group,
 * which are modules of the same build; of all other libraries only who descends from whom. What was
 * put into its jar and is a library's, or bears a vendor's name, is not its own.
 */
final class Project implements Closeable {
  private final List<ClassSource> sources = new ArrayList<>();
  private final String group;
  private final List<Ties> known;
  private final SortedMap<String, Code> own = new TreeMap<>();
  private final Map<String, Optional<List<String>>> foreign = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private Project(String group, List<Ties> known) {
    this.group = group;
    this.known = known;
  }

  /**
   * Reads it.
   *
   * @param group whose libraries are its own modules
   * @param known whose classes are not its own wherever they lie
   */
  static Project open(ClassPath classPath, String group, List<Ties> known) throws IOException {
    Project project = new Project(group, known);
    boolean ready = false;
    try {
      List<ClassSource> own = new ArrayList<>(List.of(project.source(classPath.application())));
      Set<String> others = new HashSet<>();
      for (Library library : classPath.libraries()) {
        ClassSource source = project.source(library.file());
        if (library.groupId().equals(group)) {
          own.add(source);
        } else {
          others.addAll(source.names());
        }
      }
      for (ClassSource source : own) {
        project.readAll(source, others);
      }
      ready = true;
      return project;
    } finally {
      if (!ready) {
        project.close();
      }
    }
  }

  /** Its own classes by their names, sorted. */
  SortedMap<String, Code> own() {
    return own;
  }

  /** What could not be read. */
  List<Problem> problems() {
    return problems;
  }

  /** All that a class descends from, as far as the class path tells, nearest first. */
  Set<String> ancestors(String name) throws IOException {
    Set<String> above = new LinkedHashSet<>();
    List<String> next = new ArrayList<>(supertypes(name));
    for (int i = 0; i < next.size(); i++) {
      if (above.add(next.get(i))) {
        next.addAll(supertypes(next.get(i)));
      }
    }
    return above;
  }

  private List<String> supertypes(String name) throws IOException {
    Code code = own.get(name);
    if (code != null) {
      return code.supertypes();
    }
    Optional<List<String>> known = foreign.get(name);
    if (known == null) {
      known = load(name).map(Code::supertypes);
      foreign.put(name, known);
    }
    return known.orElse(List.of());
  }

  private Optional<Code> load(String name) throws IOException {
    if (name.startsWith("java.")) {
      return Optional.empty();
    }
    for (ClassSource source : sources) {
      Optional<byte[]> bytes = source.read(name.replace('.', '/') + ".class");
      if (bytes.isPresent()) {
        return parse(name, bytes.get());
      }
    }
    return Optional.empty();
  }

  private ClassSource source(Path jar) throws IOException {
    ClassSource source = ClassSource.open(jar);
    sources.add(source);
    return source;
  }

  private void readAll(ClassSource source, Set<String> others) throws IOException {
    for (String entry : source.names()) {
      String name = CodeReader.binary(entry.substring(0, entry.length() - ".class".length()));
      if (!others.contains(entry) && !isVendors(name)) {
        Optional<byte[]> bytes = source.read(entry);
        if (bytes.isPresent()) {
          parse(name, bytes.get()).ifPresent(code -> own.putIfAbsent(code.name(), code));
        }
      }
    }
  }

  private boolean isVendors(String name) {
    return !name.startsWith(group + ".")
        && known.stream().anyMatch(ties -> ties.ofType(name).isPresent());
  }

  private Optional<Code> parse(String name, byte[] bytes) {
    try {
      return Optional.of(CodeReader.read(bytes));
    } catch (IllegalArgumentException e) {
      problems.add(
          Problem.of(
              name,
              "its class file cannot be read: " + e.getMessage(),
              "compile it again, with a Java release this version knows"));
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    for (ClassSource source : sources) {
      source.close();
    }
  }
}
