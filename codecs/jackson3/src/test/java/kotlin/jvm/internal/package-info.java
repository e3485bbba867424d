/** In the place of Kotlin. */
package kotlin.jvm.internal;
