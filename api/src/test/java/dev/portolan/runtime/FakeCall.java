package dev.portolan.runtime;

import dev.portolan.Identity;
import dev.portolan.Trace;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform with two secrets and plenty of time. */
class FakeCall implements Call {
  final AtomicInteger fetches = new AtomicInteger();
  private final Map<String, String> secrets = Map.of("db#", "hunter2", "db#old", "hunter1");

  @Override
  public String id() {
    return "id-1";
  }

  @Override
  public long remainingMillis() {
    return 60_000;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Trace trace() {
    return null;
  }

  @Override
  public Identity identity() {
    return null;
  }

  @Override
  public Object nativeContext() {
    return null;
  }

  @Override
  public String secret(String name, String version) throws IOException {
    fetches.incrementAndGet();
    String value = secrets.get(name + "#" + version);
    if (value == null) {
      throw new IOException("access denied");
    }
    return value;
  }
}
