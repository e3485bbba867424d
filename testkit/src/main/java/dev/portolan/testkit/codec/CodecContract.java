package dev.portolan.testkit.codec;

/**
 * All that a codec must do. Implement it in a class of one line.
 *
 * <p>Not promised: what becomes of types that the codec of the house refuses, such as {@code
 * java.util.Date}, and of classes with a library's own annotations.
 */
public interface CodecContract
    extends ValuesContract, RefusalContract, TextsContract, HostileContract, AlikeContract {}
