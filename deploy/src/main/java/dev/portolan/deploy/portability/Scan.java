package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.ClassPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;

/**
 * What a project's class files tell of where it can run.
 *
 * @param classes how many classes of its own the project has
 * @param reached how many of them can be reached from its functions
 * @param entryPoints how many of its functions were written for one vendor
 * @param places the class of each function, by the function's name
 * @param findings by place, each once
 * @param problems what could not be read
 */
public record Scan(
    int classes,
    int reached,
    int entryPoints,
    SortedMap<String, Place> places,
    List<Finding> findings,
    List<Problem> problems) {
  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing((Finding each) -> each.place().className())
          .thenComparing(each -> each.place().member())
          .thenComparing(each -> each.place().line())
          .thenComparing(Finding::name)
          .thenComparing(each -> String.join(",", each.providers()))
          .thenComparing(Finding::what);

  public Scan {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a project. Loads none of its classes.
   *
   * @param functions its portable ones
   * @param owner of the group whose libraries are the project's own modules
   * @param known what all providers that could be asked say of themselves
   * @param targets those that it is for
   * @param variables that it sets itself
   */
  public static Scan of(
      ClassPath classPath,
      List<FunctionSpec> functions,
      Owner owner,
      List<Ties> known,
      List<String> targets,
      Set<String> variables)
      throws IOException {
    try (Project project = Project.open(classPath, owner.groupId(), known)) {
      EntryPoints entryPoints = EntryPoints.of(project, known);
      List<Code.Method> roots = new ArrayList<>(entryPoints.roots());
      SortedMap<String, Place> places = new TreeMap<>();
      Set<String> fixed = new HashSet<>();
      entryPoints.findings().forEach(each -> fixed.add(each.place().className()));
      List<Served> served = new ArrayList<>();
      for (FunctionSpec function : functions) {
        served.add(served(project, function));
        roots.addAll(served.get(served.size() - 1).roots());
        places.put(function.name(), place(project, function));
        fixed.add(function.className());
      }
      Dispatch dispatch = new Dispatch(project.own());
      List<Code.Method> reached = Reach.from(project.own(), dispatch, roots, Set.of());
      Seen seen = new Seen(project.own(), dispatch, reached, known, targets, variables);
      List<Finding> findings = new ArrayList<>(entryPoints.findings());
      findings.addAll(TieRule.find(seen, entryPoints.told()));
      findings.addAll(FileRule.find(seen));
      findings.addAll(ThreadRule.find(seen));
      findings.addAll(NativeRule.find(seen, classPath, owner.artifactId()));
      findings.addAll(CookieRule.find(seen));
      findings.addAll(HeaderRule.find(seen));
      findings.addAll(MemberRule.find(seen, served));
      findings.addAll(JarRule.find(seen, classPath, owner.artifactId()));
      return new Scan(
          project.own().size(),
          (int) reached.stream().map(Code.Method::owner).distinct().count(),
          entryPoints.findings().size(),
          places,
          Isolation.over(once(findings), seen, roots, fixed),
          project.problems());
    }
  }

  private static Served served(Project project, FunctionSpec function) throws IOException {
    List<Code.Method> roots = roots(project, function);
    Set<Feature> of = EnumSet.noneOf(Feature.class);
    function.triggers().forEach(trigger -> of.add(trigger.needs()));
    Place place =
        roots.stream()
            .filter(method -> method.owner().equals(function.className()))
            .filter(method -> method.name().equals("handle") || method.name().equals("serve"))
            .filter(method -> !method.has(Opcodes.ACC_SYNTHETIC))
            .map(method -> place(project, function).in(method.name(), method.line()))
            .findFirst()
            .orElse(place(project, function));
    return new Served(function.input(), of, place, roots);
  }

  /** All that may be called of a function's class; of a framework's bean, all there is. */
  private static List<Code.Method> roots(Project project, FunctionSpec function)
      throws IOException {
    if (function.bean().isPresent()) {
      return project.own().values().stream().flatMap(code -> code.methods().stream()).toList();
    }
    List<String> line = new ArrayList<>(List.of(function.className()));
    line.addAll(project.ancestors(function.className()));
    return line.stream()
        .filter(project.own()::containsKey)
        .flatMap(name -> project.own().get(name).methods().stream())
        .filter(method -> method.isCreation() || !method.has(Opcodes.ACC_STATIC))
        .filter(method -> method.isCreation() || !method.has(Opcodes.ACC_PRIVATE))
        .toList();
  }

  private static Place place(Project project, FunctionSpec function) {
    Code code = project.own().get(function.className());
    return code == null
        ? Place.of(function.className())
        : new Place(code.name(), "", code.source(), 0);
  }

  /** The first of each kind in a method for a provider, sorted: a loop over it says no more. */
  private static List<Finding> once(List<Finding> findings) {
    Map<List<Object>, Finding> once = new LinkedHashMap<>();
    findings.stream()
        .sorted(BY_PLACE)
        .forEach(
            each ->
                once.putIfAbsent(
                    List.of(
                        each.name(),
                        each.place().className(),
                        each.place().member(),
                        each.providers()),
                    each));
    return List.copyOf(once.values());
  }
}
