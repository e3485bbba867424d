package dev.portolan.sandbox.aws.logs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of all log groups, in the order they came: in memory, or one file a group. Which groups
 * there are is not decided here.
 */
public final class LogStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Optional<Path> directory;
  private final Map<String, List<LogEvent>> groups = new HashMap<>();

  private LogStore(Optional<Path> directory) {
    this.directory = directory;
  }

  public static LogStore inMemory() {
    return new LogStore(Optional.empty());
  }

  public static LogStore open(Path directory) {
    return new LogStore(Optional.of(directory));
  }

  public synchronized void append(String region, String group, List<LogEvent> events) {
    events(region, group).addAll(events);
    directory.ifPresent(
        path -> {
          StringBuilder lines = new StringBuilder();
          for (LogEvent event : events) {
            lines.append(JSON.valueToTree(event).toString()).append('\n');
          }
          try {
            Files.createDirectories(path);
            Files.writeString(
                file(path, region, group),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write logs to " + path, e);
          }
        });
  }

  public synchronized List<LogEvent> read(String region, String group) {
    return List.copyOf(events(region, group));
  }

  public synchronized void delete(String region, String group) {
    groups.remove(key(region, group));
    directory.ifPresent(
        path -> {
          try {
            Files.deleteIfExists(file(path, region, group));
          } catch (IOException e) {
            throw new UncheckedIOException("cannot delete logs in " + path, e);
          }
        });
  }

  private List<LogEvent> events(String region, String group) {
    return groups.computeIfAbsent(key(region, group), ignored -> load(region, group));
  }

  private List<LogEvent> load(String region, String group) {
    List<LogEvent> events = new ArrayList<>();
    try {
      if (directory.isPresent() && Files.exists(file(directory.get(), region, group))) {
        for (String line : wholeLines(file(directory.get(), region, group))) {
          events.add(JSON.readValue(line, LogEvent.class));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + group + " is not readable", e);
    }
    return events;
  }

  /**
   * A process that is killed while it writes leaves a line without its end: that one is dropped.
   */
  private static List<String> wholeLines(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end < bytes.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(end);
      }
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
  }

  private static String key(String region, String group) {
    return region + ' ' + group;
  }

  private static Path file(Path directory, String region, String group) {
    byte[] digest = BlobStore.sha256(key(region, group).getBytes(StandardCharsets.UTF_8));
    return directory.resolve(HexFormat.of().formatHex(digest, 0, 12) + ".jsonl");
  }
}
