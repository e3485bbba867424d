package dev.portolan.adapter.azurefunctions;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells what it sees of the process it is in, fails as it is told, and leaves a word at its end.
 */
public final class Aware implements PortableFunction<Aware.Question, String>, Lifecycle {

  /** What it is asked. */
  public record Question(String word) {}

  @Override
  public void start() {
    if (System.getenv("FAILS") != null) {
      throw new IllegalStateException("hunter2");
    }
  }

  @Override
  public String handle(Question question, Context context) throws Exception {
    switch (question.word()) {
      case "memory":
        throw new OutOfMemoryError("told");
      case "exit":
        System.exit(3);
        return null;
      default:
        return seen(question.word());
    }
  }

  private static String seen(String className) {
    ClassLoader mine = Aware.class.getClassLoader();
    String loader = Thread.currentThread().getContextClassLoader() == mine ? "mine" : "another";
    try {
      Class.forName(className, false, mine);
      return loader + ", seen";
    } catch (ClassNotFoundException hidden) {
      return loader + ", hidden";
    }
  }

  @Override
  public void stop() throws Exception {
    Files.writeString(Path.of(System.getenv("STOPPED")), "stopped");
  }
}
