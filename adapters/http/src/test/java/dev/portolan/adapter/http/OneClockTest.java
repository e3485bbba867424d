package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One clock bounds a streamed body, also its end. */
final class OneClockTest {
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void theEndOfAStreamedBodyHasWhatIsLeftOfItsTime() throws Exception {
    List<Long> before = new ArrayList<>();
    Writing.write(
        body -> {
          body.write('a');
          body.flush();
          before.add(System.nanoTime());
          body.write('b');
        });
    List<Long> deadlines = deadlines();
    assertEquals(2, deadlines.size(), "what was flushed, and the end");
    assertTrue(deadlines.get(1) <= before.get(0) + MINUTE, "the clock is not set again");
    assertTrue(deadlines.get(0) < deadlines.get(1), "with the time that is kept back for the end");
  }

  @Test
  void anAnswerInMemoryHasAClockOfItsOwn() throws Exception {
    List<Long> before = new ArrayList<>();
    Writing.write(
        body -> {
          body.write('a');
          before.add(System.nanoTime());
        });
    List<Long> deadlines = deadlines();
    assertEquals(1, deadlines.size());
    assertTrue(deadlines.get(0) >= before.get(0) + MINUTE);
  }

  /** When it was to be cut, at each time that something was sent. */
  private static List<Long> deadlines() throws Exception {
    List<Long> deadlines = new ArrayList<>();
    try (RunningServer started =
            RunningServer.start(Writing.function(), "PORTOLAN_TIMEOUT_MILLIS", "60000");
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RawCaller caller = new RawCaller(listener.getLocalPort());
        Socket socket = listener.accept()) {
      caller.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Input input = new Input(socket);
      input.allow(20_000);
      Exchange[] running = new Exchange[1];
      OutputStream wire =
          new OutputStream() {
            @Override
            public void write(int b) {
              throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
              deadlines.add(running[0].call.deadline.nanos());
            }
          };
      Server server = started.server();
      Connection connection = new Connection(server, socket);
      HeadReader reader = new HeadReader(input);
      assertTrue(reader.begins());
      running[0] = new Exchange(server, connection, input, new Output(wire), System.nanoTime());
      running[0].write(running[0].answer(reader), false);
    }
    return deadlines;
  }
}
