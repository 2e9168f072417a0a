package dev.hivecluster.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which node a parameter is about: {@code @NodeIndex(2) Node second}. With {@code Ec2Client}, {@code S3Client} and
 * {@code RequestSpecification} it is the node whose gateway or storage is asked. Without it, it is the first.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
public @interface NodeIndex {
    /** The node's index, counted from 1. */
    int value();
}
