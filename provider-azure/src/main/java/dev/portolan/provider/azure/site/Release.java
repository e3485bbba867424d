package dev.portolan.provider.azure.site;

import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a function is made of: its package, and all of its configuration that a rollback must bring
 * back. It is kept beside the package, in a container that only roles open: values of variables
 * stand in it.
 *
 * @param sha256 of the package
 * @param artifact digest of the packed project that it was cut from
 * @param runtime Java's release
 * @param settings the function's variables; secrets are references
 * @param folders the functions that Azure's host finds in the package
 */
public record Release(
    String sha256,
    String artifact,
    int runtime,
    int memory,
    int concurrency,
    int least,
    int most,
    SortedMap<String, String> settings,
    Face face,
    SortedSet<String> folders) {
  private static final int DIGITS = 12;

  public Release {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    folders = Collections.unmodifiableSortedSet(new TreeSet<>(folders));
  }

  /** Its name, derived from all that it is. */
  public String version() {
    String configuration =
        String.join(
            "\n", List.of(artifact, "" + runtime, "" + memory, "" + concurrency, "" + least));
    return prefix(sha256) + "-" + PhysicalName.hash(configuration + "\n" + most + "\n" + settings);
  }

  /** A digest of all that is not its package: what a process that has it can say. */
  public String configuration() {
    return PhysicalName.sha256(
            String.join("\n", runtime + " " + memory + " " + concurrency, least + " " + most)
                + "\n"
                + settings)
        .substring(0, DIGITS);
  }

  /** The part of a version that its package gives. */
  private static String prefix(String sha256) {
    return sha256.substring(0, DIGITS);
  }

  /** Whether a version has the same package. */
  public boolean packagedAs(String version) {
    return version.startsWith(prefix(sha256) + "-");
  }

  /** Of its package, among what is kept. */
  public String packageName(String shelf) {
    return Names.release(shelf, sha256);
  }

  /** Of its record, among what is kept. */
  public static String recordName(String shelf, String version) {
    return shelf + "/" + version + ".json";
  }

  /** Whether something that is kept on a shelf belongs to one of some versions. */
  static boolean belongs(String name, String shelf, List<String> versions) {
    String rest = name.substring(shelf.length() + 1);
    return versions.stream()
        .anyMatch(
            version ->
                rest.equals(version + ".json")
                    || rest.endsWith(".zip") && rest.startsWith(version.split("-")[0]));
  }

  /** What is kept of a function that no version of those needs. */
  public static SortedSet<String> superfluous(
      SortedSet<String> names, String shelf, List<String> versions) {
    SortedSet<String> rest = new TreeSet<>();
    names.stream()
        .filter(name -> name.startsWith(shelf + "/"))
        .filter(name -> !belongs(name, shelf, versions))
        .forEach(rest::add);
    return rest;
  }

  public String json() throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sha256", sha256);
    fields.put("artifact", artifact);
    fields.put("runtime", runtime);
    fields.put("memory", memory);
    fields.put("concurrency", concurrency);
    fields.put("least", least);
    fields.put("most", most);
    fields.put("settings", settings);
    fields.put("face", face.text());
    fields.put("folders", new ArrayList<>(folders));
    return Json.write(fields);
  }

  /**
   * Reads what {@link #json()} has written.
   *
   * @throws IOException if it is anything else
   */
  public static Release parse(String json) throws IOException {
    Map<String, Object> fields = Json.object(json);
    SortedMap<String, String> settings = new TreeMap<>();
    Json.object(fields, "settings").forEach((name, value) -> settings.put(name, "" + value));
    return new Release(
        Json.text(fields, "sha256"),
        Json.text(fields, "artifact"),
        number(fields, "runtime"),
        number(fields, "memory"),
        number(fields, "concurrency"),
        number(fields, "least"),
        number(fields, "most"),
        settings,
        Face.parse(Json.text(fields, "face")),
        new TreeSet<>(Json.texts(fields, "folders")));
  }

  private static int number(Map<String, Object> fields, String name) throws IOException {
    if (fields.get(name) instanceof Number number) {
      return number.intValue();
    }
    throw new IOException("a record of a release without " + name);
  }

  /** Names variables, never their values. */
  @Override
  public String toString() {
    return "Release[" + version() + ", settings " + settings.keySet() + "]";
  }
}
