package io.github.cphshare.client.internal;

import io.github.cphshare.generated.iam.ServiceEndpoints;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Where IAM is. Stateless. */
public final class IamEndpoints {
    /** Its tokens are good in all regions (API Explorer, IAM, servers). */
    private static final String GLOBAL = "https://iam.myhuaweicloud.com";

    private IamEndpoints() {}

    /**
     * Finds the IAM of a region. A region with cloud phones and no IAM of its own is looked after by the global one.
     *
     * @param endpoint an address that outranks the region's; {@code null} for none
     * @param region the region; {@code null} for the global IAM
     * @param problems takes what is wrong, as the ends of a sentence and without the values
     * @return the address, with a path that ends in a slash; {@code null} if there is a problem
     */
    public static @Nullable HttpUrl find(@Nullable String endpoint, @Nullable String region, List<String> problems) {
        if (endpoint != null) {
            return given(endpoint, problems);
        }
        if (region == null) {
            return HttpUrl.get(GLOBAL);
        }
        List<String> withIam = ServiceEndpoints.regions();
        if (withIam.contains(region)) {
            return HttpUrl.get(ServiceEndpoints.forRegion(region).toString());
        }
        List<String> withPhones = io.github.cphshare.generated.ServiceEndpoints.regions();
        if (withPhones.contains(region)) {
            return HttpUrl.get(GLOBAL);
        }
        Set<String> known = new TreeSet<>(withIam);
        known.addAll(withPhones);
        problems.add("the region is none of " + String.join(", ", known) + " (for another one give the endpoint)");
        return null;
    }

    private static @Nullable HttpUrl given(String endpoint, List<String> problems) {
        HttpUrl url = HttpUrl.parse(endpoint.strip());
        // Without the value in any of these: an address may hold a secret.
        if (url == null) {
            problems.add("the endpoint of IAM must be an https:// URL");
            return null;
        }
        int before = problems.size();
        if (!url.username().isEmpty() || !url.password().isEmpty() || url.query() != null) {
            problems.add("the endpoint of IAM must have no user, password or query");
        }
        if (!EndpointRules.isConfidential(url)) {
            problems.add("the endpoint of IAM must be https://, since credentials go there");
        }
        if (problems.size() > before) {
            return null;
        }
        return url.newBuilder().addPathSegment("").build(); // fills an empty last segment, or adds it
    }
}
