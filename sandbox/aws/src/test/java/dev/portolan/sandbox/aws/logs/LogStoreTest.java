package dev.portolan.sandbox.aws.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStoreTest {
  @TempDir Path directory;

  @Test
  void anEventThatWasBeingWrittenWhenTheProcessWasKilledIsGoneAndNoOther() throws Exception {
    LogEvent whole = new LogEvent("s", 1, 1, "whole\n");
    LogEvent cut = new LogEvent("s", 2, 2, "cut\n");
    LogEvent later = new LogEvent("s", 3, 3, "later\n");
    LogStore.open(directory).append("r", "g", List.of(whole, cut));
    shortenBy(9);

    LogStore next = LogStore.open(directory);
    assertEquals(List.of(whole), next.read("r", "g"));
    next.append("r", "g", List.of(later));
    assertEquals(List.of(whole, later), LogStore.open(directory).read("r", "g"));
  }

  private void shortenBy(int bytes) throws Exception {
    try (Stream<Path> files = Files.list(directory);
        FileChannel file =
            FileChannel.open(files.findFirst().orElseThrow(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() - bytes);
    }
  }
}
