package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import dev.portolan.testkit.TestCloud;
import dev.portolan.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A cloud in a map: the reference by which contracts are shown to find what is wrong. */
final class MemoryCloud implements TestCloud {
  private static final String KEY = "memory-cloud-access-key-0815";

  private final VirtualTime time;
  private final MemoryGate gate = new MemoryGate();
  private final MemoryCalls calls;
  private final Set<Flaw> flaws;

  MemoryCloud(Set<Flaw> flaws) {
    this(flaws, VirtualTime.start());
  }

  private MemoryCloud(Set<Flaw> flaws, VirtualTime time) {
    this.flaws = flaws;
    this.time = time;
    this.calls = new MemoryCalls(gate, time);
  }

  @Override
  public MemoryCloud copy() {
    MemoryCloud copy = new MemoryCloud(flaws, time.copy());
    copy.calls.fill(calls);
    return copy;
  }

  @Override
  public Provider provider() {
    return new MemoryProvider(calls, flaws);
  }

  @Override
  public Settings settings() {
    return Settings.of(Map.of("accessKey", KEY));
  }

  @Override
  public Set<String> credentials() {
    return Set.of(KEY);
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public FaultSchedule faults() {
    return gate;
  }

  @Override
  public List<Call> calls() {
    return gate.calls();
  }

  @Override
  public void forgetCalls() {
    gate.forgetCalls();
  }

  @Override
  public String state() {
    List<String> lines = new ArrayList<>();
    for (Thing thing : calls.things.values()) {
      Map<String, String> fields = new TreeMap<>(thing.fields());
      fields.remove("published");
      fields.computeIfPresent("version", (name, number) -> content(thing, number));
      lines.add(thing.id().replaceAll("/g?[0-9]+", "/#") + " of " + thing.owner() + " " + fields);
    }
    lines.sort(null);
    return String.join("\n", lines);
  }

  /** What an alias points to, not by which number. */
  private String content(Thing alias, String number) {
    String version = alias.id().replace("alias/", "version/").replace("live", number);
    Thing target = calls.things.get(version);
    return target == null ? "missing" : target.fields().toString();
  }

  @Override
  public void plantStranger(Owner owner, String function) {
    String physical = PhysicalName.of(owner, function, 64);
    calls.put("role/" + physical, "stranger", Map.of());
    calls.put("function/" + physical, "stranger", Map.of("digest", "theirs"));
    calls.put("version/" + physical + "/1", "stranger", Map.of("digest", "theirs"));
    calls.put("alias/" + physical + "/live", "stranger", Map.of("version", "1"));
    calls.put("event/" + physical + "/Schedule", "stranger", Map.of("what", "theirs"));
    calls.put("gate/g0", "stranger", Map.of("name", PhysicalName.shared(owner, 64)));
  }

  @Override
  public void drift(Owner owner, String function) {
    String id = "function/" + PhysicalName.of(owner, function, 64);
    calls.things.computeIfPresent(id, (key, thing) -> thing.with("memory", "3008"));
  }

  @Override
  public void delay(Duration readable, Duration usable) {
    calls.delay(readable, usable);
  }

  @Override
  public void close() {}
}
