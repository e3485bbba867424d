package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Event;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;

/** A platform without secrets and with plenty of time. */
final class FakeCall implements Call {
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
  public Event.Kind kind(String eventType) {
    return Event.Kind.QUEUE;
  }

  @Override
  public Object nativeContext() {
    return null;
  }

  @Override
  public String secret(String name, String version) {
    throw new IllegalStateException("there is none");
  }
}
