/** The plugin in a real Maven, as its users meet it. */
package dev.portolan.endtoend;
