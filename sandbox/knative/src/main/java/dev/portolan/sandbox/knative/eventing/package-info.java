/** Delivers events: brokers, triggers, and the sources that can be fired. */
package dev.portolan.sandbox.knative.eventing;
