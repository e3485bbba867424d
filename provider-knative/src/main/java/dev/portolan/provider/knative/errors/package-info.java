/** What a failure means, and what to do about it: one row each. */
package dev.portolan.provider.knative.errors;
