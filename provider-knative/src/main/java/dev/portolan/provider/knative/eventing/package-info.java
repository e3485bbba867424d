/** Knative Eventing: from a function's triggers to the objects that bring it their events. */
package dev.portolan.provider.knative.eventing;
