package dev.portolan.provider.azure.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.packaging.FileStamp;
import dev.portolan.deploy.packaging.MadeOf;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.provider.azure.config.FunctionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What is published to one function's site: of the packed project that function's folders and all
 * that they stand on, a host's description of its own, and the probe.
 *
 * <p>The probe's path names the slice it is part of, so that no other answers it: an app restarts
 * with new settings before it has new code, and its old code would tell of them.
 *
 * @param sha256 of the file
 * @param folders the functions that Azure's host lists when it runs this
 * @param probePath answered by this slice alone
 */
public record Slice(Artifact artifact, Set<String> folders, String probePath) {
  private static final String PROBES = ".well-known/portolan/";
  private static final int DIGITS = 16;
  private static final MadeOf<Cut> CUT = new MadeOf<>();

  /** A slice with its file as it was written; whoever changes or deletes that has it cut anew. */
  private record Cut(Slice slice, Optional<FileStamp> written) {
    private boolean isThere() {
      return written.isPresent() && FileStamp.of(slice.artifact().file()).equals(written);
    }
  }

  public Slice {
    folders = Set.copyOf(folders);
  }

  /**
   * Cuts a function's slice, if it is not there. Equal input gives equal bytes, and another slice
   * never takes its file.
   *
   * @param directory where it goes; created if missing
   */
  public static Slice of(
      Path packed, FunctionSpec function, FunctionSettings settings, Path directory)
      throws IOException {
    List<Folder> own = Folders.of(function, settings.retries(), settings.kafka());
    SortedMap<String, byte[]> described = new TreeMap<>();
    described.put(HostJson.NAME, HostJson.of(function, settings));
    own.forEach(folder -> described.put(folder.entry(), folder.json()));
    Set<String> folders = new LinkedHashSet<>(List.of(Folders.PROBE));
    own.forEach(folder -> folders.add(folder.name()));
    List<Object> beside = new ArrayList<>(List.of(directory.toAbsolutePath(), function.name()));
    described.forEach((name, bytes) -> beside.add(name + new String(bytes, UTF_8)));
    return CUT.get(
            packed,
            beside,
            Cut::isThere,
            () -> cut(packed, function.name(), described, folders, directory))
        .slice();
  }

  private static Cut cut(
      Path packed,
      String function,
      SortedMap<String, byte[]> described,
      Set<String> folders,
      Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Path work = Files.createTempDirectory(directory, "slice");
    try {
      TreeMap<String, Path> entries = shared(packed, work);
      ReproducibleZip zip = ReproducibleZip.create();
      String digest = digest(entries, described);
      Folder probe =
          new Folder(
              Folders.PROBE,
              Adapter.PROBE,
              Folder.http(PROBES + digest + "/{name}", List.of("get", "head", "post"), false),
              0);
      entries.forEach(zip::add);
      described.forEach(zip::add);
      zip.add(probe.entry(), probe.json());
      Artifact written = zip.write(work.resolve("slice.zip"));
      Path file = directory.resolve(function + "-" + digest + ".zip");
      Files.move(written.file(), file, StandardCopyOption.ATOMIC_MOVE);
      Artifact artifact =
          new Artifact(file, written.sha256(), written.bytes(), written.unpackedBytes());
      Slice slice = new Slice(artifact, folders, "/" + PROBES + digest + "/ready");
      return new Cut(slice, FileStamp.of(file));
    } finally {
      remove(work);
    }
  }

  public String sha256() {
    return artifact.sha256();
  }

  /** The jars, each in a file of its own. */
  private static TreeMap<String, Path> shared(Path packed, Path work) throws IOException {
    TreeMap<String, Path> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(packed.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        if (name.equals(Folder.APPLICATION) || name.startsWith(AzurePackager.LIB)) {
          Path file = work.resolve("entry" + entries.size());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
          }
          entries.put(name, file);
        }
      }
    }
    return entries;
  }

  private static String digest(Map<String, Path> files, Map<String, byte[]> texts)
      throws IOException {
    try {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      for (String name : new TreeSet<>(files.keySet())) {
        add(all, name, Files.readAllBytes(files.get(name)));
      }
      texts.forEach((name, bytes) -> add(all, name, bytes));
      return HexFormat.of().formatHex(all.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest all, String name, byte[] bytes) {
    all.update((name + "\0" + bytes.length + "\0").getBytes(UTF_8));
    all.update(bytes);
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
