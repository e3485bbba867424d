/** A Kubernetes API server: objects, versions, server-side apply, watches, garbage collection. */
package dev.portolan.sandbox.knative.kube;
