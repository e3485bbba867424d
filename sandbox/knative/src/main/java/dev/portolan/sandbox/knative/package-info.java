/** Knative embedded on loopback: Kubernetes API, image registry, serving and eventing. */
package dev.portolan.sandbox.knative;
