package dev.portolan.runtime;

import java.nio.charset.StandardCharsets;

/** Text of a stranger's in a log: one line of it, however it was made. */
public final class OneLine {
  private static final int MOST = 300;
  private static final int MOST_TOLD = 400;

  private OneLine() {}

  /**
   * The text with what is not printed in a line written as its number in UTF-16, and not too long.
   */
  public static String of(Object text) {
    String all = String.valueOf(text);
    return all.length() > MOST ? whole(all.substring(0, MOST)).concat("...") : whole(all);
  }

  /** The same, however long it is. */
  static String whole(String all) {
    StringBuilder line = new StringBuilder(all.length());
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      if (isPrinted(c)) {
        line.append(c);
      } else {
        String hex = Integer.toHexString(c);
        line.append("\\u").append("0000", hex.length(), 4).append(hex);
      }
    }
    return line.toString();
  }

  /** What a service answered, in a line for people: blanks for what is not printed, cut if long. */
  public static String told(byte[] body) {
    return told(new String(body, StandardCharsets.UTF_8));
  }

  /** The same of a text. */
  public static String told(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > MOST_TOLD ? line.substring(0, MOST_TOLD).concat("…") : line;
  }

  private static boolean isPrinted(char c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
