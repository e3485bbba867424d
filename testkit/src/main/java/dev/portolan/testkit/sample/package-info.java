/** A project such as a user could have written, for contracts to deploy. */
package dev.portolan.testkit.sample;
