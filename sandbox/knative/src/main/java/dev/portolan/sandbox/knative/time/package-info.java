/** Times as Go writes them. */
package dev.portolan.sandbox.knative.time;
