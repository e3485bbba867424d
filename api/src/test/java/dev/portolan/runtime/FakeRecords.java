package dev.portolan.runtime;

import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records whose data are words, and keep what is said of them. */
class FakeRecords implements Records {
  final List<String> refused = new ArrayList<>();
  final List<String> replies = new ArrayList<>();

  /** From which record on there is hardly any time left, and how much. */
  int late = Integer.MAX_VALUE;

  int millisLeft;

  boolean taking = true;

  private final boolean ordered;
  private final String[] words;

  FakeRecords(boolean ordered, String... words) {
    this.ordered = ordered;
    this.words = words;
  }

  @Override
  public int size() {
    return words.length;
  }

  @Override
  public boolean ordered() {
    return ordered;
  }

  /** A word after a colon is the key; some words are no event. */
  @Override
  public Object event(int index) {
    String[] parts = words[index].split(":");
    if (parts[0].equals("unreadable")) {
      throw Failures.badInput("Expected something else");
    }
    if (parts[0].equals("unasked")) {
      return null;
    }
    if (parts[0].equals("doubt")) {
      throw new IllegalStateException("a bug of the adapter");
    }
    String data = parts[0].equals("unbound") ? "17" : '"' + parts[0] + '"';
    String key =
        parts.length > 1 && !parts[1].isEmpty() ? "\"partitionkey\":\"" + parts[1] + "\"," : "";
    String event =
        "{\"specversion\":\"1.0\",\"id\":\""
            + index
            + "\",\"source\":\"/s\",\"type\":\"t\","
            + key
            + "\"data\":"
            + data
            + "}";
    return JsonReader.read(event.getBytes(StandardCharsets.UTF_8));
  }

  /** A second colon is followed by the group, a third by the key that the platform orders by. */
  @Override
  public String group(int index) {
    return part(index, 2);
  }

  @Override
  public String orderKey(int index) {
    return part(index, 3);
  }

  private String part(int index, int part) {
    String[] parts = words[index].split(":");
    return parts.length > part && !parts[part].isEmpty() ? parts[part] : null;
  }

  @Override
  public Call call(int index) {
    return new FakeCall() {
      @Override
      public long remainingMillis() {
        return index >= late ? millisLeft : super.remainingMillis();
      }

      @Override
      public int attempt() {
        return index + 1;
      }
    };
  }

  @Override
  public void answered(int index, byte[] reply) {
    if (reply.length > 0) {
      replies.add(index + " " + new String(reply, StandardCharsets.UTF_8));
    }
  }

  @Override
  public boolean refused(int index, String why) {
    refused.add(index + " " + why);
    return taking;
  }
}
