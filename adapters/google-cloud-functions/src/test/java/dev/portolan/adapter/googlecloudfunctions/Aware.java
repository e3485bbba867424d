package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells what it sees of the process it is in, and leaves a word when it is stopped. */
public final class Aware implements PortableFunction<Aware.Question, String>, Lifecycle {

  /** What it is asked. */
  public record Question(String className) {}

  @Override
  public String handle(Question question, Context context) {
    ClassLoader mine = Aware.class.getClassLoader();
    String loader = Thread.currentThread().getContextClassLoader() == mine ? "mine" : "another";
    try {
      Class.forName(question.className(), false, mine);
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
