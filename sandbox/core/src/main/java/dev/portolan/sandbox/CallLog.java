package dev.portolan.sandbox;

import dev.portolan.sandbox.CallRecord.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All calls since the last {@link #clear()}, in the order they came. */
public final class CallLog {
  private final List<CallRecord> calls = new ArrayList<>();
  private final Set<String> askedSinceMutation = new HashSet<>();
  private int last;

  public synchronized List<CallRecord> calls() {
    return List.copyOf(calls);
  }

  public synchronized long count(Access access) {
    return calls.stream().filter(call -> call.access() == access).count();
  }

  /** Forgets all calls; the next is number 1. */
  public synchronized void clear() {
    calls.clear();
    askedSinceMutation.clear();
    last = 0;
  }

  synchronized int next() {
    return ++last;
  }

  synchronized void add(
      int number, String service, String operation, Access access, String target, int status) {
    calls.add(
        new CallRecord(
            number, service, operation, told(service, operation, access, target), target, status));
  }

  private Access told(String service, String operation, Access access, String target) {
    if (access == Access.MUTATION) {
      askedSinceMutation.clear();
      return access;
    }
    boolean again = !askedSinceMutation.add(service + ' ' + operation + ' ' + target);
    return access == Access.READ && again ? Access.POLL : access;
  }
}
