package io.github.cphshare.spec;

import static io.github.cphshare.spec.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pushing and deleting have one address: no body may be both. */
class SharedAddressTest {

    private static final Document CONTRACT = Document.load("cph-share.yaml");
    private static final Map<String, Object> PUSH =
            map(CONTRACT.at("#/paths/~1v1~1{project_id}~1cloud-phone~1phones~1share-files/post"));
    private static final Map<String, Object> PUSH_BODY =
            CONTRACT.section("#/components/schemas/PushShareFilesRequestBody");
    private static final Map<String, Object> OTHER = map(PUSH.get("x-shares-address-with"));
    private static final Map<String, Object> DELETE_BODY = map(OTHER.get("body"));

    @Test
    void the_operation_says_that_another_lives_at_its_address_and_from_which_document_that_is() {
        assertThat(OTHER).containsEntry("operationId", "deleteShareFiles").containsKeys("summary", "x-source");
        assertThat(CONTRACT.operations()).as("it is not offered").noneMatch(operation -> "deleteShareFiles"
                .equals(operation.get("operationId")));
    }

    @Test
    void each_body_is_closed_and_demands_what_the_other_does_not_know_so_that_none_is_both() {
        assertThat(PUSH_BODY).containsEntry("additionalProperties", false);
        assertThat(DELETE_BODY).containsEntry("additionalProperties", false);
        assertThat(demandedOnlyBy(PUSH_BODY, DELETE_BODY)).contains("bucket_name", "object_path");
        assertThat(demandedOnlyBy(DELETE_BODY, PUSH_BODY)).containsExactly("file_paths");
    }

    private static Set<String> demandedOnlyBy(Map<String, Object> body, Map<String, Object> other) {
        Set<String> demanded = new HashSet<>(Document.<String>list(body.get("required")));
        demanded.removeAll(map(other.get("properties")).keySet());
        return demanded;
    }
}
