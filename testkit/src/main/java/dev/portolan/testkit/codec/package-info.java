/**
 * What every codec must do, as tests: one class with one line per codec.
 *
 * <p>A function must not behave otherwise because its project reads JSON with another library. The
 * table in the README says in short what these tests say at length.
 */
package dev.portolan.testkit.codec;
