/** Runs what is published as processes of this machine. */
package dev.portolan.sandbox.azure.local;
