package dev.portolan.provider.aws;

/** A managed Java runtime of Lambda, and the newest class files it loads. */
enum LambdaRuntime {
  JAVA17("java17", 17),
  JAVA21("java21", 21),
  JAVA25("java25", 25);

  private final String id;
  private final int release;

  LambdaRuntime(String id, int release) {
    this.id = id;
    this.release = release;
  }

  String id() {
    return id;
  }

  int release() {
    return release;
  }
}
