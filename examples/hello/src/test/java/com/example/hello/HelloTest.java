package com.example.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HelloTest {
  private final Hello hello = new Hello();

  @Test
  void greetsByName() {
    assertEquals("Hello, Ada!", hello.handle(new Hello.Name("Ada"), null).greeting());
  }

  @Test
  void greetsTheWorldWithoutAName() {
    assertEquals("Hello, world!", hello.handle(new Hello.Name(null), null).greeting());
  }
}
