package kotlin.jvm.internal;

/** In the place of Kotlin's: known by its name. */
@SuppressWarnings("checkstyle:TypeName")
public final class DefaultConstructorMarker {
  private DefaultConstructorMarker() {}
}
