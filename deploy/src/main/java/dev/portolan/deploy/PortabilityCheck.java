package dev.portolan.deploy;

import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.config.Nearest;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.deploy.portability.Finding;
import dev.portolan.deploy.portability.Place;
import dev.portolan.deploy.portability.Scan;
import dev.portolan.deploy.portability.Ties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One look at a project: its class files, and what is configured for each of its targets. */
final class PortabilityCheck {
  private final Owner owner;
  private final Configuration configuration;
  private final List<Ties> known;
  private final List<String> targets;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  PortabilityCheck(
      Owner owner, Configuration configuration, List<Ties> known, List<String> targets) {
    this.owner = owner;
    this.configuration = configuration;
    this.known = known;
    List<String> all = known.stream().map(Ties::provider).sorted().toList();
    if (all.isEmpty()) {
      problems.add(
          Problem.of(
              "the providers",
              "nothing is known of any, so no tie to one would be seen",
              "see why none can be fetched, or put one on the class path"));
    }
    this.targets = targets.isEmpty() ? all : targets.stream().distinct().sorted().toList();
    this.targets.stream()
        .filter(name -> !all.contains(name))
        .map(
            name ->
                Problem.of(
                    "provider '" + Spelled.line(name) + "'",
                    "nothing is known of it",
                    Nearest.hint(name, all)))
        .forEach(problems::add);
  }

  Portability of(Bundle bundle, Path work) {
    Description description = Description.from(bundle, configuration.ofClasses());
    Scan scan = scan(bundle, description.functions(), work);
    if (!description.isEmpty() || scan.entryPoints() == 0) {
      problems.addAll(description.problems());
    }
    warnings.addAll(description.warnings());
    problems.addAll(scan.problems());
    List<Finding> findings = new ArrayList<>(scan.findings());
    known.stream()
        .filter(ties -> targets.contains(ties.provider()))
        .forEach(ties -> findings.addAll(claims(ties, description.functions(), scan.places())));
    Acceptances acceptances = new Acceptances(configuration);
    problems.addAll(acceptances.problems());
    List<Problem> stray = new ArrayList<>();
    List<Finding> all = acceptances.over(findings, stray);
    warnings.addAll(stray);
    return new Portability(
        owner,
        targets,
        scores(all),
        description.functions().size(),
        scan.entryPoints(),
        scan.classes(),
        scan.reached(),
        all,
        List.copyOf(problems),
        List.copyOf(warnings));
  }

  private Scan scan(Bundle bundle, List<FunctionSpec> functions, Path work) {
    try {
      ClassPath classPath = ClassPath.of(bundle, List.of(), work);
      return Scan.of(classPath, functions, owner, known, targets, variables(functions));
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the build output cannot be read: " + e.getMessage(),
          "build the project again",
          e);
    }
  }

  /** What the project sets for any of them at any target. */
  private Set<String> variables(List<FunctionSpec> functions) {
    Set<String> variables = new TreeSet<>();
    targets.stream()
        .flatMap(name -> configuration.resolveCommon(name, functions).functions().stream())
        .forEach(function -> variables.addAll(function.environment().keySet()));
    return variables;
  }

  /** What functions ask of a provider that it does not claim, or not so much of. */
  private List<Finding> claims(
      Ties ties, List<FunctionSpec> described, SortedMap<String, Place> places) {
    Configuration.Resolved resolved = configuration.resolveCommon(ties.provider(), described);
    problems.addAll(resolved.problems());
    warnings.addAll(resolved.warnings());
    List<Finding> findings = new ArrayList<>();
    for (FunctionSpec function : resolved.functions()) {
      Place place = places.getOrDefault(function.name(), Place.of(function.className()));
      for (Problem missing : FeatureCheck.of(ties.provider(), ties.features(), List.of(function))) {
        findings.add(
            Finding.at(
                "feature",
                place,
                function.name() + ": " + missing.what(),
                missing.hint(),
                List.of(ties.provider())));
      }
      findings.addAll(LimitCheck.of(ties, function, place));
    }
    return findings;
  }

  private SortedMap<String, Integer> scores(List<Finding> findings) {
    SortedMap<String, Integer> scores = new TreeMap<>();
    known.forEach(ties -> scores.put(ties.provider(), 0));
    for (Finding finding : findings) {
      Optional<String> tied = finding.isolated().isEmpty() ? finding.ties() : Optional.empty();
      tied.ifPresent(provider -> scores.merge(provider, 1, Integer::sum));
    }
    return scores;
  }
}
