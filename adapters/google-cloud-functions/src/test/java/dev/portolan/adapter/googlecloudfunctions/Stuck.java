package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Says that it was called, never answers, and leaves a word when it is stopped. */
public final class Stuck implements PortableFunction<Void, Void>, Lifecycle {

  @Override
  public Void handle(Void input, Context context) throws Exception {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write("stuck\n".getBytes(StandardCharsets.UTF_8));
    }
    new CountDownLatch(1).await();
    return null;
  }

  @Override
  public void stop() throws Exception {
    Files.writeString(Path.of(System.getenv("STOPPED")), "stopped");
  }
}
