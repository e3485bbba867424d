package dev.portolan.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents every reader of JSON must take, must refuse, or may decide about (and what we decided).
 */
final class JsonCorpus {
  private JsonCorpus() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] raw(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Taken by every reader. */
  static List<byte[]> accepted() {
    return all(
        // structure and blanks
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "[[],[]]",
        "{\"a\":{}}",
        "{\"a\":[]}",
        " [] ",
        "\t[\n]\r ",
        "[ 1 , 2 ]",
        "{ \"a\" : 1 , \"b\" : 2 }",
        "[[[[[[[[[[]]]]]]]]]]",
        "[\"\",\"\"]",
        "{\"\":0}",
        "[null,null]",
        "{\"a\":1,\"A\":2}",
        "{\"a\":{\"a\":{\"a\":1}}}",
        "[1,[2,[3]]]",
        nested(200),
        // scalars as documents
        "1",
        "-1",
        "0",
        "\"a\"",
        "\"\"",
        "true",
        "false",
        "null",
        " 7 ",
        "1.5",
        "-0",
        "-0.0",
        // numbers
        "[0]",
        "[-0]",
        "[0.1]",
        "[10]",
        "[123456789]",
        "[-123.456]",
        "[1e1]",
        "[1E1]",
        "[1e+1]",
        "[1e-1]",
        "[0e0]",
        "[0e+1]",
        "[0.0e-0]",
        "[1.0E+2]",
        "[123.456e78]",
        "[1e0001]",
        "[9007199254740993]",
        "[9223372036854775807]",
        "[-9223372036854775808]",
        "[9223372036854775808]",
        "[100000000000000000000]",
        "[0.000000000000000000000000000001]",
        "[3.141592653589793238462643383279]",
        "[1e400]",
        "[-1e-400]",
        "[1e9999]",
        "[1e-9999]",
        "[999999999999999999]",
        "[1000000000000000000]",
        "[" + "9".repeat(1000) + "]",
        // strings
        "[\"a\"]",
        "[\"\\\"\"]",
        "[\"\\\\\"]",
        "[\"\\/\"]",
        "[\"/\"]",
        "[\"\\b\\f\\n\\r\\t\"]",
        "[\"\\u0061\"]",
        "[\"\\u00e9\"]",
        "[\"\\u00E9\"]",
        "[\"\\u0000\"]",
        "[\"\\u001f\"]",
        "[\"\\ud83d\\ude00\"]",
        "[\"\\uD83D\\uDE00\"]",
        "[\"\\udbff\\udfff\"]",
        "[\"\\uffff\"]",
        "[\"\\u2028\\u2029\"]",
        "[\"\u2028\u2029\"]",
        "[\"é\"]",
        "[\"世界\"]",
        "[\"\uD83D\uDE00\"]",
        "[\"\u007f\"]",
        "[\"\u0080\"]",
        "[\"\u07ff\"]",
        "[\"\u0800\"]",
        "[\"\uffff\"]",
        "[\"\uFEFF\"]",
        "[\"\\\\u0061\"]",
        "[\"a\\\\\"]",
        "[\" \"]",
        "[\"'\"]",
        "[\"\\u0022\"]",
        "[\"\\u005C\"]",
        "{\"\\u0061\":1}",
        "{\"é\":\"é\"}",
        "[\"" + "x".repeat(100_000) + "\"]");
  }

  /** Refused by every strict reader. */
  static List<byte[]> refused() {
    List<byte[]> refused =
        all(
            // nothing, or not enough
            "",
            " ",
            "[",
            "]",
            "{",
            "}",
            "[1",
            "[1,",
            "[[1]",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "\"",
            "\"a",
            "\"\\",
            "\"\\\"",
            "\"\\u",
            "\"\\u00",
            "[\"a",
            "t",
            "tru",
            "nul",
            "fals",
            "-",
            // too much
            "1 2",
            "[] []",
            "[]]",
            "{}}",
            "[]x",
            "nulll",
            "true false",
            "{} //",
            "[1]#",
            "\"a\"\"b\"",
            // commas and colons
            "[,]",
            "[1,]",
            "[,1]",
            "[1,,2]",
            "[1 2]",
            "[1:2]",
            "{,}",
            "{\"a\":1,}",
            "{,\"a\":1}",
            "{\"a\":1,,\"b\":2}",
            "{\"a\" 1}",
            "{\"a\"::1}",
            "{\"a\",1}",
            "{\"a\":1 \"b\":2}",
            "{:1}",
            // names
            "{a:1}",
            "{'a':1}",
            "{1:1}",
            "{null:1}",
            "{[]:1}",
            "{\"a\":1 b}",
            "{a}",
            "{\"a\":b}",
            // literals
            "True",
            "TRUE",
            "nULL",
            "undefined",
            "NaN",
            "Infinity",
            "-Infinity",
            "[nan]",
            "[truth]",
            // numbers
            "[01]",
            "[-01]",
            "[00]",
            "[1.]",
            "[.5]",
            "[-.5]",
            "[+1]",
            "[- 1]",
            "[1e]",
            "[1e+]",
            "[1.e1]",
            "[1e1.5]",
            "[0x1]",
            "[1_000]",
            "[1a]",
            "[--1]",
            "[1-]",
            "[1+1]",
            "[0e]",
            "[1.2.3]",
            "[1ee1]",
            "[\uff11]",
            "[1,000]",
            "[1f]",
            "[1L]",
            "[-]",
            "[2.e3]",
            "[0.3e]",
            "[1 000]",
            // strings
            "['a']",
            "[\"a\nb\"]",
            "[\"a\tb\"]",
            "[\"a\u0000b\"]",
            "[\"\u001f\"]",
            "[\"\\x41\"]",
            "[\"\\a\"]",
            "[\"\\'\"]",
            "[\"\\0\"]",
            "[\"\\u12\"]",
            "[\"\\u123g\"]",
            "[\"\\U0061\"]",
            "[\"\\u 061\"]",
            "[\"\\é\"]",
            "[a]",
            "[\"a]",
            "[\"\\\"]",
            "[\"\\u\\u0061\"]",
            // other things that are not JSON
            "<a/>",
            "[1]/* */",
            "/**/[1]",
            "// \n1",
            "\u00a01",
            "[\u00a01]",
            "\u2003[]",
            "[\u000b1]",
            "[\f1]",
            "\u0000[]",
            "[]\u0000",
            "é",
            "$",
            "@",
            "*",
            "(1)",
            "{\"a\":1;\"b\":2}");
    refused.add(raw('[', '"', 0xff, '"', ']'));
    refused.add(raw('[', 0xe9, ']'));
    refused.add(raw(0xff, 0xfe, '[', 0, ']', 0));
    refused.add(raw('[', '"', 0xe9));
    return refused;
  }

  /**
   * Where readers differ: refused here, because one that takes it and one that does not disagree.
   */
  static List<byte[]> disputed() {
    List<byte[]> disputed =
        all(
            "\uFEFF[]",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"a\":null,\"a\":null}",
            "[\"\\ud800\"]",
            "[\"\\udc00\"]",
            "[\"\\ud800\\ud800\"]",
            "[\"\\ud800a\"]",
            "[\"\\ud800\\n\"]",
            "[\"\\udc00\\ud800\"]",
            "[\"\\ud83d\\u0061\"]",
            "[\"\\uDd1e\\uD834\"]",
            "[\"\\ud800\\",
            "[1e10000]",
            "[1e-10000]",
            "[1e99999999999999999999999]",
            "[" + "9".repeat(1001) + "]",
            nested(201),
            nested(100_000));
    disputed.add(raw('[', '"', 0xc0, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xc1, 0xbf, '"', ']'));
    disputed.add(raw('[', '"', 0xe0, 0x80, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xe0, 0x9f, 0xbf, '"', ']'));
    disputed.add(raw('[', '"', 0xed, 0xa0, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xed, 0xbf, 0xbf, '"', ']'));
    disputed.add(raw('[', '"', 0xf0, 0x80, 0x80, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xf0, 0x8f, 0xbf, 0xbf, '"', ']'));
    disputed.add(raw('[', '"', 0xf4, 0x90, 0x80, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xf5, 0x80, 0x80, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xf8, 0x88, 0x80, 0x80, 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xc3, '"', ']'));
    disputed.add(raw('[', '"', 0xe4, 0xb8, '"', ']'));
    disputed.add(raw('[', '"', 0xf0, 0x9f, 0x98, '"', ']'));
    disputed.add(raw('[', '"', 0x80, '"', ']'));
    disputed.add(raw('[', '"', 0xbf, '"', ']'));
    return disputed;
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static List<byte[]> all(String... documents) {
    List<byte[]> all = new ArrayList<>();
    for (String document : documents) {
      all.add(bytes(document));
    }
    return all;
  }
}
