package dev.portolan.maven;

import java.util.function.Consumer;

/** Takes text piece by piece and hands it on line by line. */
final class Lines implements Appendable {
  private final StringBuilder line = new StringBuilder();
  private final Consumer<String> sink;

  Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public synchronized Lines append(CharSequence text) {
    return append(text, 0, text.length());
  }

  @Override
  public synchronized Lines append(CharSequence text, int start, int end) {
    for (int i = start; i < end; i++) {
      append(text.charAt(i));
    }
    return this;
  }

  @Override
  public synchronized Lines append(char c) {
    if (c == '\n') {
      sink.accept(line.toString());
      line.setLength(0);
    } else {
      line.append(c);
    }
    return this;
  }
}
