namespace LocalCluster.Tests.ApiServer.Requests;

/// <summary>PUT of an object that names its UID: the store compares before it looks whether there is an object at all (etcd3/store.go).</summary>
public sealed class ReplacementTests(RequestServer server) : IClassFixture<RequestServer>
{
    private const string Body = """{"metadata":{"name":"gone","uid":"00000000-0000-0000-0000-000000000001"}}""";
    private const string Mismatch =
        "ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: 00000000-0000-0000-0000-000000000001, UID in object meta: ";

    [Theory]
    [InlineData(RequestServer.ConfigMaps, "configmaps", "configmaps")]
    [InlineData("/apis/coordination.k8s.io/v1/namespaces/default/leases", "leases.coordination.k8s.io", "leases")]
    public async Task An_object_that_is_gone_has_another_uid_than_the_one_that_is_meant(string path, string resource, string key) =>
        (await server.PutAsync($"{path}/gone", Body)).Says(
            409, $"Operation cannot be fulfilled on {resource} \"gone\": StorageError: invalid object, Code: 4, Key: /registry/{key}/default/gone, {Mismatch}");
}
