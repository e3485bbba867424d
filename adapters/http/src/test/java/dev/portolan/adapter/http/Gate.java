package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Lets a test say when a handler goes on. */
public final class Gate implements PortableFunction<HttpRequest, HttpResponse> {
  static volatile Semaphore entered = new Semaphore(0);
  static volatile CountDownLatch open = new CountDownLatch(1);

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Gate.class, "dev.portolan.HttpRequest");
  }

  static void reset() {
    entered = new Semaphore(0);
    open = new CountDownLatch(1);
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) throws Exception {
    entered.release();
    if (request.rawQuery().equals("stubborn")) {
      awaitUninterrupted();
    } else if (!request.rawQuery().equals("quick")) {
      open.await();
    }
    return HttpResponse.text(200, Thread.currentThread().isInterrupted() ? "late" : "through");
  }

  private static void awaitUninterrupted() {
    CountDownLatch gate = open;
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException ignored) {
        // as a stubborn handler does
      }
    }
  }
}
