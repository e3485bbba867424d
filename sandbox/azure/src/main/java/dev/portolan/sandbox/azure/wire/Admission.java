package dev.portolan.sandbox.azure.wire;

/** Refuses calls before their provider sees them: to one not registered, in a group not there. */
@FunctionalInterface
public interface Admission {
  void check(Route route, Call call);
}
