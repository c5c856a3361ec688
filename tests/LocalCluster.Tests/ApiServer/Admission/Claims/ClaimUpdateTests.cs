using LocalCluster.Tests.ApiServer.Requests;

namespace LocalCluster.Tests.ApiServer.Admission.Claims;

/// <summary>The differences that the server shows are those of its own types: Go names, but meta/v1 has JSON names (pkg/apis/core/types.go).</summary>
public sealed class ClaimUpdateTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    private const string Frozen = "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n";

    [Fact]
    public async Task A_change_of_the_selector_is_shown_as_it_is_written()
    {
        (await server.PostAsync(Claims, """{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"selector":{"matchLabels":{"a":"1"}},"resources":{"requests":{"storage":"1Gi"}}}}""")).Is(201);

        (await server.PatchAsync($"{Claims}/c", """{"spec":{"selector":{"matchLabels":{"a":"2"}}}}""")).Says(422,
            $"PersistentVolumeClaim \"c\" is invalid: {Frozen}@@ -4,7 +4,7 @@\n  ],\n  \"Selector\": {{\n   \"matchLabels\": {{\n-   \"a\": \"1\"\n+   \"a\": \"2\"\n   }}\n  }},\n  \"Resources\": {{\n");
    }

    [Fact]
    public async Task A_data_source_is_shown_with_all_its_fields()
    {
        (await server.PostAsync(Claims, """{"metadata":{"name":"d"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""")).Is(201);

        (await server.PatchAsync($"{Claims}/d", """{"spec":{"dataSource":{"kind":"PersistentVolumeClaim","name":"other"}}}""")).Says(422,
            $"PersistentVolumeClaim \"d\" is invalid: {Frozen}@@ -12,7 +12,11 @@\n  \"VolumeName\": \"\",\n  \"StorageClassName\": null,\n  \"VolumeMode\": \"Filesystem\",\n- \"DataSource\": null,\n+ \"DataSource\": {{\n+  \"APIGroup\": null,\n+  \"Kind\": \"PersistentVolumeClaim\",\n+  \"Name\": \"other\"\n+ }},\n  \"DataSourceRef\": null,\n  \"VolumeAttributesClassName\": null\n }}\n");
    }
}
