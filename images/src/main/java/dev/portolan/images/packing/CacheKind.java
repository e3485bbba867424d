package dev.portolan.images.packing;

/**
 * The two forms of start-up cache, by what the JVM knows.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350, dynamic class-data archives</a>
 * @see <a href="https://openjdk.org/jeps/514">JEP 514, ahead-of-time command-line ergonomics</a>
 */
enum CacheKind {
  APP_CDS("startup.jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", "AppCDS archive"),
  AOT("startup.aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=", "AOT cache");

  private static final int FIRST_WITH_AOT_IN_ONE_STEP = 25;

  private final String file;
  private final String makeFlag;
  private final String useFlag;
  private final String title;

  CacheKind(String file, String makeFlag, String useFlag, String title) {
    this.file = file;
    this.makeFlag = makeFlag;
    this.useFlag = useFlag;
    this.title = title;
  }

  static CacheKind of(int release) {
    return release >= FIRST_WITH_AOT_IN_ONE_STEP ? AOT : APP_CDS;
  }

  String file() {
    return file;
  }

  String make() {
    return makeFlag + file;
  }

  String use() {
    return useFlag + file;
  }

  String title() {
    return title;
  }
}
