package dev.portolan.sandbox.gcp.logging;

import com.google.logging.v2.LogEntry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.portolan.sandbox.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The last entries of all logs, in the order they came. */
public final class LogStore {
  private static final int KEPT = 10_000;

  private final Optional<Path> file;
  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private volatile Consumer<LogEntry> listener = entry -> {};

  private LogStore(Optional<Path> file) {
    this.file = file;
  }

  /** Forgets with the process. */
  public static LogStore inMemory() {
    return new LogStore(Optional.empty());
  }

  /** Continues with what the file holds, a line an entry; a line that is damaged is passed over. */
  public static LogStore open(Path file) throws IOException {
    LogStore store = new LogStore(Optional.of(file));
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      List<String> last = lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
      last.forEach(store::load);
      if (last.size() < lines.size()) {
        AtomicFiles.write(file, (String.join("\n", last) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return store;
  }

  /** Another in memory that holds the same entries, and goes its own way from here. */
  public synchronized LogStore copy() {
    LogStore copy = inMemory();
    copy.entries.addAll(entries);
    return copy;
  }

  private void load(String line) {
    LogEntry.Builder entry = LogEntry.newBuilder();
    try {
      JsonFormat.parser().merge(line, entry);
      entries.add(entry.build());
    } catch (InvalidProtocolBufferException expected) {
      // the process that wrote it was killed while it did
      return;
    }
  }

  /** From now on somebody is told of each entry that comes. */
  public void listen(Consumer<LogEntry> wanted) {
    listener = wanted;
  }

  public synchronized void add(LogEntry entry) {
    listener.accept(entry);
    entries.add(entry);
    if (entries.size() > KEPT) {
      entries.remove();
    }
    file.ifPresent(path -> append(path, entry));
  }

  private static void append(Path path, LogEntry entry) {
    try {
      String line = JsonFormat.printer().omittingInsignificantWhitespace().print(entry) + "\n";
      Files.writeString(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + path, e);
    }
  }

  public synchronized List<LogEntry> all() {
    return List.copyOf(entries);
  }
}
