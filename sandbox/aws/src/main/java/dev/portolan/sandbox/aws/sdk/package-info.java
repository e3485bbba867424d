/** The way from the vendor's client library to an embedded AWS in the same process. */
package dev.portolan.sandbox.aws.sdk;
