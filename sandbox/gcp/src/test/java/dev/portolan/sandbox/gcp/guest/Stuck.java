package dev.portolan.sandbox.gcp.guest;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A function that never gets so far as to listen. */
public final class Stuck implements HttpFunction {
  /** Says so, and waits for good. */
  public Stuck() throws InterruptedException {
    byte[] line = "it begins\n".getBytes(StandardCharsets.UTF_8);
    System.out.write(line, 0, line.length);
    System.out.flush();
    new CountDownLatch(1).await();
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) {
    throw new IllegalStateException("never called");
  }
}
