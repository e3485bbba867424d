package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;

/** Calls itself before it is started. */
public final class Early implements PortableFunction<Void, String>, Lifecycle {
  private String found = "";

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Early.class, "java.lang.Void");
  }

  @Override
  public void start() throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      found = "it listened at " + socket.getPort();
    } catch (ConnectException refused) {
      found = "nobody listened";
    }
  }

  @Override
  public String handle(Void nothing, Context context) {
    return found;
  }
}
