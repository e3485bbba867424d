package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionScaling;
import com.google.cloud.run.v2.RevisionTemplate;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.provider.gcp.config.Amounts;
import dev.portolan.provider.gcp.config.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that makes one revision differ from another, whoever made it. Two of one shape are the same
 * code with the same configuration: what was packed is told by a variable of ours, and so is the
 * digest of the shape itself, which no longer fits where somebody has changed a thing by hand.
 *
 * @param milliCpu thousandths of a processor
 * @param image the one that somebody has put in place of ours, or a command; empty for ours
 * @param environment variables without those that Google's products add
 * @param secrets variables that hold a secret's version: {@code name#version}
 */
public record Shape(
    int memoryMebibytes,
    int milliCpu,
    long timeoutSeconds,
    int concurrency,
    int least,
    int most,
    String serviceAccount,
    String image,
    SortedMap<String, String> environment,
    SortedMap<String, String> secrets) {
  /** On a template and its revision: the image that they run, where it is ours to say. */
  public static final String IMAGE = "portolan.dev/image";

  static final String ARTIFACT = "PORTOLAN_ARTIFACT";
  static final String CONFIGURATION = "PORTOLAN_CONFIGURATION";

  /** What Cloud Functions, gcloud and the console add to variables. */
  public static final Set<String> GOOGLES =
      Set.of("FUNCTION_TARGET", "FUNCTION_SIGNATURE_TYPE", "LOG_EXECUTION_ID", "PORT");

  /** Those that nobody else can set. */
  private static final Set<String> RESERVED =
      Set.of("FUNCTION_TARGET", "FUNCTION_SIGNATURE_TYPE", "PORT");

  public Shape {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
  }

  /** Of what a service makes its revisions of. */
  public static Shape of(RevisionTemplate template) {
    return of(
        template.getContainersList(),
        template.getAnnotationsMap(),
        template.getTimeout().getSeconds(),
        template.getMaxInstanceRequestConcurrency(),
        template.getScaling(),
        template.getServiceAccount());
  }

  public static Shape of(Revision revision) {
    return of(
        revision.getContainersList(),
        revision.getAnnotationsMap(),
        revision.getTimeout().getSeconds(),
        revision.getMaxInstanceRequestConcurrency(),
        revision.getScaling(),
        revision.getServiceAccount());
  }

  private static Shape of(
      List<Container> containers,
      Map<String, String> annotations,
      long timeout,
      int concurrency,
      RevisionScaling scaling,
      String account) {
    Container container = containers.isEmpty() ? Container.getDefaultInstance() : containers.get(0);
    SortedMap<String, String> environment = new TreeMap<>();
    SortedMap<String, String> secrets = new TreeMap<>();
    for (EnvVar each : container.getEnvList()) {
      if (each.hasValueSource()) {
        var secret = each.getValueSource().getSecretKeyRef();
        secrets.put(each.getName(), Place.last(secret.getSecret()) + "#" + secret.getVersion());
      } else {
        environment.put(each.getName(), each.getValue());
      }
    }
    return shape(
            container, annotations, timeout, concurrency, scaling, account, environment, secrets)
        .withoutGoogles();
  }

  /** Without what Google's products have added; what we asked for is under the seal. */
  private Shape withoutGoogles() {
    if (isSealed()) {
      return this;
    }
    SortedMap<String, String> rest = new TreeMap<>(environment);
    rest.keySet().removeAll(RESERVED);
    Shape asked = with(rest);
    if (asked.isSealed()) {
      return asked;
    }
    rest.keySet().removeAll(GOOGLES);
    return with(rest);
  }

  private static Shape shape(
      Container container,
      Map<String, String> annotations,
      long timeout,
      int concurrency,
      RevisionScaling scaling,
      String account,
      SortedMap<String, String> environment,
      SortedMap<String, String> secrets) {
    var limits = container.getResources().getLimitsMap();
    return new Shape(
        Amounts.mebibytes(limits.getOrDefault("memory", "")),
        Amounts.milliCpu(limits.getOrDefault("cpu", "")).orElse(0),
        timeout,
        concurrency,
        scaling.getMinInstanceCount(),
        scaling.getMaxInstanceCount(),
        account,
        image(container, annotations),
        environment,
        secrets);
  }

  private static String image(Container container, Map<String, String> annotations) {
    String image = container.getImage();
    if (container.getCommandCount() + container.getArgsCount() > 0) {
      return image + " with a command";
    }
    return image.equals(annotations.getOrDefault(IMAGE, image)) ? "" : image;
  }

  /** The same with its own digest among the variables. */
  Shape sealed() {
    SortedMap<String, String> all = new TreeMap<>(environment);
    all.put(CONFIGURATION, digest());
    return with(all);
  }

  private Shape with(SortedMap<String, String> other) {
    return new Shape(
        memoryMebibytes,
        milliCpu,
        timeoutSeconds,
        concurrency,
        least,
        most,
        serviceAccount,
        image,
        other,
        secrets);
  }

  /** Whether it is as we made it. */
  boolean isSealed() {
    return image.isEmpty() && digest().equals(environment.get(CONFIGURATION));
  }

  /** Digest of the packed project; empty for what is none of ours. */
  String artifact() {
    return environment.getOrDefault(ARTIFACT, "");
  }

  /** Each difference as {@code what: is → shall be}; no value of a variable is told. */
  List<String> differences(Shape wanted) {
    List<String> told = new ArrayList<>();
    tell(told, "memory", mebibytes(), wanted.mebibytes());
    tell(told, "cpu", Amounts.cpu(milliCpu), Amounts.cpu(wanted.milliCpu));
    tell(told, "timeout", timeoutSeconds + " s", wanted.timeoutSeconds + " s");
    tell(told, "concurrency", concurrency, wanted.concurrency);
    tell(told, "minInstances", least, wanted.least);
    tell(told, "maxInstances", most, wanted.most);
    tell(told, "service account", serviceAccount, wanted.serviceAccount);
    tell(told, "image", image, wanted.image);
    variables(told, environment, wanted.environment);
    variables(told, secrets, wanted.secrets);
    return told;
  }

  private static void variables(
      List<String> told, SortedMap<String, String> is, SortedMap<String, String> shall) {
    Set<String> names = new TreeSet<>(is.keySet());
    names.addAll(shall.keySet());
    for (String name : names) {
      if (!Objects.equals(is.get(name), shall.get(name)) && !name.startsWith("PORTOLAN_")) {
        told.add("environment." + name + " differs");
      }
    }
  }

  private static void tell(List<String> told, String what, Object is, Object shall) {
    if (!is.equals(shall)) {
      told.add(what + ": " + is + " → " + shall);
    }
  }

  private String mebibytes() {
    return Amounts.memory(memoryMebibytes);
  }

  private String digest() {
    SortedMap<String, String> rest = new TreeMap<>(environment);
    rest.remove(CONFIGURATION);
    StringBuilder all = new StringBuilder();
    for (Object part :
        List.of(
            memoryMebibytes, milliCpu, timeoutSeconds, concurrency, least, most, serviceAccount)) {
      all.append(part).append('\n');
    }
    rest.forEach((name, value) -> all.append(name).append('=').append(value).append('\0'));
    secrets.forEach((name, value) -> all.append(name).append('@').append(value).append('\0'));
    return PhysicalName.sha256(all.toString());
  }
}
