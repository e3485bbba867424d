/** The front doors: HTTP APIs and function URLs, and the payload they hand to functions. */
package dev.portolan.sandbox.aws.front;
