package dev.portolan.sandbox.azure.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaWorkerTest {
  @TempDir private Path folder;
  private final JavaWorker worker =
      JavaWorker.within(JavaWorkerTest.class.getClassLoader(), Instances.NEW);

  private static Loading loading(String entryPoint) {
    return new Loading("1", "f", entryPoint, "app.jar", Map.of("request", "in", "$return", "out"));
  }

  private Outcome call(String method, String binding, Datum value, Map<String, Datum> metadata)
      throws Exception {
    worker.load(loading(Sample.class.getName() + "." + method));
    return worker.invoke(
        new Invocation("1", "i", "parent", "", 2, 5, Map.of(binding, value), metadata),
        Logger.getAnonymousLogger());
  }

  private static Datum.Http request(Datum body) {
    return new Datum.Http("http://h/a?b=1", "get", Map.of(), Map.of("b", "1"), Map.of(), body, 0);
  }

  @Test
  void aResponseHasOneValueOfEachNameAsItIsSpelled() throws Exception {
    int made = Sample.made;
    for (int i = 0; i < 2; i++) {
      Outcome outcome = call("answer", "request", request(new Datum.Text("hi")), Map.of());
      Datum.Http http = (Datum.Http) outcome.returned();
      assertEquals(201, http.status());
      assertEquals(Map.of("x-a", "2", "X-A", "1f"), http.headers());
      assertEquals(new Datum.Text("hi"), http.body());
    }
    assertEquals(made + 2, Sample.made, "an object for every call");
  }

  @Test
  void bytesAreTextForOneWhoTakesTextAndTextIsNoBytes() throws Exception {
    Datum bytes = new Datum.Bytes(new byte[] {'h', 'i'});
    Outcome text = call("answer", "request", request(bytes), Map.of());
    assertEquals(new Datum.Text("hi"), ((Datum.Http) text.returned()).body());
    Outcome none = call("answer", "request", request(new Datum.None()), Map.of());
    assertEquals(new Datum.Text("nothing"), ((Datum.Http) none.returned()).body());
    Outcome raw = call("bytes", "request", request(bytes), Map.of());
    assertArrayEquals(new byte[] {'h', 'i'}, ((Datum.Bytes) raw.returned()).value());
    Outcome refused = call("bytes", "request", request(new Datum.Text("hi")), Map.of());
    assertTrue(refused.failure().startsWith("ClassCastException: Cannot convert"));
  }

  @Test
  void parametersAreBoundByAnnotationsAlone() throws Exception {
    Map<String, Datum> told = Map.of("Id", new Datum.Text("7"));
    Outcome bound = call("told", "message", new Datum.Text("m"), told);
    assertEquals(new Datum.Text("m7"), bound.returned(), bound.stack());
    Outcome untold = call("told", "message", new Datum.Text("m"), Map.of());
    assertTrue(untold.failure().contains("Cannot find matched @BindingName"), untold.failure());
    Outcome other = call("told", "other", new Datum.Text("m"), told);
    assertTrue(other.failure().contains("Cannot find matched parameter name"), other.failure());
    Outcome unbound = call("unbound", "request", new Datum.Text("m"), Map.of());
    assertTrue(unbound.failure().startsWith("ClassCastException"), unbound.failure());
  }

  @Test
  void theContextTellsWhatTheHostTold() throws Exception {
    Outcome asked = call("asked", "request", request(new Datum.None()), Map.of());
    assertEquals(
        new Datum.Text("BoundValuesparent2{b=1}http://h/a?b=1GET"),
        asked.returned(),
        asked.stack());
  }

  @Test
  void theInnermostCauseIsTold() throws Exception {
    Outcome failed = call("fails", "m", new Datum.Text("exception"), Map.of());
    assertEquals("IllegalArgumentException: inner", failed.failure());
    assertTrue(failed.stack().contains("outer"));
    Outcome error = call("fails", "m", new Datum.Text("error"), Map.of());
    assertEquals("NoClassDefFoundError: told", error.failure());
  }

  @Test
  void anErrorBesideTheMethodIsTakenByNobody() throws Exception {
    Map<String, Datum> inputs = Map.of("m", new Datum.Text("word"));
    Invocation call = new Invocation("1", "i", "", "", 0, 0, inputs, Map.of());
    JavaWorker injected =
        JavaWorker.within(
            JavaWorkerTest.class.getClassLoader(),
            type -> {
              throw new NoClassDefFoundError("told");
            });
    injected.load(loading(Sample.class.getName() + ".fails"));
    assertThrows(
        NoClassDefFoundError.class, () -> injected.invoke(call, Logger.getAnonymousLogger()));
  }

  @Test
  void anEntryPointIsOnePublicMethod() {
    String name = Sample.class.getName();
    for (String wrong : new String[] {"", "run", name + "."}) {
      assertThrows(IllegalArgumentException.class, () -> worker.load(loading(wrong)), wrong);
    }
    assertThrows(NoSuchMethodException.class, () -> worker.load(loading(name + ".none")));
    assertThrows(NoSuchMethodException.class, () -> worker.load(loading(name + ".hashCode")));
    assertThrows(UnsupportedOperationException.class, () -> worker.load(loading(name + ".twice")));
    assertThrows(ClassNotFoundException.class, () -> worker.load(loading("com.acme.Gone.run")));
  }

  private void jar(String path, String entry) throws IOException {
    Path jar = folder.resolve(path);
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(entry));
    }
  }

  @Test
  void oneFolderThatEndsInLibIsTheLibraries() throws Exception {
    jar("app.jar", "app");
    jar("worker/library.jar", "library");
    jar("lib/a.jar", "a");
    jar("portolan.jar", "beside");
    AppClasses classes = new AppClasses(new File(folder.toFile(), "worker/library.jar"));
    classes.add(folder.resolve("app.jar").toFile());
    ClassLoader loader = classes.loader();
    for (String seen : new String[] {"app", "library", "a"}) {
      assertTrue(loader.getResource(seen) != null, seen);
    }
    assertFalse(loader.getResource("beside") != null, "only what is in lib");
    jar("lib/b.jar", "late");
    classes.add(folder.resolve("app.jar").toFile());
    assertFalse(classes.loader().getResource("late") != null, "after the first class");
  }

  @Test
  void whatCrossesTheSocketIsTheSame() throws IOException {
    Datum.Http http =
        new Datum.Http(
            "u",
            "m",
            Map.of("grüße", "\ud83d\udea2"),
            Map.of(),
            Map.of("p", "q"),
            new Datum.Text(""),
            200);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Frames.write(new DataOutputStream(bytes), new Outcome(http, null, "s"));
    Outcome read =
        Frames.outcome(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertEquals(new Outcome(http, null, "s"), read);
    assertTrue(read.succeeded());
  }
}
