package dev.portolan.testkit.memory;

import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What every call passes: counted, struck by faults, carried out. */
final class MemoryGate implements FaultSchedule {
  private final Map<String, Fault> faults = new HashMap<>();
  private final Map<String, Runnable> steps = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private int last;
  private boolean killed;

  synchronized <T> T pass(String name, Call.Kind kind, Supplier<T> work) {
    if (killed) {
      throw new Killed("dead before " + name);
    }
    int number = ++last;
    boolean again = kind == Call.Kind.READ && !asked.add(name);
    if (kind == Call.Kind.MUTATION) {
      asked.clear();
    }
    calls.add(new Call(number, name, again ? Call.Kind.POLL : kind));
    strike(number, Point.BEFORE_SEND, name);
    T answer = work.get();
    strike(number, Point.AFTER_COMMIT, name);
    happen(number, Point.AFTER_RESPONSE);
    if (Optional.ofNullable(faults.remove(key(number, Point.AFTER_RESPONSE))).isPresent()) {
      killed = true;
    }
    return answer;
  }

  private void strike(int number, Point point, String name) {
    happen(number, point);
    Fault fault = faults.remove(key(number, point));
    if (fault == null) {
      return;
    }
    switch (fault) {
      case KILL -> {
        killed = true;
        throw new Killed("killed " + point + " of " + name);
      }
      case LOSE_RESPONSE -> throw new MemoryFault(MemoryFault.Code.LOST, "no answer to " + name);
      case THROTTLE -> throw new MemoryFault(MemoryFault.Code.THROTTLED, "slow down, " + name);
      case SERVER_ERROR -> throw new MemoryFault(MemoryFault.Code.BROKEN, "broken in " + name);
      case IN_PROGRESS ->
          throw new MemoryFault(MemoryFault.Code.IN_PROGRESS, "busy, not now: " + name);
      case EXPIRED_CREDENTIALS ->
          throw new MemoryFault(MemoryFault.Code.EXPIRED, "who are you, " + name + "?");
      default -> throw new IllegalStateException(fault.name());
    }
  }

  private void happen(int number, Point point) {
    Optional.ofNullable(steps.remove(key(number, point))).ifPresent(Runnable::run);
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  synchronized void forgetCalls() {
    calls.clear();
    asked.clear();
    last = 0;
  }

  @Override
  public synchronized void strike(int number, Point point, Fault fault) {
    faults.put(key(number, point), fault);
  }

  @Override
  public synchronized void meanwhile(int number, Point point, Runnable step) {
    steps.put(key(number, point), step);
  }

  @Override
  public synchronized void clear() {
    faults.clear();
    steps.clear();
    killed = false;
  }

  @Override
  public synchronized int unspent() {
    return faults.size() + steps.size();
  }

  private static String key(int number, Point point) {
    return number + " " + point;
  }
}
