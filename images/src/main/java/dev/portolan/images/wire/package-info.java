/**
 * What calls to clouds and registries share: their time, their number, what their refusals mean.
 */
package dev.portolan.images.wire;
