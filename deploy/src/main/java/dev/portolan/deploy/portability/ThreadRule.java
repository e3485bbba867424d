package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds threads and executors that may run on after the answer, when a platform freezes or ends the
 * process. A guess: it is told where something is started and nothing in the same source class ever
 * waits for such a thing or ends it; whether that is in time is not seen.
 */
final class ThreadRule {
  static final String NAME = "thread";

  private static final String THREAD = "java.lang.Thread";
  private static final String CONCURRENT = "java.util.concurrent.";
  private static final String HINT =
      "wait for it before the function answers (join, get, invokeAll, close), end what was started"
          + " in Lifecycle.stop, or send the work to a queue that calls a function";
  private static final Set<String> ENDS =
      Set.of(
          "join",
          "get",
          "invokeAll",
          "invokeAny",
          "shutdown",
          "shutdownNow",
          "awaitTermination",
          "awaitQuiescence",
          "close",
          "cancel",
          "await");
  private static final Set<String> POOLS =
      Set.of(
          CONCURRENT + "ThreadPoolExecutor",
          CONCURRENT + "ScheduledThreadPoolExecutor",
          CONCURRENT + "ForkJoinPool",
          "java.util.Timer");

  private static final String COROUTINES = "kotlinx.coroutines.";

  /** Where Kotlin starts what nobody waits for, unless each is joined by hand. */
  private static final String GLOBAL_SCOPE = COROUTINES + "GlobalScope";

  private static final Set<String> ENDS_COROUTINES =
      Set.of("join", "joinAll", "await", "awaitAll", "cancel", "cancelAndJoin", "cancelChildren");

  private ThreadRule() {}

  static List<Finding> find(Seen seen) {
    Set<String> threads = threads(seen);
    List<Finding> findings = new ArrayList<>();
    for (Code.Method method : seen.reached()) {
      for (Code.Mention each : method.mentions()) {
        if (each.type().equals(GLOBAL_SCOPE)) {
          findings.add(
              Finding.at(
                  NAME,
                  seen.at(method, each.line()),
                  "starts coroutines in GlobalScope, which nothing waits for or ends",
                  "start them in the function's own scope, with coroutineScope { … }",
                  seen.targets()));
        }
      }
      for (Code.Call call : method.calls()) {
        if (starts(call, threads)
            && seen.callsAround(method).stream().noneMatch(each -> ends(each, threads))) {
          String what = call.name().equals("<init>") ? "makes a " : "calls ";
          String named = call.owner().substring(call.owner().lastIndexOf('.') + 1);
          findings.add(
              Finding.at(
                  NAME,
                  seen.at(method, call.line()),
                  what
                      + named
                      + (call.name().equals("<init>") ? "" : "." + call.name())
                      + ", and nothing in its class waits for it or ends it",
                  HINT,
                  seen.targets()));
        }
      }
    }
    return findings;
  }

  private static boolean starts(Code.Call call, Set<String> threads) {
    return threads.contains(call.owner())
            && (call.name().equals("start") || call.name().equals("startVirtualThread"))
        || call.owner().startsWith(THREAD + "$Builder") && call.name().equals("start")
        || POOLS.contains(call.owner()) && call.name().equals("<init>")
        || call.owner().equals(CONCURRENT + "Executors") && call.name().startsWith("new")
        || call.is(CONCURRENT + "CompletableFuture", "runAsync", "supplyAsync")
        || call.owner().equals("kotlin.concurrent.ThreadsKt") && call.name().startsWith("thread")
        || call.is(COROUTINES + "CoroutineScopeKt", "CoroutineScope", "MainScope")
        || call.is("scala.concurrent.Future$", "apply", "delegate");
  }

  private static boolean ends(Code.Call call, Set<String> threads) {
    boolean concurrent =
        threads.contains(call.owner())
            || call.owner().equals("java.util.Timer")
            || call.owner().matches("java\\.util\\.concurrent\\.(?!Concurrent)\\w+");
    boolean coroutines = call.owner().startsWith(COROUTINES);
    return concurrent && ENDS.contains(call.name())
        || coroutines && ENDS_COROUTINES.contains(call.name().replace("$default", ""))
        || call.is("scala.concurrent.Await$", "result", "ready");
  }

  /** Thread itself, and what the project made of it. */
  private static Set<String> threads(Seen seen) {
    Set<String> threads = new HashSet<>(Set.of(THREAD));
    boolean more = true;
    while (more) {
      more = false;
      for (Code code : seen.own().values()) {
        more |= code.supertypes().stream().anyMatch(threads::contains) && threads.add(code.name());
      }
    }
    return threads;
  }
}
